"""Whether this process has changed anything that lasts: an error after that must not say that nothing was written."""

_changed = False


def record_change() -> None:
    """Record that notes, a branch, or a file of the user's were written."""
    global _changed
    _changed = True


def has_changed() -> bool:
    """Return whether anything was written since `forget_changes`."""
    return _changed


def forget_changes() -> None:
    """Start anew, for a command."""
    global _changed
    _changed = False
