"""The sides of the conflicts in a frontmatter that holds their markers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARK = re.compile(rb"(<{7,}|\|{7,}|={7,}|>{7,})(?: [^\r\n]*)?\r?\n?")
_FENCE = re.compile(rb"---[ \t]*\r?\n?")


class MarkerError(Exception):
    """The sides cannot be told apart; the message says why."""


@dataclass(slots=True)
class Sides:
    """Three versions of a frontmatter with its fences, and the body behind it."""

    ours: bytes = b""
    base: bytes = b""
    theirs: bytes = b""
    body: bytes = b""


def split_sides(source: bytes) -> Sides:
    """Return what each side has in the frontmatter of a note with conflict markers.

    Without a base between the markers, it has the lines that both sides have.

    Raises:
        MarkerError: the markers are incomplete, or only the body has markers.
    """
    lines = source.splitlines(keepends=True)
    end = _closing_fence(lines)
    sides = _sides(lines[:end])
    sides.body = b"".join(lines[end:])
    return sides


def _closing_fence(lines: Sequence[bytes]) -> int:
    """Return how many lines the frontmatter has: its closing fence must be outside every conflict."""
    inside = any_marks = False
    if not lines or not _FENCE.fullmatch(lines[0]):
        raise MarkerError("the conflict covers the opening fence, or there is no frontmatter")
    for number, line in enumerate(lines[1:], 2):
        mark = _MARK.fullmatch(line)
        if mark is not None:
            inside = mark[1][:1] != b">"
            any_marks = True
        elif _FENCE.fullmatch(line):
            if inside:
                raise MarkerError("a conflict covers the closing fence")
            if not any_marks:
                raise MarkerError("only the body has conflict markers")
            return number
    raise MarkerError("the frontmatter has no closing `---`")


def _sides(lines: Sequence[bytes]) -> Sides:
    sides = Sides()
    state = b""
    size = 0
    ours: list[bytes] = []
    theirs: list[bytes] = []
    base: list[bytes] | None = None
    for line in lines:
        mark = _MARK.fullmatch(line)
        kind = b"" if mark is None or (state and len(mark[1]) != size) else mark[1][:1]
        if kind == b"<" and not state:
            state, size, ours, theirs, base = b"<", len(mark[1]) if mark else 0, [], [], None
        elif kind == b"|" and state == b"<":
            state, base = b"|", []
        elif kind == b"=" and state in (b"<", b"|"):
            state = b"="
        elif kind == b">" and state == b"=":
            state = b""
            sides.ours += b"".join(ours)
            sides.theirs += b"".join(theirs)
            common = base if base is not None else [one for one in ours if one in theirs]
            sides.base += b"".join(common)
        elif kind:
            raise MarkerError("the conflict markers are incomplete")
        elif not state:
            sides.ours += line
            sides.base += line
            sides.theirs += line
        else:
            {b"<": ours, b"|": base if base is not None else ours, b"=": theirs}[state].append(line)
    if state:
        raise MarkerError("the conflict markers are incomplete")
    return sides
