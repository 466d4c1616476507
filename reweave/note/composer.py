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
        self._documents = 0
        self._anchors: set[str] = set()
        # Where an explicit key can be, and the end of what is in front of the next node.
        self._may_be_explicit = may_have_explicit_key(text)
        self._gap = 0

    def compose(self, events: Iterable[Any]) -> Node | None:
        """Return the root of the nodes; `None` where there is none.

        Raises:
            UnreadableError: there is a second document or an alias without an anchor, or too much of something.
        """
        # One loop, without calls for the usual scalar: this is run for every value of every note.
        root: Node | None = None
        # The open collection, and in a mapping the key that waits for its value; those around it are on the stack.
        parent: Sequence | Mapping | None = None
        key: Node | None = None
        around: list[tuple[Sequence | Mapping | None, Node | None]] = []
        keys, most_keys, depth = 0, self._limits.keys, self._limits.depth
        for event in events:
            kind = type(event)
            node: Node
            branch: Sequence | Mapping | None = None
            if kind is ScalarEvent:
                start, end = event.start_mark.index, event.end_mark.index
                if start == end and key is not None:
                    start = end = self._after_colon(key.end, start)
                node = Scalar(start, end, event.value, event.style or "", event.anchor, event.tag)
            elif kind is SequenceStartEvent or kind is MappingStartEvent:
                cls = Sequence if kind is SequenceStartEvent else Mapping
                start, end = event.start_mark.index, event.end_mark.index
                node = branch = cls(start, end, bool(event.flow_style), event.anchor, event.tag)
            elif kind is SequenceEndEvent or kind is MappingEndEvent:
                self._close(parent, event)
                parent, key = around.pop()
                continue
            elif kind is AliasEvent:
                node = self._alias(event)
            else:
                if kind is DocumentStartEvent:
                    self._document(event)
                continue
            if node.anchor is not None:
                self._anchors.add(node.anchor)
            if self._may_be_explicit:
                self._look_in_gap(parent, key, node)
            if key is not None:
                assert type(parent) is Mapping
                parent.pairs.append((key, node))
                key = None
            elif type(parent) is Sequence:
                parent.items.append(node)
            elif parent is None:
                root = node
            else:
                keys += 1
                if keys > most_keys:
                    raise UnreadableError("too-many-keys", f"more than {most_keys:,} keys", node.start)
                key = node
            if branch is not None:
                around.append((parent, key))
                parent, key = branch, None
                if len(around) > depth:
                    raise UnreadableError("too-deep", f"nested deeper than {depth} levels", branch.start)
        return root

    def _after_colon(self, key_end: int, start: int) -> int:
        """Return where an empty value is: right after its colon, and it owns no comment below it.

        Parsers place it differently.
        """
        colon = self._text.find(":", key_end, start)
        return start if colon == -1 else colon + 1

    def _alias(self, event: Any) -> Alias:
        if event.anchor not in self._anchors:
            reason = f"the alias `*{event.anchor}` has no anchor above it; quote it if it is text"
            raise UnreadableError("undefined-alias", reason, event.start_mark.index)
        return Alias(event.start_mark.index, event.end_mark.index, event.anchor)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1 or event.explicit:
            reason = "a document marker inside the frontmatter"
            raise UnreadableError("document-marker", reason, event.start_mark.index)

    def _close(self, parent: Sequence | Mapping | None, event: Any) -> None:
        assert parent is not None
        if parent.flow:
            parent.end = event.end_mark.index
        else:
            last = parent.items[-1] if isinstance(parent, Sequence) else parent.pairs[-1][1]
            parent.end = max(last.end, parent.end)
        self._gap = parent.end

    def _look_in_gap(self, parent: Sequence | Mapping | None, key: Node | None, node: Node) -> None:
        """Note a key that is explicit, and where the gap in front of the next node starts."""
        if key is None and isinstance(parent, Mapping) and _is_explicit(self._text, self._gap, node.start):
            parent.explicit = (*parent.explicit, len(parent.pairs))
        self._gap = node.start if isinstance(node, Sequence | Mapping) else node.end


def may_have_explicit_key(text: str) -> bool:
    """Return whether a text holds a `?` that could start an explicit key."""
    return "?" in text and _EXPLICIT_KEY.search(text) is not None


def _is_explicit(text: str, start: int, end: int) -> bool:
    """Return whether an explicit key (`? key`) begins in the gap in front of a key."""
    found = text.find("?", start, end)
    while found != -1:
        line = text[max(text.rfind("\n", 0, found) + 1, start) : found]
        if "#" not in line and _EXPLICIT_KEY.match(text, max(found - 1, 0)):
            return True
        found = text.find("?", found + 1, end)
    return False
