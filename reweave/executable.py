"""Where programs are looked for, and the command line that starts reweave from other programs."""

import os
import sys
from pathlib import Path

NAME = "reweave"


def search_path() -> str:
    """Return PATH without relative entries: a vault must not bring along the programs that are run."""
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(entry for entry in entries if Path(entry).is_absolute())


def find_program(name: str) -> str | None:
    """Return the first program of a name on `search_path`; `None` if there is none.

    As `shutil.which`, whose module brings compression libraries along: half a `git` costs as much.
    """
    for folder in filter(None, search_path().split(os.pathsep)):
        program = Path(folder, name)
        if program.is_file() and os.access(program, os.X_OK):
            return str(program)
    return None


def own_program() -> tuple[str, ...]:
    """Return the command that starts this very program, by its full path.

    Without an installed `reweave` it is this Python; `-P` keeps the current directory off the module path.
    """
    program = Path(sys.argv[0])
    installed = program.name == NAME and program.is_absolute() and os.access(program, os.X_OK)
    found = str(program) if installed else find_program(NAME)
    return (found,) if found else (sys.executable, "-P", "-m", NAME)
