"""Copies that synchronizing programs leave where two devices changed a file."""

import re

_NAMES = re.compile(
    r".*\.sync-conflict-[0-9]{8}-[0-9]{6}(?:-[A-Z0-9]{7})?"  # Syncthing
    r"|.* \((?:[^()]*\bconflict(?:ed|ing) copy\b[^()]*|case conflict(?: [0-9]+)?|conflict [0-9][^()]*)\)(?: [0-9]+)?"
    r"|.* \[conflict(?:ed)?(?: [0-9]+)?\]"
    r"|.*_conflict-[0-9]{8}-[0-9]{6}"  # ownCloud
    r"|.*[-_. ](?:conflicted copy|conflict) ?[0-9]{4}-?[0-9]{2}-?[0-9]{2}.*",
    re.IGNORECASE | re.DOTALL,
)


def is_conflict_copy(stem: str) -> bool:
    """Return whether the name of a file, without its extension, is one that such programs give."""
    return "conflict" in stem.lower() and _NAMES.fullmatch(stem) is not None
