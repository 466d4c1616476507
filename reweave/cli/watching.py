"""`check --watch`: a check after each change."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.run.watching import rounds
from reweave.run.workspace import open_workspace
from reweave.text import escape

_FORMATS = ("text", "concise", "grouped")
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def check_again(paths: list[Path] | None, config: Path | None, output_format: str, check: Callable[[], int]) -> int:
    """Check now and after each change, until Ctrl-C; what keeps a check from its end is named, and the next one waited
    for.

    Raises:
        ReweaveError: the format is for programs, the extra is not installed, or there is no working tree.
    """
    if output_format not in _FORMATS:
        raise ReweaveError(
            f"--watch cannot print {output_format}", code="usage", suggestion=f"use one of {', '.join(_FORMATS)}"
        )
    clears = sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    with suppress(KeyboardInterrupt):
        for _ in rounds(open_workspace(paths, config)):
            if clears:
                sys.stdout.write(_CLEAR)
            try:
                check()
            except ReweaveError as error:
                print(f"reweave: {escape(str(error))}", file=sys.stderr)
            sys.stdout.flush()
            print(f"{time.strftime('%H:%M:%S')} waiting for changes; Ctrl-C ends", file=sys.stderr)
    return Exit.DONE
