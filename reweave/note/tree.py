"""The nodes of a frontmatter, with their spans of source text.

Offsets count characters of the frontmatter's text. Nothing is constructed: `2026-02-00`, `no` and `012` are text with
a style.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Scalar:
    """A scalar; `style` is empty for a plain one, else `'`, `"`, `|` or `>`.

    The span covers an anchor and a tag in front of it. An empty value (`key:`) has an empty span.
    """

    start: int
    end: int
    value: str
    style: str
    anchor: str | None
    tag: str | None


@dataclass(slots=True, eq=False)
class Alias:
    """A reference `*name` to an anchored node."""

    start: int
    end: int
    anchor: str


@dataclass(slots=True, eq=False)
class Sequence:
    """A list. In block style the span runs from the first dash to the end of the last item's content."""

    start: int
    end: int
    flow: bool
    anchor: str | None
    tag: str | None
    items: "list[Node]" = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Mapping:
    """A mapping. In block style the span runs from the first key to the end of the last value's content.

    `explicit` are the indexes of the pairs whose key is written `? key`.
    """

    start: int
    end: int
    flow: bool
    anchor: str | None
    tag: str | None
    pairs: "list[tuple[Node, Node]]" = field(default_factory=list)
    explicit: tuple[int, ...] = ()


Node = Scalar | Alias | Sequence | Mapping
_BRANCHES = (Sequence, Mapping)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all nodes below it, in source order."""
    stack: list[Node] = [node]
    while stack:
        one = stack.pop()
        yield one
        if isinstance(one, Sequence):
            stack.extend(reversed(one.items))
        elif isinstance(one, Mapping):
            for key, value in reversed(one.pairs):
                stack.append(value)
                stack.append(key)


def branches(node: Node) -> Iterator[Sequence | Mapping]:
    """Yield the lists and mappings among a node and all nodes below it, in source order."""
    stack = [node] if isinstance(node, _BRANCHES) else []
    while stack:
        one = stack.pop()
        yield one
        if isinstance(one, Sequence):
            stack += [item for item in reversed(one.items) if isinstance(item, _BRANCHES)]
        else:
            for key, value in reversed(one.pairs):
                if isinstance(value, _BRANCHES):
                    stack.append(value)
                if isinstance(key, _BRANCHES):
                    stack.append(key)
