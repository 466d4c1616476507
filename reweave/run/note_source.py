"""Where a batch command reads its notes: the working tree, or a commit."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.config.model import Config
from reweave.run.note_files import SKIPPED, find_notes, read_files
from reweave.run.workspace import Workspace
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.git.repository import Repository
    from reweave.vault.vault import Vault

Earlier = Callable[[str], Iterable[bytes]]
"""Gives the earlier versions of the note at a path, the newest first."""


@dataclass
class NoteSource:
    """All notes, by their paths relative to the root, and what is needed to understand them.

    `base` is the commit that they were read from or that is checked out (`None`: none), `root` the folder that they
    lie in, where that is a working tree. `said` reads the file of noes (`None`: there is none).
    """

    notes: Mapping[str, bytes]
    config: Config
    base: str | None
    earlier: Earlier
    root: Path | None = None
    said: Callable[[], bytes | None] = lambda: None

    @cached_property
    def vault(self) -> "Vault":
        """The notes as a graph."""
        from reweave.vault.vault import Vault

        return Vault.read(self.notes.items(), self.config)


def working_source(workspace: Workspace) -> NoteSource:
    """Read the notes of the working tree; what cannot be read is named on stderr and left out.

    Raises:
        ReweaveError: git failed.
    """
    from reweave.git.repository import head, open_repository
    from reweave.progress import progress

    found = find_notes(workspace, [])
    unread = [one for one in found.refused if one.reason not in SKIPPED]
    files = progress(found.files, total=len(found.files))
    notes = dict(read_files(files, unread, workspace.config.limits.note_bytes))
    for one in unread:
        say(f"{one.path}: left, {one.reason}")
    repository = None if workspace.git is None else open_repository(workspace.root)
    commit = None if repository is None else head(repository).commit
    earlier = history_of(repository, commit, workspace.prefix)
    return NoteSource(notes, workspace.config, commit, earlier, workspace.root, lambda: _said(workspace.root))


def _said(root: Path) -> bytes | None:
    from reweave.weave.declined import DECLINED_FILE, MAX_BYTES
    from reweave.worktree.sidecar import read_sidecar

    return read_sidecar(root, DECLINED_FILE, MAX_BYTES) if os.path.lexists(root / DECLINED_FILE) else None


def checked_out_commit(workspace: Workspace) -> str | None:
    """Return the commit that is checked out; `None` outside a repository, and before the first commit.

    Raises:
        ReweaveError: git failed.
    """
    if workspace.git is None:
        return None
    from reweave.git.repository import head, open_repository

    return head(open_repository(workspace.root)).commit


def history_of(repository: "Repository | None", commit: str | None, prefix: str) -> Earlier:
    """Return what reads earlier versions of notes out of history; none where there is no history."""

    def earlier(path: str) -> Iterator[bytes]:
        if repository is None or commit is None:
            return
        from reweave.weave.history import earlier_versions

        with earlier_versions(repository, commit, [path], prefix=prefix) as versions:
            yield from versions(path)

    return earlier
