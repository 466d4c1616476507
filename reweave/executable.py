"""Where programs are looked for, and the command line that starts reweave from other programs."""

import os
import sys
from pathlib import Path

NAME = "reweave"


def search_path() -> str:
    """Return PATH without relative entries: a vault must not bring along the programs that are run."""
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(entry for entry in entries if Path(entry).is_absolute())


def own_program() -> tuple[str, ...]:
    """Return the command that starts this very program, by its full path.

    Without an installed `reweave` it is this Python; `-P` keeps the current directory off the module path.
    """
    import shutil  # brings compression libraries along, which most commands have no use for

    program = Path(sys.argv[0])
    installed = program.name == NAME and program.is_absolute() and os.access(program, os.X_OK)
    found = str(program) if installed else shutil.which(NAME, path=search_path())
    return (found,) if found else (sys.executable, "-P", "-m", NAME)
