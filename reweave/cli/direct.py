"""Running a command, and those command lines that need no library to be read: `check` and `fix` with paths alone.

Importing the library, and making the command's options, takes twice as long as starting Python.
"""

import importlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from reweave.cache.location import DISABLED
from reweave.effects import states
from reweave.verbosity import Verbosity, say, set_verbosity, timed_step

_DIRECT = ("check", "fix")


def run_directly(arguments: Sequence[str]) -> int | None:
    """Run a command line and return its exit code; `None` if it names another command, or has options."""
    name, *paths = arguments or ("",)
    if name not in _DIRECT or DISABLED in os.environ or any(not path or path.startswith("-") for path in paths):
        return None
    command: Callable[[list[Path] | None], int] = getattr(importlib.import_module(f"reweave.cli.commands.{name}"), name)
    return run_command(name, lambda: command([Path(path) for path in paths] or None), Verbosity.NORMAL)


def run_command(name: str, command: Callable[[], int], chosen: Verbosity) -> int:
    """Run a command that prints so much on stderr, and return its exit code."""
    set_verbosity(chosen)
    try:
        with timed_step(name):
            return int(command())
    finally:
        _say_what_is_unfinished()


def _say_what_is_unfinished() -> None:
    """Say that an earlier command was killed while it replaced notes, unless this one has recovered."""
    directories = list(filter(_may_hold_journal, states()))
    if directories:
        from reweave.worktree.journal_state import is_interrupted

        if any(is_interrupted(directory) for directory in directories):
            say("an interrupted command left notes half-written; `reweave fix` finishes or undoes that before its work")


def _may_hold_journal(directory: Path) -> bool:
    """Return whether a state directory may hold a journal; importing what knows more takes longer than looking."""
    try:
        return any(file.suffix == ".jsonl" for file in directory.iterdir())
    except FileNotFoundError:
        return False
    except OSError:
        return True
