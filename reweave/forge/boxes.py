"""Check boxes in the text of a pull request: one for each edge, and what the next run reads from them."""

import hashlib
import re
from collections.abc import Collection, Iterable

_LINE = re.compile(r"[-*] \[([ xX])\] .*`edge-([0-9a-f]{12})`\s*")
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
    found: dict[str, set[str]] = {}
    for line in body.splitlines()[:_MOST_LINES]:
        matched = _LINE.fullmatch(line.strip())
        if matched is not None and matched[2] in known:
            found.setdefault(matched[2], set()).add(matched[1])
    return {name for name, marks in found.items() if marks == {" "}}
