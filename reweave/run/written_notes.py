"""Remembering what was found in notes that were fixed, so that the next sweep need not read them."""

import time
from collections.abc import Iterable

from reweave.files.refusal import RefusalReason, regular_file
from reweave.files.stamp import settling_time, stamp_of
from reweave.run.lint import WorkspaceLint
from reweave.run.workspace import Workspace
from reweave.worktree.safe_fs import FileIdentity
from reweave.worktree.writer import Written


def remember_written(workspace: Workspace, result: WorkspaceLint, written: Iterable[Written]) -> None:
    """Remember the results of a sweep; `written` are those of its changes that were written.

    A note is read again if it may have changed since: where its bytes are not those that were staged, or were staged
    so shortly before it got them that a change right after that could not be told.
    """
    if result.cache is None:
        return
    now = time.time_ns()
    for note in written:
        found = regular_file(f"{workspace.root}/{note.path}")
        if isinstance(found, RefusalReason) or FileIdentity.of(found) != note.identity:
            continue
        if found.st_ctime_ns - found.st_mtime_ns >= settling_time(found.st_ctime_ns):
            result.cache.stamp(note.path, note.digest, stamp_of(found, now))
    result.cache.save()
