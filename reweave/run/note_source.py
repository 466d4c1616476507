"""The notes that a plan is made for: those of the working tree, or of a commit."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.config.model import Config
from reweave.files.discovery import discover
from reweave.files.note_filter import NoteFilter
from reweave.run.note_files import SKIPPED, read_all_notes, read_files
from reweave.run.note_history import history_of
from reweave.run.workspace import Workspace
from reweave.vault.board_files import BOARD_EXTENSIONS, is_board
from reweave.verbosity import say
from reweave.worktree.safe_fs import is_inner

if TYPE_CHECKING:
    from reweave.git.delivered_notes import DeliveredNote, DeliveredNotes
    from reweave.git.repository import Repository
    from reweave.plan.operation import Context
    from reweave.vault.rule_view import History
    from reweave.vault.vault import Vault

_MOST_REMEMBERED = 32 * 1024 * 1024
_SKIPPED_FILE = (b"S 100644", b"S 100755")

EarlierVersions = Callable[[str], Iterable[bytes]]
"""Yields the earlier versions of the note at a path, the newest first."""


@dataclass
class NoteSource:
    """All notes, by their paths relative to the root, and what is needed to understand them.

    `base` is the commit that they were read from or that is checked out (`None`: none), `root` the folder of a working
    tree. `declined` reads `.reweave/answers.jsonl` (`None`: there is none), `read_boards` the canvases and bases, and
    `exists` says whether there is a file at a path, `history` is how to read the days of the notes, `delivered` what a
    batch of a run did to a note. `sparse` are the notes that a sparse checkout leaves out.
    """

    notes: Mapping[str, bytes]
    config: Config
    base: str | None
    earlier: EarlierVersions
    root: Path | None = None
    declined: Callable[[], bytes | None] = lambda: None
    read_boards: Callable[[], Mapping[str, bytes]] = dict
    exists: Callable[[str], bool] = lambda path: True
    sparse: Mapping[str, bytes] = field(default_factory=dict)
    history: "History | None" = None
    delivered: "Callable[[str, str], DeliveredNote | None]" = lambda path, batch: None

    @cached_property
    def vault(self) -> "Vault":
        """The notes as a graph, with those that a sparse checkout leaves out."""
        from reweave.vault.vault import Vault

        return Vault.read((*self.notes.items(), *self.sparse.items()), self.config)

    @cached_property
    def boards(self) -> Mapping[str, bytes]:
        """The canvases and bases, by their paths."""
        return self.read_boards()

    def context(self) -> "Context":
        """Return what operations on the notes may consult."""
        from reweave.plan.operation import Context

        return Context(
            self.config,
            lambda: self.vault,
            self.earlier,
            self.declined,
            self.exists,
            self.history,
            self.delivered,
        )

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a note, canvas or base."""
        return self.boards.get(path) if is_board(path) else self.notes.get(path)


def working_source(workspace: Workspace) -> NoteSource:
    """Read the notes of the working tree; those that cannot be read are named on stderr and left out.

    Raises:
        ReweaveError: git failed.
    """
    from reweave.git.repository import head, open_repository
    from reweave.run.before_edges import remembered_versions
    from reweave.run.declined import answers_bytes

    notes = dict(read_all_notes(workspace))
    repository = None if workspace.git is None else open_repository(workspace.root)
    commit = None if repository is None else head(repository).commit
    remembered, committed = remembered_versions(workspace), earlier_versions(repository, commit, workspace.prefix)
    return NoteSource(
        notes,
        workspace.config,
        commit,
        lambda path: chain(remembered(path), committed(path)),
        workspace.root,
        lambda: answers_bytes(workspace.root),
        lambda: working_boards(workspace),
        lambda path: is_inner(path) and os.path.lexists(workspace.root / path),
        _sparse_notes(workspace, repository, notes),
        history_of(workspace.git, commit, workspace.prefix),
        delivered_notes(repository, commit, workspace.prefix),
    )


def working_boards(workspace: Workspace) -> Mapping[str, bytes]:
    """Return the canvases and bases of a working tree, by their paths; those that cannot be read are named on stderr.

    Raises:
        ReweaveError: git failed.
    """
    limit = workspace.config.limits.note_bytes
    found = discover(workspace.root, [], workspace.git, notes=board_filter(workspace.config), max_bytes=limit)
    unread = [file for file in found.refused if file.reason not in SKIPPED]
    boards = dict(read_files(found.files, unread, limit))
    for file in unread:
        say(f"{file.path}: skipped: {file.reason}")
    return boards


def board_filter(config: Config, prefix: str = "") -> NoteFilter:
    """Return which paths are canvases and bases of the vault, whose folder is `prefix`."""
    return NoteFilter.of(BOARD_EXTENSIONS, (), config.exclude, prefix=prefix)


def _sparse_notes(
    workspace: Workspace, repository: "Repository | None", notes: Mapping[str, bytes]
) -> Mapping[str, bytes]:
    """Return the notes in the index that a sparse checkout keeps from the working tree."""
    git = workspace.git
    if git is None or repository is None or not (git.directory / "info" / "sparse-checkout").is_file():
        return {}
    from reweave.files.listing import WorkTree
    from reweave.git.objects import open_objects

    wanted = workspace.config.note_filter()
    found: dict[str, bytes] = {}
    with open_objects(repository) as objects:
        for line in WorkTree(git, workspace.root).run("ls-files", "-z", "-t", "--stage").split(b"\0")[:-1]:
            about, _, name = line.partition(b"\t")
            path = os.fsdecode(name)
            if about.startswith(_SKIPPED_FILE) and path not in notes and wanted.matches(path):
                found[path] = objects.read(about.split()[2].decode("ascii"))[1]
    return found


def checked_out_commit(workspace: Workspace) -> str | None:
    """Return the commit that is checked out; `None` outside a repository, and before the first commit.

    Raises:
        ReweaveError: git failed.
    """
    if workspace.git is None:
        return None
    from reweave.git.repository import head, open_repository

    return head(open_repository(workspace.root)).commit


def delivered_notes(
    repository: "Repository | None", commit: str | None, prefix: str
) -> "Callable[[str, str], DeliveredNote | None]":
    """Return what reads what batches in the history of a commit did to notes; without a commit there are none."""

    @cache
    def notes() -> "DeliveredNotes | None":
        from reweave.git.delivered_notes import DeliveredNotes  # few operations ask

        return None if repository is None or commit is None else DeliveredNotes(repository, commit, prefix)

    def find(path: str, batch: str) -> "DeliveredNote | None":
        own = notes()
        return None if own is None else own.find(path, batch)

    return find


def earlier_versions(repository: "Repository | None", commit: str | None, prefix: str) -> EarlierVersions:
    """Return what reads earlier versions of notes from the history of a commit; without a commit there are none.

    The latest are remembered: whoever tries many changes of a note asks for the same ones again.
    """
    blobs: dict[str, Sequence[str]] = {}
    known: dict[str, bytes] = {}

    def read(path: str) -> Iterator[bytes]:
        if repository is None or commit is None:
            return
        from reweave.git.objects import open_objects
        from reweave.weave.history import version_blobs

        if path not in blobs:
            blobs.update(version_blobs(repository, commit, [path], prefix=prefix))
        with ExitStack() as stack:
            objects = None
            for blob in blobs[path]:
                if blob not in known:
                    objects = objects or stack.enter_context(open_objects(repository))
                    if sum(map(len, known.values())) > _MOST_REMEMBERED:
                        known.clear()
                    known[blob] = objects.read(blob)[1]
                yield known[blob]

    return read
