"""Checking one JavaScript or TypeScript file."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reweave.code.frontmatter_span import ITEM, KEY, MARK, key_name
from reweave.code.rules.plain_value import SAFE_AROUND, TYPED
from reweave.code.script.risk import may_be_any_text
from reweave.code.script.syntax import parse_script
from reweave.code.script.texts import Pieces, Texts

if TYPE_CHECKING:
    from tree_sitter import Node

_QUOTED = re.compile(rf"([\"']).*{MARK}.*\1(?:[ \t]+#.*)?")
_LIST = re.compile(rf"\[.*{MARK}.*\]")


class ScriptFinding(NamedTuple):
    """One finding: its byte offset and what is wrong."""

    offset: int
    message: str


def check_script(path: str, data: bytes) -> list[ScriptFinding]:
    """Return the findings in a file; none where the extra for parsing it is not installed.

    Raises:
        RecursionError: it is nested too deeply.
    """
    root = parse_script(path, data)
    if root is None:
        return []
    texts = Texts(root)
    found: dict[int, ScriptFinding] = {}
    for pieces in texts.found:
        for key, value, nodes in _values(pieces):  # an item has no key
            message = _fault(key, value, nodes, texts)
            if message is not None:
                found.setdefault(nodes[0].start_byte, ScriptFinding(nodes[0].start_byte, message))
    return sorted(found.values())


def _values(pieces: Pieces) -> "Iterator[tuple[str | None, str, list[Node]]]":
    """Yield the values in the frontmatter at the beginning of a text: key, text with marks, and their expressions."""
    text = "".join(piece if isinstance(piece, str) else MARK for piece in pieces)
    nodes = iter([piece for piece in pieces if not isinstance(piece, str)])
    lines = [(line, [next(nodes) for _ in range(line.count(MARK))]) for line in text.split("\n")]
    fences = [number for number, (line, _) in enumerate(lines) if line.strip() == "---"]
    first = next(((start, end) for start, end in pairwise(fences)), None)
    if first is None or any(line.strip() for line, _ in lines[: first[0]]):
        return
    key: str | None = None
    for line, own in lines[first[0] + 1 : first[1]]:
        item, pair = ITEM.fullmatch(line), KEY.fullmatch(line)
        value = item["value"] if item is not None else pair["value"] if pair is not None else None
        if pair is not None:
            key = key_name(pair["key"])
        inner = KEY.fullmatch(value) if item is not None and value else None
        if value and MARK in value:
            if inner is not None:
                key_of_item, value = key_name(inner["key"]), inner["value"] or ""
                yield key_of_item, value, own[len(own) - value.count(MARK) :]
            else:
                yield None if item is not None else key, value.strip(), own[len(own) - value.count(MARK) :]


def _fault(key: str | None, value: str, nodes: "list[Node]", texts: Texts) -> str | None:
    if MARK not in value or not any(may_be_any_text(node, texts) for node in nodes):
        return None
    if _QUOTED.fullmatch(value):
        return "value between quotes is not escaped"
    if _LIST.fullmatch(value):
        return "items between brackets are not escaped"
    if key is not None and TYPED.fullmatch(key):
        return None
    if value == MARK or (value[0] not in "\"'[{|>&*!" and SAFE_AROUND.search(value) is None):
        return "value is written without quotes"
    return None
