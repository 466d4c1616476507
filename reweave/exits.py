"""The exit codes of every command, in one place."""

from enum import IntEnum


class Exit(IntEnum):
    """What a finished command tells the shell."""

    DONE = 0
    """Nothing to do, or everything done."""
    FINDINGS = 1
    """`check` has findings; `diff`, `--diff` or `--dry-run` has pending changes."""
    USAGE = 2
    """Wrong use or a wrong configuration; nothing was read or written."""
    REFUSED = 3
    """Some notes were refused or are unreadable; the rest is done."""
    LOCKED = 4
    """Another run holds the lock; nothing was done."""
    MOVED = 5
    """The branch or a file moved under the run; nothing was delivered, or (`--push`) nothing was pushed."""
    NOT_SENT = 6
    """Done here, but not handed on: the push, the pull request or the scheduler failed."""
