"""The command line: `reweave`, or `python -m reweave`."""

import gc
import os
import sys
from contextlib import suppress

from reweave.streams import open_streams


def main() -> None:
    """Run the command that the arguments name, and end the process with its exit code."""
    open_streams()
    # What a note is read into has no cycles: looking for some every few hundred objects costs and finds nothing.
    gc.set_threshold(100_000, 50, 50)
    if sys.argv[1:2] == ["merge-driver"]:
        # Git starts this once for every note of a merge: none of the other commands' imports are paid for.
        from reweave.merge.driver import drive

        _leave(drive(sys.argv[2:]))
    try:
        from reweave.cli.program import run

        _leave(run(sys.argv[1:]))
    except KeyboardInterrupt as error:
        # So early, or so late, that nobody else caught it.
        from reweave.cli.program import fail, wants_json

        _leave(fail(error, for_programs=wants_json(sys.argv[1:])))


def _leave(code: int) -> None:
    """End the process at once: taking a whole vault's objects apart, one by one, is a tenth of a `check`."""
    with suppress(OSError):  # reported by `run`; what is left is what could not be written
        sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
