"""Reading a frontmatter's text as events with source marks, and the events as a tree.

libyaml reads every note (through PyYAML, whose pure-Python parser gives the same events where libyaml is missing).
`reweave.note.proof_readers` asks others about what was changed.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, NamedTuple

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from reweave.note.diagnosis import diagnose
from reweave.note.limits import DEFAULT_LIMITS, Limits
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence
from reweave.note.unreadable import UnreadableError

_Parser: Any
try:
    _Parser = import_module("yaml._yaml").CParser
except ImportError:  # no C extension for this Python: the pure parser gives the same events, slower
    _Parser = import_module("yaml").SafeLoader


LIBYAML, RUAMEL = "libyaml", "ruamel.yaml"
"""The names of the readers that a note can be read by."""
_EXPLICIT_KEY = re.compile(r"(?:^|[\s,{\[-])\?(?=\s|\Z)")


def parse_events(text: str) -> Iterator[Any]:
    """Yield the events of `text` as libyaml reads it."""
    return iter(_Parser(text).get_event, None)


def read_tree(
    text: str, limits: Limits = DEFAULT_LIMITS, *, events: Callable[[str], Iterable[Any]] = parse_events
) -> Node | None:
    """Read a frontmatter's text; return its root node, or `None` where it holds no node at all.

    `events` is what parses it; another reader's have to have the same names and marks.

    Raises:
        UnreadableError: the text is not YAML, holds more than one document or an alias without an anchor, or goes
            beyond `limits`. The events are checked as they come, so nothing deep or long
            is read to its end.
    """
    if len(text) > limits.frontmatter_bytes:
        raise UnreadableError("too-large", f"the frontmatter is longer than {limits.frontmatter_bytes:,} bytes")
    try:
        return _compose(text, events(text), limits)
    except YAMLError as error:
        raise _unreadable(text, error) from error


class PartialReading(NamedTuple):
    """What a reader makes of a text up to the place where it stops.

    `events` holds kind and value of every event, `scalars` each scalar by where it starts (behind no anchor or tag).
    """

    events: tuple[tuple[str, str], ...]
    scalars: dict[int, Scalar]
    problem: UnreadableError | None


def read_partly(text: str) -> PartialReading:
    """Read as far as the text is YAML. For repairs, which have to know how far a reader gets, and what it saw."""
    events: list[tuple[str, str]] = []
    scalars: dict[int, Scalar] = {}
    problem = None
    try:
        for event in parse_events(text):
            kind = type(event).__name__
            events.append((kind, getattr(event, "value", None) or getattr(event, "anchor", None) or ""))
            if kind == "ScalarEvent":
                start = event.start_mark.index
                style = event.style or ""
                scalars[start] = Scalar(start, event.end_mark.index, event.value, style, event.anchor, event.tag)
    except YAMLError as error:
        problem = _unreadable(text, error)
    return PartialReading(tuple(events), scalars, problem)


def _unreadable(text: str, error: YAMLError) -> UnreadableError:
    if isinstance(error, MarkedYAMLError):
        mark, context = error.problem_mark or error.context_mark, error.context_mark
        place = 0 if mark is None else mark.index
        begun = None if context is None else context.index
        return diagnose(text, error.problem or "", place, error.context or "", begun)
    position = getattr(error, "position", 0)
    problem = str(error).partition("\n")[0]
    return UnreadableError("yaml-error", problem, position if isinstance(position, int) else 0)


def _compose(text: str, events: Iterable[Any], limits: Limits) -> Node | None:
    root: Node | None = None
    documents = keys = gap = 0
    may_be_explicit = "?" in text and _EXPLICIT_KEY.search(text) is not None
    anchors: set[str] = set()
    # The node that is open, and in a mapping the key that waits for its value; those around it are on the stack.
    parent: Sequence | Mapping | None = None
    key: Node | None = None
    around: list[tuple[Sequence | Mapping | None, Node | None]] = []
    for event in events:
        kind = type(event)
        node: Node
        opened: Sequence | Mapping | None = None
        if kind is ScalarEvent:
            start, end = event.start_mark.index, event.end_mark.index
            if start == end and key is not None:
                # The readers place an empty value differently; it is behind its colon, and a comment below it is not
                # its.
                colon = text.find(":", key.end, start)
                start = end = start if colon == -1 else colon + 1
            tag = event.tag
            node = Scalar(start, end, event.value, event.style or "", event.anchor, tag)
        elif kind is SequenceStartEvent:
            start = event.start_mark.index
            node = opened = Sequence(start, event.end_mark.index, bool(event.flow_style), event.anchor, event.tag)
        elif kind is MappingStartEvent:
            start = event.start_mark.index
            node = opened = Mapping(start, event.end_mark.index, bool(event.flow_style), event.anchor, event.tag)
        elif kind is SequenceEndEvent or kind is MappingEndEvent:
            assert parent is not None
            if parent.flow:
                parent.end = event.end_mark.index
            else:
                last = parent.items[-1] if isinstance(parent, Sequence) else parent.pairs[-1][1]
                parent.end = max(last.end, parent.end)
            gap = parent.end
            parent, key = around.pop()
            continue
        elif kind is AliasEvent:
            node = Alias(event.start_mark.index, event.end_mark.index, event.anchor)
            if event.anchor not in anchors:
                reason = f"the alias `*{event.anchor}` has no anchor above it"
                raise UnreadableError("undefined-alias", reason, node.start)
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1 or event.explicit:
                place = event.start_mark.index
                raise UnreadableError("document-marker", "a document marker inside the frontmatter", place)
            continue
        else:
            continue

        if event.anchor is not None:
            anchors.add(event.anchor)
        if may_be_explicit:
            if key is None and type(parent) is Mapping and _is_explicit(text, gap, node.start):
                parent.explicit = (*parent.explicit, len(parent.pairs))
            gap = node.end if opened is None else node.start
        if parent is None:
            root = node
        elif type(parent) is Sequence:
            parent.items.append(node)
        elif key is None:
            keys += 1
            if keys > limits.keys:
                raise UnreadableError("too-many-keys", f"more than {limits.keys:,} keys", node.start)
            key = node
        else:
            assert type(parent) is Mapping
            parent.pairs.append((key, node))
            key = None
        if opened is not None:
            around.append((parent, key))
            parent, key = opened, None
            if len(around) > limits.depth:
                raise UnreadableError("too-deep", f"nested deeper than {limits.depth} levels", node.start)
    return root


def _is_explicit(text: str, start: int, end: int) -> bool:
    """Return whether an explicit key (`? key`) begins in the gap in front of a key."""
    found = text.find("?", start, end)
    while found != -1:
        line = text[max(text.rfind("\n", 0, found) + 1, start) : found]
        if "#" not in line and _EXPLICIT_KEY.match(text, max(found - 1, 0)):
            return True
        found = text.find("?", found + 1, end)
    return False
