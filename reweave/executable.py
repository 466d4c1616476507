"""The command line that starts reweave from other programs."""

import os
import shutil
import sys
from pathlib import Path

NAME = "reweave"


def own_program() -> tuple[str, ...]:
    """Return the command that starts this very program, by its full path.

    Without an installed `reweave` it is this Python; `-P` keeps the current directory off the module path.
    """
    program = Path(sys.argv[0])
    installed = program.name == NAME and program.is_absolute() and os.access(program, os.X_OK)
    found = str(program) if installed else shutil.which(NAME)
    return (str(Path(found).absolute()),) if found else (sys.executable, "-P", "-m", NAME)
