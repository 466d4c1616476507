"""Telling what reweave wrote, and whether it is still as it was: the first line says so, with a digest of the rest."""

import hashlib
import re
from enum import StrEnum

_FIRST = "# written by reweave schedule, sha256 "
_MARKER = re.compile(re.escape(_FIRST.encode()) + rb"([0-9a-f]{64})\n")


class OwnershipState(StrEnum):
    """What stands where a schedule is to stand."""

    MISSING = "missing"
    SAME = "same"
    OLDER = "older"
    """Written by reweave, with other content, and not edited since."""
    EDITED = "edited"
    FOREIGN = "foreign"


def add_owner_marker(text: str) -> bytes:
    """Return a text with the line that says who wrote it."""
    return f"{_FIRST}{hashlib.sha256(text.encode()).hexdigest()}\n{text}".encode()


def ownership_of(found: bytes | None, wanted: bytes) -> OwnershipState:
    """Say what `found` is, where `wanted` (a sealed text) is to stand. A checkout with other line ends is no edit."""
    if found is None:
        return OwnershipState.MISSING
    plain = found.replace(b"\r\n", b"\n")
    match = _MARKER.match(plain)
    if match is None:
        return OwnershipState.FOREIGN
    if hashlib.sha256(plain[match.end() :]).hexdigest().encode() != match[1]:
        return OwnershipState.EDITED
    return OwnershipState.SAME if plain == wanted else OwnershipState.OLDER
