"""The stages of a run that replaces files, and whether one was interrupted."""

import os
from enum import StrEnum
from pathlib import Path


class JournalState(StrEnum):
    """The stage of a run; the value is the journal's file name."""

    STAGING = "staging.jsonl"
    RENAMING = "renaming.jsonl"
    ROLLING_BACK = "undoing.jsonl"


def is_interrupted(state: Path) -> bool:
    """Return whether the state directory holds the journal of a run that has ended without finishing."""
    return any(os.path.lexists(state / name) for name in JournalState) and not _is_locked(_lock_file(state))


def _lock_file(state: Path) -> Path:
    """Return the lock's file: all worktrees of a repository share one."""
    try:
        common = os.fsdecode((state.parent / "commondir").read_bytes().strip())
    except OSError:
        return state / "lock"
    return state.parent / common / state.name / "lock"


def _is_locked(file: Path) -> bool:
    import fcntl  # hardly ever is there a journal

    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False
