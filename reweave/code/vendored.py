"""Copies of `reweave.fm` in other projects: each carries the version and the hash of what it was when it was made."""

import hashlib
import re
from enum import StrEnum
from importlib.resources import files

from reweave import __version__

_HEADER = re.compile(
    rb"# A copy of reweave\.fm (?P<version>[^\s,]+), sha256 (?P<hash>[0-9a-f]{64})\. "
    rb"Do not edit it; `reweave code vendor --force` renews it\.\n"
)


class CopyState(StrEnum):
    """What became of a copy."""

    CURRENT = "current"
    OLD = "old"
    EDITED = "edited"


def vendored_copy() -> bytes:
    """Return the file to write: a line with version and hash, and the functions."""
    text = files("reweave").joinpath("fm.py").read_bytes()
    header = (
        f"# A copy of reweave.fm {__version__}, sha256 {hashlib.sha256(text).hexdigest()}. "
        "Do not edit it; `reweave code vendor --force` renews it.\n"
    )
    return header.encode() + text


def copy_state(data: bytes) -> CopyState | None:
    """Return the state of a copy; `None` for any other file."""
    found = _HEADER.match(data.replace(b"\r\n", b"\n"))
    if found is None:
        return None
    own = data.replace(b"\r\n", b"\n")[found.end() :]
    if hashlib.sha256(own).hexdigest().encode() != found["hash"]:
        return CopyState.EDITED
    return CopyState.CURRENT if own == files("reweave").joinpath("fm.py").read_bytes() else CopyState.OLD
