"""Check boxes in the text of a pull request: one for each edge, and what the next run reads from them."""

import hashlib
import re
from collections.abc import Collection, Iterable

_BOX = re.compile(r"[-*+][ \t]+\[([^\S\n]*|[xX])\][ \t]+(.*)")
_NAME = re.compile(r"`edge-([0-9a-f]{12})`")
_MOST_LINES = 5_000
_MOST = 40_000
"""Characters of the list."""


def box_id(path: str, type: str, title: str) -> str:
    """Return the name of an edge: of its entry in the note at `path`."""
    return hashlib.sha256("\0".join((path, type, title)).encode("utf-8", "surrogateescape")).hexdigest()[:12]


def box_lines(edges: Iterable[tuple[str, str]]) -> list[str]:
    """Return a checked box for each edge, given by its name and as Markdown; as many as fit."""
    lines: list[str] = []
    used, left = 0, 0
    for name, words in edges:
        line = f"- [x] {words} `edge-{name}`"
        used += len(line) + 1
        if used <= _MOST:
            lines.append(line)
        else:
            left += 1
    return [*lines, *([f"- and {left:,} more, in the commits"] if left else [])]


def unchecked(body: str, known: Collection[str]) -> set[str]:
    """Return which of the `known` edges have an unchecked box in the text of a pull request, and no checked one."""
    found: dict[str, set[bool]] = {}
    for line in body.splitlines()[:_MOST_LINES]:
        box = _BOX.fullmatch(line.strip())
        name = None if box is None else _named(box[2].rstrip())
        if box is not None and name is not None and name in known:
            found.setdefault(name, set()).add(bool(box[1].strip()))
    return {name for name, marks in found.items() if marks == {False}}


def _named(text: str) -> str | None:
    """Return the edge that a box is about: the one named at its end, or the only one, where a remark follows it.

    Titles are part of the text, and may look like the name of another edge.
    """
    names = list(_NAME.finditer(text))
    if names and (names[-1].end() == len(text) or len({one[1] for one in names}) == 1):
        return names[-1][1]
    return None
