"""The journal of one run that replaces files: what recovery needs, as JSON lines in the state directory.

The journal's own name is the state of the run, so a state changes in one atomic rename:

    plan.tmp        being written; nothing else has happened yet
    staging.jsonl   complete; staged files may exist, whole or torn; no note is touched
    renaming.jsonl  every staged file is whole and durable; notes are being replaced
    undoing.jsonl   notes that were replaced are being put back
    (no journal)    done, or rolled back

It holds every note's bytes before and after: any state can be finished or rolled back from it alone, and a file is
replaced or removed only when its bytes are the ones in the journal. A planted journal can
therefore do no more than someone who knows those bytes already, and only below the root.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from reweave.errors import ReweaveError
from reweave.text import quoted
from reweave.worktree.journal_entry import (
    BadJournalError,
    JournalEntry,
    decode_entry,
    entry_line,
    json_line,
    parse_line,
)
from reweave.worktree.journal_state import JournalState
from reweave.worktree.safe_fs import sync_folder
from reweave.worktree.staging import write_all

_DRAFT = "plan.tmp"
_VERSION = 1
_LONGEST_LINE = 1 << 28
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class Journal:
    """The state directory with at most one journal; a context manager."""

    def __init__(self, directory: Path) -> None:
        """Open the directory, after creating it in an existing folder where it is missing.

        Raises:
            OSError: it cannot be created or opened, or it is a symlink.
        """
        try:
            directory.mkdir(mode=0o700)
        except FileExistsError:
            made = False
        else:
            made = True
        self.directory = directory
        self._folder = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        if made:
            above = os.open(directory.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                sync_folder(above)
            finally:
                os.close(above)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._folder)

    def state(self) -> JournalState | None:
        """Return the state of an unfinished run, or None."""
        for state in JournalState:
            with contextlib.suppress(FileNotFoundError):
                os.stat(state, dir_fd=self._folder, follow_symlinks=False)
                return state
        return None

    def begin(self, root: Path, entries: Iterable[JournalEntry]) -> None:
        """Write the journal of a new run, complete and durable.

        Raises:
            OSError: it cannot be written, or not made durable.
        """
        self.drop_draft()
        try:
            handle = os.open(_DRAFT, _NEW, 0o600, dir_fd=self._folder)
            try:
                write_all(handle, json_line({"reweave": _VERSION, "root": self._relative_root(root)}))
                count = 0
                for entry in entries:
                    line = entry_line(entry)
                    if len(line) > _LONGEST_LINE:
                        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), entry.path)
                    write_all(handle, line)
                    count += 1
                write_all(handle, json_line({"entries": count}))
                os.fsync(handle)
            finally:
                os.close(handle)
        except BaseException:
            self.drop_draft()
            raise
        self._rename(_DRAFT, JournalState.STAGING)

    def transition(self, old: JournalState, new: JournalState) -> None:
        """Enter the next state, durably.

        Raises:
            OSError: the disk failed.
        """
        self._rename(old, new)

    def remove(self, state: JournalState) -> None:
        """Remove the journal.

        Raises:
            OSError: the disk failed.
        """
        os.unlink(state, dir_fd=self._folder)
        sync_folder(self._folder)

    def drop_draft(self) -> None:
        """Remove a draft that a killed run left; that run changed nothing."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(_DRAFT, dir_fd=self._folder)

    def quarantine(self, state: JournalState) -> str:
        """Rename a journal that cannot be trusted, and return its new name."""
        name = f"not-ours-{os.urandom(4).hex()}.jsonl"
        self._rename(state, name)
        return name

    def entries(self, state: JournalState, root: Path, *, to_stage: bool = False) -> Iterator[JournalEntry]:
        """Yield the entries; the journal is proved complete only when the last one came without an error.

        With `to_stage`, they have the new bytes alone, which takes half as long.

        Raises:
            BadJournalError: it was not written by reweave, or is incomplete.
            ReweaveError: it belongs to another user, or to another root.
            OSError: it cannot be read.
        """
        try:
            handle = os.open(state, _READ, dir_fd=self._folder)
        except OSError as error:
            raise BadJournalError(str(error)) from error
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            os.close(handle)
            raise BadJournalError("not a regular file")
        with os.fdopen(handle, "rb") as file:
            if found.st_uid not in (os.geteuid(), 0):
                raise ReweaveError(
                    "another user's run was interrupted here",
                    code="unfinished-run",
                    path=str(self.directory / state),
                    suggestion="run reweave once as that user",
                )
            self._check_head(state, parse_line(file.readline(_LONGEST_LINE)), root)
            count = 0
            while line := file.readline(_LONGEST_LINE):
                record = parse_line(line)
                if "entries" in record:
                    if record["entries"] != count or file.read(1):
                        raise BadJournalError("incomplete")
                    return
                yield decode_entry(record, to_stage=to_stage)
                count += 1
            raise BadJournalError("incomplete")

    def _check_head(self, state: JournalState, head: dict[str, Any], root: Path) -> None:
        if head.get("reweave") != _VERSION:
            raise BadJournalError("unknown version")
        its_root = head.get("root")
        if not isinstance(its_root, str):
            raise BadJournalError("no root")
        if its_root != self._relative_root(root):
            folder = quoted(str(self.directory.resolve() / its_root), 4096)
            raise ReweaveError(
                f"an interrupted run for another folder has not been recovered: {folder}",
                code="unfinished-run",
                path=str(self.directory / state),
                suggestion="run reweave once in that folder; if it is gone, remove this file",
            )

    def _relative_root(self, root: Path) -> str:
        # Relative, so that a copied or moved folder can be recovered as well.
        return os.path.relpath(root.resolve(), self.directory.resolve())

    def _rename(self, old: str, new: str) -> None:
        os.rename(old, new, src_dir_fd=self._folder, dst_dir_fd=self._folder)
        sync_folder(self._folder)
