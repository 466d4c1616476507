"""Finding the frontmatter in text that a program builds, and its lines."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from reweave.code.branches import Parents, exclude_each_other
from reweave.code.template import Interpolation, Literal, Loop, Part

MARK = "\ue000"
"""A value in a line's text."""
_FENCE = re.compile(rf"({MARK}?)(?:---|\.\.\.)[ \t]*{MARK}?")
"""Text after the closing fence begins on a new line: lines are split at line ends."""
KEY = re.compile(rf"[ \t]*(?P<key>[\w{MARK}][\w{MARK} .-]*|\"[^\"]*\"|'[^']*'):(?:[ \t]+(?P<value>.*))?")
"""A key; values may be parts of it (`{prefix}_title`), or before it (an indent)."""
ITEM = re.compile(r"(?P<indent>[ \t]*)-[ \t]+(?P<value>.*)")
_COMMENT = re.compile(rf"({MARK}[\"'\]}}]*)[ \t]+#[^{MARK}\"'\[\]{{}}]*$")
"""A comment behind a value, or behind the quote or bracket after it."""
_BLOCK_SCALAR = re.compile(r"[|>][-+]?\d?[-+]?[ \t]*")


@dataclass(slots=True)
class Line:
    """One line: its text with a mark for each value, the values, and the loops around its beginning."""

    text: str = ""
    interpolations: list[Interpolation] = field(default_factory=list)
    loops: tuple[ast.AST, ...] = ()
    interpolation_loops: list[tuple[ast.AST, ...]] = field(default_factory=list)
    node: ast.expr | None = None
    """The literal at the beginning of the line."""


class Slot(NamedTuple):
    """A value in frontmatter: its whole line, and the text after `key: ` or `- `.

    `key` is the literal key that it belongs to; `None` where the key is a value too.
    """

    line: Line
    text: str
    interpolations: tuple[Interpolation, ...]
    key: str | None
    is_item: bool
    dynamic_key: bool = False
    """Whether the key is a value too."""


class FrontmatterSpan(NamedTuple):
    """The lines between two fences."""

    lines: tuple[Line, ...]

    def slots(self, parents: Parents) -> Iterator[Slot]:
        """Yield the values, without those in block scalars."""
        key: str | None = None
        for line, is_text in self._lines(parents):
            if is_text:
                continue
            found = KEY.fullmatch(line.text)
            item = ITEM.fullmatch(line.text)
            if item is not None:
                found = KEY.fullmatch(item["value"])
                if found is not None and found["value"] and MARK not in found["key"]:  # the first key of a mapping
                    yield self._slot(line, found["value"], found["key"].strip("\"'"), False)
                else:
                    yield self._slot(line, item["value"], key, True)
            elif found is not None:
                key = key_name(found["key"])
                if found["value"]:
                    yield self._slot(line, found["value"], key, False, found["key"] == MARK)

    def block_scalars(self, parents: Parents) -> Iterator[Line]:
        """Yield the lines of block scalars."""
        return (line for line, is_text in self._lines(parents) if is_text)

    def _lines(self, parents: Parents) -> Iterator[tuple[Line, bool]]:
        """Yield the lines, and whether each is in a block scalar; one of another branch than its key is not."""
        key: Line | None = None
        for line in self.lines:
            text = line.text
            if key is not None and (not text.strip() or _width(text) > _width(key.text) or text.startswith(MARK)):
                is_text = key.node is None or line.node is None or not exclude_each_other(key.node, line.node, parents)
                yield line, is_text
                if is_text:
                    continue
            else:
                yield line, False
            item = ITEM.fullmatch(text)
            found = KEY.fullmatch(text if item is None else item["value"])
            key = line if found is not None and _BLOCK_SCALAR.fullmatch(found["value"] or "") else None

    def _slot(self, line: Line, value: str, key: str | None, is_item: bool, dynamic_key: bool = False) -> Slot:
        value = _COMMENT.sub(r"\1", value.rstrip())
        count = value.count(MARK)
        before = line.text.count(MARK) - line.text[line.text.rindex(value) :].count(MARK) if value else 0
        return Slot(line, value, tuple(line.interpolations[before : before + count]), key, is_item, dynamic_key)


