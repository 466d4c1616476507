"""The command line: `reweave`, or `python -m reweave`."""

import gc
import os
import sys


def main() -> None:
    """Run the command that the arguments name, and end the process with its exit code."""
    if sys.argv[1:2] == ["merge-driver"]:
        # Git starts this once for every note of a merge: none of the other commands' imports are paid for.
        from reweave.merge.driver import drive

        sys.exit(drive(sys.argv[2:]))
    # What a note is read into has no cycles: looking for some every few hundred objects costs and finds nothing.
    gc.set_threshold(100_000, 50, 50)
    from reweave.cli.app import build

    try:
        build(sys.argv[1:])()
    except SystemExit as end:
        _leave(end)


def _leave(end: SystemExit) -> None:
    """End the process at once: taking a whole vault's objects apart, one by one, is a tenth of a `check`."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        raise end from None  # what cannot be written is for Python to say
    os._exit(end.code if isinstance(end.code, int) else 1 if end.code else 0)


if __name__ == "__main__":
    main()
