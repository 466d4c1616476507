"""The readers that a changed note is held against: none shares code with libyaml, which read it.

py-yaml12 (Rust, YAML 1.2) is asked first. It builds values, so it loses tags, anchors and keys kept twice; a note with
any of these, and one that it cannot read, goes to ruamel.yaml's pure-Python parser, which gives events. Where py-yaml12
is not installed, ruamel.yaml is asked about every note: the same proof, some fifty times slower.
"""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from yaml import events as yaml_events

from reweave.note.comments import find_comments
from reweave.note.limits import Limits
from reweave.note.reader import LIBYAML, RUAMEL, read_tree
from reweave.note.signature import signature
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence, walk
from reweave.note.unreadable import UnreadableError
from reweave.verbosity import Verbosity, say, verbosity

VALUES = "py-yaml12"


class Difference(NamedTuple):
    """Where a reader takes a text for something else: an offset into it, the reader, and what is different."""

    offset: int
    reader: str
    message: str


class _NotRepresented(Exception):
    """The reader's values cannot show what the text holds."""


def find_difference(text: str, root: Node | None, limits: Limits, reader: str = LIBYAML) -> Difference | None:
    """Return what another reader takes for something else than `root`, which `reader` read from `text`.

    `None`: an independent reader reads the same data. Where none can read the text, that is a difference, too.
    """
    spaced = _with_spaces(text, root)
    parse = value_reader()
    if parse is not None and not _has_properties(text, root):
        try:
            return _compare_values(root, parse(spaced), reader)
        except _NotRepresented:
            pass
        except ValueError as error:
            if reader == RUAMEL:
                return Difference(0, VALUES, f"cannot read it: {' '.join(str(error).split())}")
    if reader == RUAMEL:
        return Difference(0, LIBYAML, f"cannot read it, and {VALUES} cannot show all of it")
    try:
        other = read_tree(spaced, limits, events=ruamel_events)
    except UnreadableError as error:
        return Difference(error.offset, RUAMEL, f"cannot read it: {error.reason}")
    if signature(other, find_comments(spaced, other)) == signature(root, find_comments(spaced, root)):
        return None
    return _compare_trees(root, other)


def _has_properties(text: str, root: Node | None) -> bool:
    """Return whether a node has a tag, or an anchor: aliases are copied by py-yaml12, again and again if they nest."""
    if root is None or ("!" not in text and "&" not in text):
        return False
    return any(not isinstance(node, Alias) and (node.anchor or node.tag) for node in walk(root))


@cache
def value_reader() -> Callable[[str], Any] | None:
    """Return what py-yaml12 reads a text with; `None` where it is not installed."""
    try:
        parse: Callable[[str], Any] = import_module("yaml12").parse_yaml
    except ImportError:
        if verbosity() >= Verbosity.VERBOSE:
            say("py-yaml12 is not installed: ruamel.yaml checks every changed note, more slowly")
        return None
    return parse


def _with_spaces(text: str, root: Node | None) -> str:
    """Return `text` with a space for each tab that only separates: YAML allows both, some readers spaces alone."""
    if "\t" not in text or root is None:
        return text
    parts: list[str] = []
    place = 0
    for leaf in walk(root):
        if isinstance(leaf, Scalar | Alias) and leaf.end > leaf.start:
            parts += [text[place : leaf.start].replace("\t", " "), text[leaf.start : leaf.end]]
            place = leaf.end
    return "".join((*parts, text[place:].replace("\t", " ")))


