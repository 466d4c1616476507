"""What this process has done that decides about its last words."""

from pathlib import Path

_changed = False
_states: list[Path] = []


def record_change() -> None:
    """Record that notes, a branch, or a file of the user's were written."""
    global _changed
    _changed = True


def has_changed() -> bool:
    """Return whether anything was written: an error after that must not say that nothing was."""
    return _changed


def record_state(directory: Path) -> None:
    """Record the state directory of a vault that was opened: what is unfinished there is to be said."""
    if directory not in _states:
        _states.append(directory)


def states() -> list[Path]:
    """Return the state directories of the vaults that were opened."""
    return list(_states)


def start_anew() -> None:
    """Forget everything, for a new command."""
    global _changed
    _changed = False
    _states.clear()
