"""A server that forks once per request, so that a test can end a real process at a chosen or a random moment.

Each line on stdin is a request in JSON: `do` (`write` or `recover`), the `root`, and `die_before`, the number of the
system call that the process does not reach any more, or `signal` and `kill_after`, the seconds until it is sent (null:
it runs to its end). The child's exit status comes back on a line of its own.
"""

import itertools
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reweave.note.changeset import Total
from reweave.worktree.recovery import recover
from reweave.worktree.writer import write_tree

DIED = 77
_CALLS = ("open", "write", "fsync", "rename", "link", "unlink", "fchmod", "fchown", "setxattr", "mkdir")


def notes(count: int) -> list[Total]:
    """The notes of every crash test: their paths, old bytes and new bytes; the first one gets another path, too."""
    return [
        Total(
            f"part{number % 3}/note {number}.md",
            b"old %d\n" % number * 40,
            b"new %d\n" % number * 50,
            (),
            to="" if number else "part1/renamed.md",
        )
        for number in range(count)
    ]


def place(root: Path, total: Total, *, new: bool) -> Path:
    """Where a note stands before or after."""
    return root / (total.to or total.path if new else total.path)


def _die_before(limit: int) -> None:
    numbers = itertools.count(1)

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if next(numbers) >= limit:
                if name == "write":
                    real(args[0], bytes(args[1])[: len(args[1]) // 2])
                os._exit(DIED)
            # A process that dies loses nothing it has not synced; the machine would.
            return None if name == "fsync" else real(*args, **named)

        return call

    for name in _CALLS:
        setattr(os, name, counted(name, getattr(os, name)))


def _work(request: dict[str, Any]) -> None:
    root = Path(request["root"])
    if request["die_before"] is not None:
        _die_before(request["die_before"])
    if request["do"] == "write":
        write_tree(root, root / ".reweave", notes(request["notes"]))
    else:
        recover(root, root / ".reweave")


def main() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                _work(request)
                status = 0
            finally:
                os._exit(status)
        if request["kill_after"] is not None:
            time.sleep(request["kill_after"])
            os.kill(child, request["signal"])
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
