"""The identity of a list item: its meaning, not its quotes, indentation or link form."""

import re
from enum import Enum
from typing import NamedTuple

from reweave.note.implicit_tags import resolve
from reweave.note.signature import signature
from reweave.note.tree import Node, Scalar, Sequence

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LINK = re.compile(r"\[\[([^\[\]|]+)\]\]")
_STRING = ("str", "str")

Identity = tuple[object, ...]


class ListKind(Enum):
    """What the items of a list are: words as they are written, notes by title, or dated edges."""

    WORDS = "words"
    EDGES = "edges"
    DATED = "dated"


class Edge(NamedTuple):
    """An entry `target|type|date` of a dated list; `date` is empty where it has none."""

    target: str
    type: str
    date: str


def identity(node: Node, kind: ListKind) -> Identity:
    """Return the identity of an item: its string, else its data.

    A note is its title, with link brackets or without, and a dated edge is its target and its type.
    """
    text = text_of(node)
    if text is None:
        return signature(node)[0]
    if kind is ListKind.WORDS:
        return ("text", text)
    if kind is ListKind.DATED and (edge := parse_edge(text)) is not None:
        return ("edge", bare(edge.target), edge.type)
    return ("text", bare(text))


def text_of(node: Node) -> str | None:
    """Return an item's string, `[[x]]` for an unquoted link; `None` where it is not a string."""
    if isinstance(node, Scalar):
        is_string = node.tag is None and (bool(node.style) or resolve(node.value) == _STRING)
        return node.value if is_string else None
    if isinstance(node, Sequence) and node.flow and len(node.items) == 1:
        inner = node.items[0]
        if isinstance(inner, Sequence) and inner.flow and inner.items:
            words = [one.value for one in inner.items if isinstance(one, Scalar) and not one.style]
            if len(words) == len(inner.items):
                return f"[[{', '.join(words)}]]"
    return None


def parse_edge(text: str) -> Edge | None:
    """Return the parts of `target|type|date` or `target|type`; `None` where it is neither.

    The target may hold a `|` of its own.
    """
    rest, bar, last = text.rpartition("|")
    if not bar:
        return None
    target, bar, kind = rest.rpartition("|")
    return Edge(target, kind, last) if bar and _DATE.fullmatch(last) else Edge(rest, last, "")


def bare(text: str) -> str:
    """Return a text without the brackets of a link."""
    found = _LINK.fullmatch(text.strip())
    return found[1].strip() if found else text


def is_link(text: str) -> bool:
    """Return whether a text is a link and nothing else."""
    return _LINK.fullmatch(text.strip()) is not None


def is_date(text: str) -> bool:
    """Return whether a text is a date as notes write it, alone or followed by a time."""
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?", text) is not None
