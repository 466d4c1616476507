"""Finishing or rolling back an interrupted run, from its journal alone.

    staging    -> remove the staged files; no note was touched
    renaming   -> finish, when every note is replaced already or still as it was with its staged file whole;
                  otherwise a note was edited in between: enter undoing
    undoing    -> restore the old bytes wherever the new ones are, then remove the staged files

Each step looks at the bytes first, so it can be killed and started again at any place. A note that holds neither the
old nor the new bytes was edited, and is left. A file that is deleted keeps its bytes under the staged name
until all else is done, so that it can be restored.
"""

import os
from collections.abc import Iterable, Set
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from reweave.errors import ReweaveError
from reweave.worktree.journal import Journal
from reweave.worktree.journal_entry import BadJournalError, JournalEntry
from reweave.worktree.journal_state import JournalState
from reweave.worktree.safe_fs import FileSnapshot, Tree, is_missing, path_of
from reweave.worktree.staging import stage, sync_file


class RecoveryOutcome(StrEnum):
    """How recovery ended an interrupted run."""

    FINISHED = "finished"
    ROLLED_BACK = "rolled-back"
    QUARANTINED = "quarantined"


class Recovery(NamedTuple):
    """The result of a recovery.

    `notes` counts the notes of the interrupted run, `left` names those that were edited since and left as they are,
    and `journal` is the new name of a journal that reweave did not write.
    """

    outcome: RecoveryOutcome
    notes: int = 0
    left: tuple[str, ...] = ()
    journal: str | None = None


def recover(root: Path, state: Path) -> Recovery | None:
    """Finish or roll back an interrupted run; return None where there is none.

    Call it with the lock held, before any note is read. `state` is the directory given to `write_tree`.

    Raises:
        ReweaveError: the interrupted run is another user's or another folder's, or the disk failed; recovery can be
            started again.
    """
    if not state.is_symlink() and not state.is_dir():
        return None
    try:
        with Journal(state) as journal:
            journal.drop_draft()
            found = journal.state()
            if found is None:
                return None
            with Tree(root) as tree:
                return _recover(tree, root, journal, found)
    except OSError as error:
        raise ReweaveError(
            f"cannot recover an interrupted run: {error.strerror}",
            code="recovery-failed",
            path=path_of(error),
            suggestion="fix that and run again",
        ) from error


def _recover(tree: Tree, root: Path, journal: Journal, state: JournalState) -> Recovery:
    try:
        count = sum(1 for _ in journal.entries(state, root))  # change nothing before the whole journal is proved
    except BadJournalError:
        return Recovery(RecoveryOutcome.QUARANTINED, journal=journal.quarantine(state))
    return finish_or_roll_back(tree, root, journal, state, count)


def finish_or_roll_back(tree: Tree, root: Path, journal: Journal, state: JournalState, count: int) -> Recovery:
    """End a run that has a complete journal, in any state.

    Raises:
        OSError: the disk failed; it can be called again.
    """
    left: tuple[str, ...] = ()
    kept: frozenset[str] = frozenset()
    outcome = RecoveryOutcome.ROLLED_BACK
    if state is JournalState.RENAMING:
        if _can_finish(tree, journal.entries(state, root)):
            outcome = RecoveryOutcome.FINISHED
            left = _finish(tree, journal.entries(state, root))
        else:
            journal.transition(state, JournalState.ROLLING_BACK)
            state = JournalState.ROLLING_BACK
    if state is JournalState.ROLLING_BACK:
        left, kept = _restore(tree, journal.entries(state, root))
    _sync_folders(tree, journal.entries(state, root))
    _drop_staged(tree, journal.entries(state, root), kept)
    journal.remove(state)
    return Recovery(outcome, count, left)


class Applicable(Protocol):
    """What is to be done with a file and its staged file."""

    @property
    def name(self) -> str:
        """The file's name."""

    @property
    def staged(self) -> str:
        """The staged file's name."""

    @property
    def made(self) -> bool:
        """Whether the file is created."""

    @property
    def gone(self) -> bool:
        """Whether the file is deleted."""


