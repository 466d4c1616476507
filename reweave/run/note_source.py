"""The notes that a plan is made for: those of the working tree, or of a commit."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.config.model import Config
from reweave.run.note_files import read_all_notes
from reweave.run.workspace import Workspace

if TYPE_CHECKING:
    from reweave.git.repository import Repository
    from reweave.vault.vault import Vault

EarlierVersions = Callable[[str], Iterable[bytes]]
"""Yields the earlier versions of the note at a path, the newest first."""


@dataclass
class NoteSource:
    """All notes, by their paths relative to the root, and what is needed to understand them.

    `base` is the commit that they were read from or that is checked out (`None`: none), `root` the folder of a working
    tree. `declined` reads `.reweave/declined.jsonl` (`None`: there is none).
    """

    notes: Mapping[str, bytes]
    config: Config
    base: str | None
    earlier: EarlierVersions
    root: Path | None = None
    declined: Callable[[], bytes | None] = lambda: None

    @cached_property
    def vault(self) -> "Vault":
        """The notes as a graph."""
        from reweave.vault.vault import Vault

        return Vault.read(self.notes.items(), self.config)


def working_source(workspace: Workspace) -> NoteSource:
    """Read the notes of the working tree; those that cannot be read are named on stderr and left out.

    Raises:
        ReweaveError: git failed.
    """
    from reweave.git.repository import head, open_repository
    from reweave.run.declined import declined_bytes

    notes = dict(read_all_notes(workspace))
    repository = None if workspace.git is None else open_repository(workspace.root)
    commit = None if repository is None else head(repository).commit
    return NoteSource(
        notes,
        workspace.config,
        commit,
        earlier_versions(repository, commit, workspace.prefix),
        workspace.root,
        lambda: declined_bytes(workspace.root),
    )


def checked_out_commit(workspace: Workspace) -> str | None:
    """Return the commit that is checked out; `None` outside a repository, and before the first commit.

    Raises:
        ReweaveError: git failed.
    """
    if workspace.git is None:
        return None
    from reweave.git.repository import head, open_repository

    return head(open_repository(workspace.root)).commit


def earlier_versions(repository: "Repository | None", commit: str | None, prefix: str) -> EarlierVersions:
    """Return what reads earlier versions of notes from the history of a commit; without a commit there are none."""

    def read(path: str) -> Iterator[bytes]:
        if repository is None or commit is None:
            return
        from reweave.weave import history

        with history.earlier_versions(repository, commit, [path], prefix=prefix) as versions:
            yield from versions(path)

    return read