def key_name(key: str) -> str | None:
    """Return a key without quotes and values; `None` where it is nothing but a value."""
    return key.replace(MARK, "").strip("\"'") or None


def _width(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def lines_of(parts: list[Part] | tuple[Part, ...]) -> list[Line]:
    """Split a text into lines."""
    lines = [Line()]
    _add(parts, (), lines)
    return lines


def _add(parts: list[Part] | tuple[Part, ...], loops: tuple[ast.AST, ...], lines: list[Line]) -> None:
    for part in parts:
        if isinstance(part, Loop):
            _add(part.parts, (*loops, part.node), lines)
            continue
        if not lines[-1].text:
            lines[-1].loops = loops
        if isinstance(part, Interpolation):
            lines[-1].text += MARK
            lines[-1].interpolations.append(part)
            lines[-1].interpolation_loops.append(loops)
            continue
        first, *rest = part.text.replace(MARK, "?").replace("\r\n", "\n").split("\n")
        _extend(lines[-1], first, part)
        for text in rest:
            lines.append(Line(loops=loops))
            _extend(lines[-1], text, part)


def _extend(line: Line, text: str, part: Literal) -> None:
    if text and line.node is None:
        line.node = part.node
    line.text += text


def find_frontmatter(parts: list[Part]) -> FrontmatterSpan | None:
    """Return the frontmatter at the beginning of a text, if any.

    That is a fence, then a `key:` or a whole block from elsewhere, and later the closing fence. A value directly after
    the first fence begins with its own line end: `---{head}---` puts together what `split("---")` took apart.
    """
    lines = lines_of(parts)
    first = next((index for index, line in enumerate(lines) if line.text.strip("\ufeff \t")), None)
    if first is None or lines[first].text.strip("\ufeff \t").removesuffix(MARK) != "---":
        return None
    for index in range(first + 1, len(lines)):
        found = _FENCE.fullmatch(lines[index].text)
        if found is None:
            continue
        inner = lines[first + 1 : index]
        if found[1]:  # the block ends with its own line end: `{yaml.dump(meta)}---`
            inner.append(
                Line(MARK, lines[index].interpolations[:1], lines[index].loops, lines[index].interpolation_loops[:1])
            )
        if any(KEY.fullmatch(line.text) or line.text == MARK for line in inner):
            return FrontmatterSpan(tuple(inner))
        return None
    return None


def find_toml(parts: list[Part]) -> list[Line]:
    """Return the lines of TOML frontmatter at the beginning of a text."""
    lines = lines_of(parts)
    fences = [index for index, line in enumerate(lines) if line.text.strip("\ufeff \t") == "+++"]
    if len(fences) < 2 or any(line.text.strip() for line in lines[: fences[0]]):
        return []
    return lines[fences[0] + 1 : fences[1]]


_FIELDS = re.compile(
    r"(?:title|tags?|date|layout|draft|alias(?:es)?|type|id|description|author|slug|categor(?:y|ies)|created|updated|"
    r"modified|status|summary|keywords|name):",
    re.IGNORECASE,
)


def find_printed(parts: list[Part]) -> FrontmatterSpan | None:
    """Return the frontmatter in what a program prints, even if it prints something else before.

    Dashes also rule off other output: all lines have to be keys and items, one of them of a usual field.
    """
    lines = lines_of(parts)
    fences = [index for index, line in enumerate(lines) if line.text.strip() == "---"]
    for first, last in pairwise(fences):
        inner = lines[first + 1 : last]
        is_yaml = all(KEY.fullmatch(line.text) or ITEM.fullmatch(line.text) for line in inner)
        if is_yaml and any(_FIELDS.match(line.text) for line in inner):
            return FrontmatterSpan(tuple(inner))
    return None


def is_item(line: Line) -> bool:
    """Return whether a line is an item of a block list."""
    return ITEM.fullmatch(line.text) is not None


def is_entry(line: Line) -> bool:
    """Return whether a line is a key with a value."""
    found = KEY.fullmatch(line.text)
    return found is not None and bool(found["value"])


def is_open_key(line: Line) -> bool:
    """Return whether a line is a key without a value."""
    found = KEY.fullmatch(line.text)
    return found is not None and not (found["value"] or "").strip()