def apply_entry(folder: int, entry: Applicable) -> None:
    """Apply an entry whose file and staged file were checked: replace, create or delete.

    Raises:
        OSError: a file to be created exists already, or the disk failed.
    """
    if entry.gone:
        os.rename(entry.name, entry.staged, src_dir_fd=folder, dst_dir_fd=folder)
    elif entry.made:
        _link(folder, entry.staged, entry.name)
    else:
        os.rename(entry.staged, entry.name, src_dir_fd=folder, dst_dir_fd=folder)


def _link(folder: int, old: str, new: str) -> None:
    """Rename a file to a name that must not exist: `rename` would replace it."""
    os.link(old, new, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    os.unlink(old, dir_fd=folder)


def _look(tree: Tree, entry: JournalEntry, name: str) -> FileSnapshot | None:
    return tree.read(entry.folder, name, entry.longest)


def _data(tree: Tree, entry: JournalEntry, name: str) -> bytes | None:
    found = _look(tree, entry, name)
    return None if found is None else found.data


def _can_finish(tree: Tree, entries: Iterable[JournalEntry]) -> bool:
    for entry in entries:
        note, staged = _data(tree, entry, entry.name), _data(tree, entry, entry.staged)
        if note == entry.after:
            continue
        if entry.after is None:
            # Not deleted yet, and edited in between; once deleted, a file of that name is a new one.
            if staged is None and note != entry.before:
                return False
        elif staged is None:
            # Renamed already, and edited or moved since, unless the note still has its old bytes.
            if note == entry.before and note is not None:
                return False
        elif note != entry.before or staged != entry.after:
            return False
    return True


def _finish(tree: Tree, entries: Iterable[JournalEntry]) -> tuple[str, ...]:
    left = []
    for entry in entries:
        note, staged = _data(tree, entry, entry.name), _data(tree, entry, entry.staged)
        if note == entry.after:
            continue
        if note != entry.before or (staged is None) != (entry.after is None):
            left.append(entry.path)
        else:
            apply_entry(tree.enter(entry.folder), entry)
    return tuple(left)


def _restore(tree: Tree, entries: Iterable[JournalEntry]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Restore the old files; return those that were edited, and the staged files that must be kept for them."""
    left: list[str] = []
    kept: set[str] = set()
    for entry in entries:
        note = _look(tree, entry, entry.name)
        data = None if note is None else note.data
        if data == entry.before:
            continue
        if data != entry.after:
            left.append(entry.path)
            if entry.after is None and _data(tree, entry, entry.staged) == entry.before:
                # A new file replaced the deleted one, whose bytes must not be lost with the staged file.
                left.append(f"{entry.folder}/{entry.staged}".lstrip("/"))
                kept.add(entry.staged)
        elif entry.after is None:
            if _data(tree, entry, entry.staged) == entry.before:
                _link(tree.enter(entry.folder), entry.staged, entry.name)
            else:
                left.append(entry.path)
        elif entry.before is None:
            os.unlink(entry.name, dir_fd=tree.enter(entry.folder))
        else:
            _unlink_own(tree, entry)
            folder = tree.enter(entry.folder)
            stage(folder, entry.staged, entry.before, entry.name)
            sync_file(folder, entry.staged)
            if _look(tree, entry, entry.name) != note:
                left.append(entry.path)  # edited while its old bytes were staged
            else:
                os.rename(entry.staged, entry.name, src_dir_fd=folder, dst_dir_fd=folder)
    return tuple(left), frozenset(kept)


def _drop_staged(tree: Tree, entries: Iterable[JournalEntry], kept: Set[str] = frozenset()) -> None:
    for entry in entries:
        if entry.staged not in kept:
            _unlink_own(tree, entry)


def _unlink_own(tree: Tree, entry: JournalEntry) -> None:
    """Remove the staged file where it has the journal's bytes, or their beginning; leave anything else."""
    found = _look(tree, entry, entry.staged)
    own = (data for data in (entry.after, entry.before) if data is not None)
    if found is not None and any(data.startswith(found.data) for data in own):
        os.unlink(entry.staged, dir_fd=tree.enter(entry.folder))


def _sync_folders(tree: Tree, entries: Iterable[JournalEntry]) -> None:
    for folder in {entry.folder for entry in entries}:
        try:
            tree.sync(folder)
        except OSError as error:
            if not is_missing(error):  # a folder that was removed since needs no sync
                raise
