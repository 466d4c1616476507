"""The command line: `reweave`, or `python -m reweave`."""

import sys


def main() -> None:
    """Run the command that the arguments name, and end the process with its exit code."""
    from reweave.cli.app import build

    build(sys.argv[1:])()


if __name__ == "__main__":
    main()
