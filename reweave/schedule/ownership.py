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
    parts = split_owner_marker(found)
    if parts is None:
        return OwnershipState.FOREIGN
    digest, text = parts
    if hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest() != digest:
        return OwnershipState.EDITED
    return OwnershipState.SAME if found.replace(b"\r\n", b"\n") == wanted else OwnershipState.OLDER


def split_owner_marker(found: bytes | None) -> tuple[str, str] | None:
    """Return the digest in the owner marker and the text after it, with plain line endings; `None` without one."""
    plain = b"" if found is None else found.replace(b"\r\n", b"\n")
    match = _MARKER.match(plain)
    return None if match is None else (match[1].decode(), plain[match.end() :].decode("utf-8", "surrogateescape"))
