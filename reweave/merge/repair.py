"""Repairing the frontmatter of a note that was committed with the markers of an unfinished merge in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reweave.config.merge import MergeConfig
from reweave.merge.notes import merge_notes
from reweave.note.limits import DEFAULT_LIMITS, Limits
from reweave.note.note import Note

_MARK = re.compile(rb"(<{7,}|\|{7,}|={7,}|>{7,})(?: [^\r\n]*)?\r?\n?")
_FENCE = re.compile(rb"---[ \t]*\r?\n?")


class RepairError(Exception):
    """The markers cannot be removed automatically; the message says why."""


@dataclass(slots=True)
class _Sides:
    ours: bytes = b""
    base: bytes = b""
    theirs: bytes = b""


def holds_markers(source: bytes) -> bool:
    """Return whether a note has a line that starts a conflict."""
    return re.search(rb"(?m)^<{7,} ", source) is not None


def repair_markers(source: bytes, config: MergeConfig, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return a note with the conflicts in its frontmatter merged semantically; the body stays as it is.

    Without a base between the markers, both sides count as additions: what either has is kept.

    Raises:
        RepairError: the markers are incomplete, the two sides contradict each other, or only the body has markers.
    """
    lines = source.splitlines(keepends=True)
    end = _closing_fence(lines)
    sides = _sides(lines[:end])
    body = b"".join(lines[end:])
    merged = merge_notes(sides.base, sides.ours, sides.theirs, config, limits=limits)
    if merged.as_text or Note("", merged.data, limits).problem is not None:
        raise RepairError(merged.as_text or "what the markers leave is not valid frontmatter")
    if merged.conflicts:
        raise RepairError(f"both sides changed {', '.join(merged.conflicts)}")
    return merged.data + body


def _closing_fence(lines: Sequence[bytes]) -> int:
    """Return how many lines the frontmatter has: its closing fence must be outside every conflict."""
    inside = any_marks = False
    if not lines or not _FENCE.fullmatch(lines[0]):
        raise RepairError("the conflict covers the opening fence, or there is no frontmatter")
    for number, line in enumerate(lines[1:], 2):
        mark = _MARK.fullmatch(line)
        if mark is not None:
            inside = mark[1][:1] != b">"
            any_marks = True
        elif _FENCE.fullmatch(line):
            if inside:
                raise RepairError("a conflict covers the closing fence")
            if not any_marks:
                raise RepairError("only the body has conflict markers")
            return number
    raise RepairError("the frontmatter has no closing `---`")


def _sides(lines: Sequence[bytes]) -> _Sides:
    sides = _Sides()
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
            raise RepairError("the conflict markers are incomplete")
        elif not state:
            sides.ours += line
            sides.base += line
            sides.theirs += line
        else:
            {b"<": ours, b"|": base if base is not None else ours, b"=": theirs}[state].append(line)
    if state:
        raise RepairError("the conflict markers are incomplete")
    return sides
