"""The command line: `reweave`, or `python -m reweave`."""

import sys


def main() -> None:
    """Run the command that the arguments name, and end the process with its exit code."""
    if sys.argv[1:2] == ["merge-driver"]:
        # Git starts this once for every note of a merge: none of the other commands' imports are paid for.
        from reweave.merge.driver import drive

        sys.exit(drive(sys.argv[2:]))
    from reweave.cli.app import build

    build(sys.argv[1:])()


if __name__ == "__main__":
    main()
