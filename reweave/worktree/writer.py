"""Writing a working tree, all or nothing.

    journal   what will be done, durable, before anything is done; every note still
              holds the bytes its change was made for                     (state: staging)
    stage     the new bytes next to each note; all of them durable
    commit    the journal changes its name: from here on the run finishes  (state: renaming)
    rename    one note after the other, each checked again just before; deletions come last
    done      the journal is removed

A failure before the commit removes the staged files. After it, a note that changed in between
rolls back all others. A kill at any point leaves the journal, from which `recover` finishes or rolls back at the next
start.

The bytes before and after are in the journal alone: of all notes, memory holds only what tells them apart.
"""

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from reweave.cache.digest import digest_of
from reweave.effects import record_change
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.files.reading import moved
from reweave.note.changeset import Total
from reweave.verbosity import timed_step
from reweave.worktree.journal import Journal
from reweave.worktree.journal_entry import BadJournalError, JournalEntry, staged_name
from reweave.worktree.journal_state import JournalState
from reweave.worktree.recovery import apply_entry, finish_or_roll_back
from reweave.worktree.safe_fs import (
    FileIdentity,
    FileSnapshot,
    Tree,
    find_file,
    is_inner,
    is_missing,
    name_exists,
    path_of,
    read_file,
    split,
)
from reweave.worktree.signals import deferred_signals
from reweave.worktree.staging import open_file, stage, stage_like

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SYNCS = 8
"""Files that are synced at a time."""
_OPEN = 128
"""Files that are open for that at a time."""


class _Seen(NamedTuple):
    """A file as it was seen: its stat fields, and the digest of its bytes."""

    identity: FileIdentity
    digest: bytes


class _Target(NamedTuple):
    """An entry of the journal without its bytes, and the file as it is."""

    path: str
    staged: str
    made: bool
    gone: bool
    longest: int
    note: _Seen | None

    @property
    def folder(self) -> str:
        return split(self.path)[0]

    @property
    def name(self) -> str:
        return split(self.path)[1]


class _InterruptedError(Exception):
    """A signal arrived before the commit."""


class Written(NamedTuple):
    """A note that was written: its path, the file that was staged for it, and the digest of its bytes."""

    path: str
    identity: FileIdentity
    digest: bytes


@timed_step("write the notes")
def write_tree(root: Path, state: Path, totals: Iterable[Total]) -> list[Written]:
    """Replace every note of `totals` below `root`, or none; return those that were written.

    The totals are taken one at a time, and not kept. `state` is a directory for the journal, in the worktree's own git
    directory or the root. The caller holds the lock, and has called `recover`. SIGINT, SIGTERM and SIGHUP before the
    commit roll everything back, later ones take effect when all notes are written.

    Raises:
        ReweaveError: a note changed under the run (exit code `MOVED`), or the disk is full, or something cannot be
            written; in each case no note was changed. If the rollback failed as well, the message says so,
            and `recover` completes it at the next start.
    """
    changed = (total for total in totals if total.changes)
    first = next(changed, None)
    if first is None:
        return []
    with deferred_signals() as signals:
        try:
            with Tree(root) as tree, Journal(state) as journal:
                if journal.state() is not None:
                    raise ReweaveError("an interrupted run has not been recovered", code="unfinished-run")
                transaction = _Transaction(tree, root, journal, signals)
                transaction.commit(chain((first,), changed))
                record_change()
                return transaction.written
        except _InterruptedError:
            return []  # rolled back; the signal is raised again when the block is left
        except OSError as error:
            raise _failure(error) from error


