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
    INTERNAL = 70
    """A mistake in reweave itself; what was being written is whole or taken back by the next command."""
    INTERRUPTED = 130
    """Ctrl-C, or the reader of the output went away; the same holds."""


MEANINGS = {
    Exit.DONE: "nothing to do, or done",
    Exit.FINDINGS: "findings (`check`), or pending changes (`diff`, `--diff`, `--dry-run`)",
    Exit.USAGE: "wrong use or configuration, or the system refused; nothing was written",
    Exit.REFUSED: "some notes were refused or are unreadable; the rest is done",
    Exit.LOCKED: "another run holds the lock; nothing was done",
    Exit.MOVED: "the branch or a file moved under the run; nothing was delivered, or (`--push`) nothing was pushed",
    Exit.NOT_SENT: "done here but not handed on (push, pull request, scheduler); the message says how to go on",
    Exit.INTERNAL: "a mistake in reweave itself; please report it",
    Exit.INTERRUPTED: "interrupted; a half-done change is finished or taken back by the next command",
}
"""The codes in words, for the help, the skill document and the README."""
