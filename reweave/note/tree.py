"""The nodes of a frontmatter, with their spans of source text.

Offsets count characters of the frontmatter's text. Nothing is constructed: `2026-02-00`, `no` and `012` are text with
a style.
"""

from collections.abc import Iterator
from typing import Any, TypeVar


class _Node:
    """What the nodes have in common; their classes are written out, since making them takes a tenth of a start-up."""

    __slots__: tuple[str, ...] = ()

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({values})"


class Scalar(_Node):
    """A scalar; `style` is empty for a plain one, else `'`, `"`, `|` or `>`.

    The span covers an anchor and a tag in front of it. An empty value (`key:`) has an empty span.
    """

    __slots__ = ("anchor", "end", "start", "style", "tag", "value")

    def __init__(self, start: int, end: int, value: str, style: str, anchor: str | None, tag: str | None) -> None:
        """Make a scalar."""
        self.start = start
        self.end = end
        self.value = value
        self.style = style
        self.anchor = anchor
        self.tag = tag


class Alias(_Node):
    """A reference `*name` to an anchored node."""

    __slots__ = ("anchor", "end", "start")

    def __init__(self, start: int, end: int, anchor: str) -> None:
        """Make an alias."""
        self.start = start
        self.end = end
        self.anchor = anchor


class Sequence(_Node):
    """A list. In block style the span runs from the first dash to the end of the last item's content."""

    __slots__ = ("anchor", "end", "flow", "items", "start", "tag")

    def __init__(
        self,
        start: int,
        end: int,
        flow: bool,
        anchor: str | None,
        tag: str | None,
        items: "list[Node] | None" = None,
    ) -> None:
        """Make a list; without `items`, an empty one."""
        self.start = start
        self.end = end
        self.flow = flow
        self.anchor = anchor
        self.tag = tag
        self.items: list[Node] = [] if items is None else items


class Mapping(_Node):
    """A mapping. In block style the span runs from the first key to the end of the last value's content.

    `explicit` are the indexes of the pairs whose key is written `? key`.
    """

    __slots__ = ("anchor", "end", "explicit", "flow", "pairs", "start", "tag")

    def __init__(
        self,
        start: int,
        end: int,
        flow: bool,
        anchor: str | None,
        tag: str | None,
        pairs: "list[tuple[Node, Node]] | None" = None,
        explicit: tuple[int, ...] = (),
    ) -> None:
        """Make a mapping; without `pairs`, an empty one."""
        self.start = start
        self.end = end
        self.flow = flow
        self.anchor = anchor
        self.tag = tag
        self.pairs: list[tuple[Node, Node]] = [] if pairs is None else pairs
        self.explicit = explicit


Node = Scalar | Alias | Sequence | Mapping
_Some = TypeVar("_Some", bound=_Node)
_BRANCHES = (Sequence, Mapping)


def replace(node: _Some, **changes: Any) -> _Some:
    """Return a copy of a node with other values of some attributes; what is below it is shared."""
    return type(node)(**{name: getattr(node, name) for name in node.__slots__} | changes)


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