def _compare_values(root: Node | None, value: Any, reader: str) -> Difference | None:
    """Compare nodes with what py-yaml12 built; each scalar has to be a reading of the very text of its node.

    Raises:
        _NotRepresented: two keys of a mapping are one key in Python, or a block scalar is empty (to `|` at the end of
            the text py-yaml12 adds a line feed).
    """
    if root is None:
        return None if value is None else Difference(0, VALUES, f"reads data where {reader} reads none")
    stack: list[tuple[Node, Any]] = [(root, value)]
    while stack:
        node, value = stack.pop()
        if type(value).__name__ == "Yaml":  # what wraps a key that Python could not hash
            value = value.value
        assert not isinstance(node, Alias), "an alias has an anchor above it"
        if isinstance(node, Scalar):
            if not node.value and node.style in ("|", ">"):
                raise _NotRepresented
            if not (
                value == node.value if isinstance(value, str) else not node.style and _is_reading(node.value, value)
            ):
                return _differs(node, value, reader)
        elif isinstance(node, Sequence):
            if not isinstance(value, list) or len(value) != len(node.items):
                return _differs(node, value, reader)
            stack.extend(zip(node.items, value, strict=True))
        else:
            if not isinstance(value, dict):
                return _differs(node, value, reader)
            if len(value) != len(node.pairs):
                raise _NotRepresented
            for pair, item in zip(node.pairs, value.items(), strict=True):
                stack.extend(zip(pair, item, strict=True))
    return None


def _is_reading(raw: str, value: object) -> bool:
    """Return whether a plain scalar may be read as a value that is not text (YAML 1.2, 10.3.2)."""
    if value is None:
        return raw in ("", "~", "null", "Null", "NULL")
    if isinstance(value, bool):
        return raw in (("true", "True", "TRUE") if value else ("false", "False", "FALSE"))
    try:
        if isinstance(value, int):
            base = {"0o": 8, "0x": 16}.get(raw[:2], 10)
            return int(raw[2:] if base != 10 else raw, base) == value
        if isinstance(value, float):
            number = float(raw.lower().replace(".inf", "inf").replace(".nan", "nan"))
            return number == value or (number != number and value != value)
    except ValueError:
        return False
    return False


def _differs(node: Scalar | Sequence | Mapping, value: object, reader: str) -> Difference:
    read = repr(node.value)[:80] if isinstance(node, Scalar) else f"a {type(node).__name__.lower()}"
    return Difference(node.start, VALUES, f"reads {value!r:.80} where {reader} reads {read}")


def _compare_trees(root: Node | None, other: Node | None) -> Difference:
    for one, two in zip(_nodes(root), _nodes(other), strict=False):
        if _shown(one) != _shown(two):
            return Difference(one.start, RUAMEL, f"reads {_shown(two)} where libyaml reads {_shown(one)}")
    return Difference(0, RUAMEL, "reads other nodes or comments than libyaml")


def _nodes(root: Node | None) -> Iterator[Node]:
    return iter(()) if root is None else walk(root)


def _shown(node: Node) -> str:
    if isinstance(node, Alias):
        return f"the alias *{node.anchor}"
    tag = "" if node.tag is None else f"{node.tag} "
    if isinstance(node, Scalar):
        return f"{tag}{node.value[:80]!r}"
    return f"{tag}a {type(node).__name__.lower()} of {len(node.items if isinstance(node, Sequence) else node.pairs)}"


def ruamel_events(text: str) -> Iterator[Any]:
    """Yield the events of ruamel.yaml's pure-Python parser as PyYAML's."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from yaml import error as yaml_error

    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            kind = getattr(yaml_events, type(event).__name__)
            marks = event.start_mark, event.end_mark
            if kind is yaml_events.ScalarEvent:
                tag = None if event.ctag is None else event.tag
                yield kind(event.anchor, tag, event.implicit, event.value, *marks, event.style)
            elif kind in (yaml_events.SequenceStartEvent, yaml_events.MappingStartEvent):
                yield kind(event.anchor, event.tag, event.implicit, *marks, event.flow_style)
            elif kind is yaml_events.AliasEvent:
                yield kind(event.anchor, *marks)
            elif kind is yaml_events.DocumentStartEvent:
                yield kind(*marks, event.explicit)
            else:
                yield kind(*marks)
    except MarkedYAMLError as error:
        raise yaml_error.MarkedYAMLError(
            error.context, error.context_mark, error.problem, error.problem_mark
        ) from error
    except YAMLError as error:
        raise yaml_error.YAMLError(str(error)) from error
