"""From the events of a reader to the nodes of a frontmatter, with every limit checked as the events come."""

import re
from collections.abc import Iterable
from typing import Any

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from reweave.note.limits import Limits
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence
from reweave.note.unreadable import UnreadableError

_EXPLICIT_KEY = re.compile(r"(?:^|[\s,{\[-])\?(?=\s|\Z)")


class Composer:
    """Puts the nodes of one text together."""

    def __init__(self, text: str, limits: Limits) -> None:
        """Compose nodes of `text`, within `limits`."""
        self._text = text
        self._limits = limits
        self._documents = self._keys = 0
        self._anchors: set[str] = set()
        # Where an explicit key can be, and the end of what is in front of the next node.
        self._may_be_explicit = "?" in text and _EXPLICIT_KEY.search(text) is not None
        self._gap = 0
        # The open collection, and in a mapping the key that waits for its value; those around it are on the stack.
        self._parent: Sequence | Mapping | None = None
        self._key: Node | None = None
        self._around: list[tuple[Sequence | Mapping | None, Node | None]] = []

    def compose(self, events: Iterable[Any]) -> Node | None:
        """Return the root of the nodes; `None` where there is none.

        Raises:
            UnreadableError: there is a second document or an alias without an anchor, or too much of something.
        """
        root: Node | None = None
        for event in events:
            kind = type(event)
            node: Node
            if kind is ScalarEvent:
                node = self._scalar(event)
            elif kind is SequenceStartEvent or kind is MappingStartEvent:
                cls = Sequence if kind is SequenceStartEvent else Mapping
                start, end = event.start_mark.index, event.end_mark.index
                node = cls(start, end, bool(event.flow_style), event.anchor, event.tag)
            elif kind is SequenceEndEvent or kind is MappingEndEvent:
                self._close(event)
                continue
            elif kind is AliasEvent:
                node = self._alias(event)
            else:
                if kind is DocumentStartEvent:
                    self._document(event)
                continue
            if self._parent is None:
                root = node
            self._add(node)
        return root

    def _scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        if start == end and self._key is not None:
            # Parsers place an empty value differently; here it is right after its colon, and owns no comment below it.
            colon = self._text.find(":", self._key.end, start)
            start = end = start if colon == -1 else colon + 1
        return Scalar(start, end, event.value, event.style or "", event.anchor, event.tag)

    def _alias(self, event: Any) -> Alias:
        if event.anchor not in self._anchors:
            reason = f"the alias `*{event.anchor}` has no anchor above it"
            raise UnreadableError("undefined-alias", reason, event.start_mark.index)
        return Alias(event.start_mark.index, event.end_mark.index, event.anchor)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1 or event.explicit:
            reason = "a document marker inside the frontmatter"
            raise UnreadableError("document-marker", reason, event.start_mark.index)

    def _close(self, event: Any) -> None:
        parent = self._parent
        assert parent is not None
        if parent.flow:
            parent.end = event.end_mark.index
        else:
            last = parent.items[-1] if isinstance(parent, Sequence) else parent.pairs[-1][1]
            parent.end = max(last.end, parent.end)
        self._gap = parent.end
        self._parent, self._key = self._around.pop()

    def _add(self, node: Node) -> None:
        """Put a node where it belongs; a collection is open from here on."""
        parent, key = self._parent, self._key
        if node.anchor is not None:
            self._anchors.add(node.anchor)
        if self._may_be_explicit:
            if key is None and isinstance(parent, Mapping) and _is_explicit(self._text, self._gap, node.start):
                parent.explicit = (*parent.explicit, len(parent.pairs))
            self._gap = node.start if isinstance(node, Sequence | Mapping) else node.end
        if type(parent) is Sequence:
            parent.items.append(node)
        elif type(parent) is Mapping:
            if key is None:
                self._keys += 1
                if self._keys > self._limits.keys:
                    raise UnreadableError("too-many-keys", f"more than {self._limits.keys:,} keys", node.start)
                self._key = node
            else:
                parent.pairs.append((key, node))
                self._key = None
        if type(node) is Sequence or type(node) is Mapping:  # asked of every node, so it has to be quick
            self._around.append((parent, self._key))
            self._parent, self._key = node, None
            if len(self._around) > self._limits.depth:
                raise UnreadableError("too-deep", f"nested deeper than {self._limits.depth} levels", node.start)


def _is_explicit(text: str, start: int, end: int) -> bool:
    """Return whether an explicit key (`? key`) begins in the gap in front of a key."""
    found = text.find("?", start, end)
    while found != -1:
        line = text[max(text.rfind("\n", 0, found) + 1, start) : found]
        if "#" not in line and _EXPLICIT_KEY.match(text, max(found - 1, 0)):
            return True
        found = text.find("?", found + 1, end)
    return False
