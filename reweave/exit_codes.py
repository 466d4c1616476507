"""The exit codes of all commands."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit code of a command; `MEANINGS` says what each means."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    REFUSED = 3
    LOCKED = 4
    MOVED = 5
    NOT_SENT = 6
    INTERNAL = 70
    INTERRUPTED = 130
    OUTPUT_CLOSED = 141


MEANINGS = {
    Exit.DONE: "success, or nothing to do",
    Exit.FINDINGS: "findings (`check`; never with `--exit-zero`), or pending changes (`diff`, `--diff`, `--dry-run`)",
    Exit.USAGE: "usage, configuration or system error; nothing was written",
    Exit.REFUSED: "some notes were refused or are unreadable; all others were processed (`run`: only if they are not "
    "in the baseline)",
    Exit.LOCKED: "another run holds the lock; nothing was done",
    Exit.MOVED: "the branch or a file changed during the run; nothing was written, or with `--push` nothing was pushed",
    Exit.NOT_SENT: "written, but a push, pull request, scheduler or the output failed; the message says what to do",
    Exit.INTERNAL: "a bug in reweave; please report it",
    Exit.INTERRUPTED: "interrupted; the next command completes or undoes a half-done change",
    Exit.OUTPUT_CLOSED: "the reader of the output ended early (`| head`), as git and others exit then",
}
"""The exit codes in words, for the help, the skill document and the README."""