class _Transaction:
    """The steps from the journal on; any failure in them is rolled back."""

    def __init__(self, tree: Tree, root: Path, journal: Journal, signals: list[int]) -> None:
        self.tree = tree
        self.root = root
        self.journal = journal
        self.signals = signals
        self.targets: list[_Target] = []
        self.staged: list[_Seen | None] = []

    @property
    def written(self) -> list[Written]:
        """The notes that have new bytes, once those are committed."""
        pairs = zip(self.targets, self.staged, strict=True)
        return [Written(target.path, seen.identity, seen.digest) for target, seen in pairs if seen is not None]

    def commit(self, totals: Iterable[Total]) -> None:
        try:
            self.journal.begin(self.root, self._verified(totals))
            self._stage()
            self.journal.transition(JournalState.STAGING, JournalState.RENAMING)
            self._rename()
            self._sync_folders()
            self._unlink_removed()
        except BaseException as cause:  # MemoryError as well: nothing may stay half done
            self._roll_back(cause)
            raise
        try:
            self.journal.remove(JournalState.RENAMING)
        except OSError as error:
            raise ReweaveError(
                f"all notes are written, but the journal cannot be removed: {error.strerror}",
                code="unfinished-run",
                suggestion="the next run removes it",
            ) from error

    def _verified(self, totals: Iterable[Total]) -> Iterator[JournalEntry]:
        """Yield the entries of changes whose files are what they were made for, and note the targets."""
        deletions: list[JournalEntry] = []
        for entry in (entry for total in totals for entry in _entries(total)):
            if self.signals:
                raise _InterruptedError
            if entry.gone:
                deletions.append(entry)
            else:
                self.targets.append(_verify(self.tree, entry))
                yield entry
        # Deletions go last: until then, no bytes exist under their new name alone.
        for entry in deletions:
            self.targets.append(_verify(self.tree, entry))
            yield entry

    def _stage(self) -> None:
        entries = self.journal.entries(JournalState.STAGING, self.root, to_stage=True)
        for _, entry in zip(self._interruptible_targets(), entries, strict=True):
            with _naming(entry.path):
                after = entry.after
                self.staged.append(None if after is None else _Seen(self._staged(entry, after), digest_of(after)))
        self._sync_staged()
        self._sync_folders()

    def _staged(self, entry: JournalEntry, after: bytes) -> FileIdentity:
        if entry.before is not None:
            return stage(self.tree.enter(entry.folder), entry.staged, after, entry.name)
        source = open_file(self.tree.enter(split(entry.like)[0]), split(entry.like)[1]) if entry.like else None
        try:
            return stage_like(self.tree.enter(entry.folder), entry.staged, after, source)
        finally:
            if source is not None:
                os.close(source)

    def _sync_staged(self) -> None:
        # Each file has its own sync, since a sync of the whole machine waits for everybody's data; but several at a
        # time, after all are written, so that the file system makes them durable together. For 300 notes on a busy
        # disk: one by one 1.1 s, like this 0.1 s.
        targets = (target for target in self._interruptible_targets() if not target.gone)
        while several := list(islice(targets, _OPEN)):
            opened: list[tuple[str, int]] = []
            try:
                for target in several:
                    with _naming(target.path):
                        opened.append((target.path, open_file(self.tree.enter(target.folder), target.staged)))
                _sync_all(opened)
            finally:
                for _, handle in opened:
                    os.close(handle)

    def _interruptible_targets(self) -> Iterator[_Target]:
        for target in self.targets:
            if self.signals:
                raise _InterruptedError
            yield target

    def _rename(self) -> None:
        for target, staged in zip(self.targets, self.staged, strict=True):
            with _naming(target.path):
                folder = self.tree.enter(target.folder)
                if find_file(folder, target.staged) != (None if staged is None else staged.identity):
                    raise moved(target.path)
                if _seen(read_file(folder, target.name, target.longest)) != target.note:
                    raise moved(target.path)
                apply_entry(folder, target)

    def _sync_folders(self) -> None:
        for folder in {target.folder for target in self.targets}:
            with _naming(folder):
                self.tree.sync(folder)

    def _unlink_removed(self) -> None:
        for target in self.targets:
            if target.gone:
                with _naming(target.path):
                    os.unlink(target.staged, dir_fd=self.tree.enter(target.folder))

    def _roll_back(self, cause: BaseException) -> None:
        try:
            state = self.journal.state()
            if state is JournalState.RENAMING:
                self.journal.transition(state, JournalState.ROLLING_BACK)
                state = JournalState.ROLLING_BACK
            if state is not None:
                finish_or_roll_back(self.tree, self.root, self.journal, state, len(self.targets))
        except (OSError, BadJournalError) as error:
            reason = error.strerror if isinstance(error, OSError) else f"the journal is {error}"
            raise ReweaveError(
                f"writing failed ({cause}), and so did rolling it back ({reason})",
                code="unfinished-run",
                exit_code=Exit.MOVED,
                suggestion="the next run rolls it back",
            ) from cause


def _sync_all(opened: Sequence[tuple[str, int]]) -> None:
    failed: list[tuple[str, OSError]] = []

    def sync(share: Sequence[tuple[str, int]]) -> None:
        for path, handle in share:
            try:
                os.fsync(handle)
            except OSError as error:
                failed.append((path, error))

    own, *shares = (opened[at::_SYNCS] for at in range(min(_SYNCS, len(opened))))
    threads: list[Thread] = []
    for share in shares:
        thread = Thread(target=sync, args=(share,))
        try:
            thread.start()
        except RuntimeError:  # the system has no thread left
            sync(share)
        else:
            threads.append(thread)
    sync(own)
    for thread in threads:
        thread.join()
    for path, error in failed:
        with _naming(path):
            raise error


def _entries(total: Total) -> Iterator[JournalEntry]:
    """Yield the entries of a change: one file replaced, created or deleted, or one deleted and one created like it."""
    if total.to:
        yield JournalEntry(total.to, staged_name(), None, total.after, total.path)
        yield JournalEntry(total.path, staged_name(), total.before, None)
    else:
        before, after = None if total.made else total.before, None if total.gone else total.after
        yield JournalEntry(total.path, staged_name(), before, after)


def _verify(tree: Tree, entry: JournalEntry) -> _Target:
    if not is_inner(entry.path):
        raise ReweaveError("outside the root", code="outside-root", path=entry.path)
    if entry.before is None:
        with _naming(entry.path):
            if name_exists(tree.enter(entry.folder), entry.name):
                raise moved(entry.path)
        return _Target(entry.path, entry.staged, True, False, entry.longest, None)
    with _naming(entry.path):
        note = read_file(tree.enter(entry.folder), entry.name, len(entry.before))
    if note is None or note.data != entry.before or note.identity.links != 1:
        raise moved(entry.path)
    return _Target(entry.path, entry.staged, False, entry.gone, entry.longest, _seen(note))


def _seen(file: FileSnapshot | None) -> _Seen | None:
    return None if file is None else _Seen(file.identity, digest_of(file.data))


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Turn a system error into one that names the note or folder."""
    try:
        yield
    except OSError as error:
        raise (moved(path) if is_missing(error) else _failure(error, path)) from error


def _failure(error: OSError, path: str | None = None) -> ReweaveError:
    if error.errno in _FULL:
        message, code, suggestion = "the disk is full", "disk-full", "free some space and run again"
    else:
        message, code, suggestion = f"cannot write it: {error.strerror}", "cannot-write", None
    return ReweaveError(
        f"{message}; nothing was written", code=code, path=path or path_of(error), suggestion=suggestion
    )
