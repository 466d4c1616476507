"""Byte order mark and line ends: one value each for a whole note, merged as such."""

from typing import NamedTuple

from reweave.note.block import BOM

_LF, _CRLF, _MIXED, _NONE = "lf", "crlf", "mixed", ""


class Unified(NamedTuple):
    """Three versions of a note that are written alike, and how the merge is written: `None` where they already were."""

    base: bytes
    ours: bytes
    theirs: bytes
    bom: bytes | None = None
    eol: bytes | None = None

    def restored(self, merged: bytes) -> bytes:
        """Return the merge with its byte order mark and line ends."""
        lines = merged if self.eol is None else merged.replace(b"\n", self.eol)
        return lines if self.bom is None else self.bom + lines


def unify(base: bytes, ours: bytes, theirs: bytes) -> Unified:
    """Return three versions without byte order marks, and with the same line ends, where these differ.

    What one side changed is how the merge is written. Line ends of both kinds are kept line by line, unless a side
    made them all alike.
    """
    bom = eol = None
    marks = [source.startswith(BOM) for source in (base, ours, theirs)]
    if len(set(marks)) > 1:
        had, has, have = marks
        # Without a base, both sides made the note.
        bom = BOM if (have if base and has == had else has) else b""
        base, ours, theirs = (source.removeprefix(BOM) for source in (base, ours, theirs))
    ends = [_ends(source) for source in (base, ours, theirs)]
    merged = _merged(*ends)
    if len(set(ends) - {_NONE}) > 1 and merged != _MIXED and b"\0" not in base + ours + theirs:
        eol = b"\r\n" if merged == _CRLF else b"\n"
        base, ours, theirs = (source.replace(b"\r\n", b"\n") for source in (base, ours, theirs))
    return Unified(base, ours, theirs, bom, eol)


def _ends(source: bytes) -> str:
    ends, crlf = source.count(b"\n"), source.count(b"\r\n")
    if not ends:
        return _NONE
    return _LF if not crlf else _CRLF if crlf == ends else _MIXED


def _merged(base: str, ours: str, theirs: str) -> str:
    base = base or theirs or ours
    ours, theirs = ours or base, theirs or base
    if ours == base:
        return theirs
    return theirs if ours == _MIXED and theirs != base else ours
