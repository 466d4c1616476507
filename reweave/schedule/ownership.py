"""The owner marker: a first line that tells what reweave wrote, with a digest that reveals edits."""

import hashlib
import re
from enum import StrEnum

_FIRST = "# written by reweave schedule, sha256 "
_MARKER = re.compile(re.escape(_FIRST.encode()) + rb"([0-9a-f]{64})\n")


class OwnershipState(StrEnum):
    """The state of a schedule's file or block."""

    MISSING = "missing"
    SAME = "same"
    OLDER = "older"
    """Written by reweave, with other content, and not edited since."""
    EDITED = "edited"
    FOREIGN = "foreign"


def add_owner_marker(text: str) -> bytes:
    """Return a text with its owner marker as the first line."""
    return f"{_FIRST}{hashlib.sha256(text.encode()).hexdigest()}\n{text}".encode()


def ownership_of(found: bytes | None, wanted: bytes) -> OwnershipState:
    """Return the state of `found`, where `wanted` (a marked text) is expected. Other line endings are not an edit."""
    if found is None:
        return OwnershipState.MISSING
    plain = found.replace(b"\r\n", b"\n")
    match = _MARKER.match(plain)
    if match is None:
        return OwnershipState.FOREIGN
    if hashlib.sha256(plain[match.end() :]).hexdigest().encode() != match[1]:
        return OwnershipState.EDITED
    return OwnershipState.SAME if plain == wanted else OwnershipState.OLDER
