"""The readers that a changed note is held against: none shares code with libyaml, which read it.

py-yaml12 (Rust, YAML 1.2) is asked first. It builds values, so it loses tags, anchors and all but one of equal keys:
for each of those keys it reads the text once more, with the others renamed. A note with tags or anchors, and one that
it could not read before the change either, goes to ruamel.yaml's pure-Python parser, which gives events. Where
py-yaml12 is not installed, ruamel.yaml is asked about every note: the same proof, some fifty times slower.
"""

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Table
from functools import cache
from importlib import import_module
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple

from yaml import events as yaml_events

from reweave.note.comments import find_comments
from reweave.note.limits import Limits
from reweave.note.reader import LIBYAML, RUAMEL, read_tree
from reweave.note.signature import has_same_data, signature
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence, branches, walk
from reweave.note.unreadable import UnreadableError
from reweave.text import count_of
from reweave.verbosity import Verbosity, say, verbosity

VALUES = "py-yaml12"
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*[ \t]+)+")
"""An anchor and a tag, with what separates them from the scalar that has them."""
_LONGEST_LINE = 1000
"""Each level of nesting is a column further to the right, and py-yaml12 survives a few thousand."""
_READINGS = 8
"""Equal keys in one mapping up to which each is looked at on its own."""


class Difference(NamedTuple):
    """Where a reader takes a text for something else: an offset into it, the reader, and what is different.

    `scalar` is what both readers make of a scalar, where that is all they differ about: its raw text, and in a text of
    several lines its column, its style and value, and the other reader's value.
    """

    offset: int
    reader: str
    message: str
    scalar: tuple[str, int | None, str, str, str] | None = None


class _NotRepresented(Exception):
    """The reader's values cannot show what the text holds."""


class Reading(NamedTuple):
    """A text, and the nodes that were read from it."""

    text: str
    root: Node | None


def find_differences(
    text: str, root: Node | None, limits: Limits, reader: str = LIBYAML, before: Reading | None = None
) -> list[Difference]:
    """Return what another reader takes for something else than `root`, which `reader` read from `text`.

    Either all of them are about one scalar each, in source order, or there is a single one that is not. None: an
    independent reader reads the same data. Where none can read the text, that is a difference, too; so it is where
    py-yaml12 cannot, and could read what the text was made of, `before`. It may refuse a closing bracket at the margin
    that was there before, where the data changed: it reads one after a plain scalar, but not after a quoted one, as all
    others do.
    """
    spaced = _with_spaces(text, root)
    parse = value_reader()
    if parse is not None:
        problem = None
        if _has_properties(text, root):
            problem = refusal_by_values(spaced)
        else:
            try:
                return _compare_with(parse, spaced, root, reader)
            except _NotRepresented:
                pass
            except ValueError as error:
                problem = _one_line(error)
        if problem is not None and (reader == RUAMEL or (_could_read(before) and not _is_flush(spaced, root, before))):
            return [Difference(0, VALUES, f"cannot read it where {reader} can: {problem}")]
    if reader == RUAMEL:
        return [_refused_by_libyaml(spaced, limits)]
    try:
        other = read_tree(spaced, limits, events=ruamel_events)
    except UnreadableError as error:
        return [Difference(error.offset, RUAMEL, f"cannot read it: {error.reason}")]
    if signature(other, find_comments(spaced, other)) == signature(root, find_comments(spaced, root)):
        return []
    return [_compare_trees(root, other)]


def _refused_by_libyaml(text: str, limits: Limits) -> Difference:
    """Return why a text that only ruamel.yaml read cannot be proved: py-yaml12 cannot show all of it."""
    try:
        read_tree(text, limits)
    except UnreadableError as error:
        return Difference(error.offset, LIBYAML, f"cannot read it where {RUAMEL} can: {error.reason}")
    return Difference(0, VALUES, f"cannot show all of what {RUAMEL} reads")


def _could_read(before: Reading | None) -> bool:
    return before is not None and refusal_by_values(_with_spaces(*before)) is None


def _is_flush(text: str, root: Node | None, before: Reading | None) -> bool:
    """Return whether py-yaml12 refuses a text for nothing but closing brackets that were at the margin before.

    What changes no data, such as quotes, has to leave every reader reading.
    """
    indented, count = _with_indented_brackets(text, root)
    if not count or before is None or count > _with_indented_brackets(*before)[1] or has_same_data(before.root, root):
        return False
    return refusal_by_values(indented) is None


def _with_indented_brackets(text: str, root: Node | None) -> tuple[str, int]:
    """Return a text with a space before each closing bracket that starts a line, and how many those are."""
    flow = [] if root is None else [node.end - 1 for node in branches(root) if node.flow]
    places = sorted(end for end in flow if text[end - 1] == "\n")
    starts = [0, *places]
    return " ".join(text[start:end] for start, end in zip(starts, [*places, len(text)], strict=True)), len(places)


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
        from multiprocessing import parent_process

        if verbosity() >= Verbosity.VERBOSE and parent_process() is None:
            say("py-yaml12 is not installed: ruamel.yaml checks every changed note, more slowly")
        return None
    return parse


def report_slow_proofs(notes: int) -> None:
    """Under `--verbose`, say how many changed notes the slow reader was asked about, where py-yaml12 is missing.

    For those whose notes were proved by other processes, too, which say nothing.
    """
    if verbosity() >= Verbosity.VERBOSE and value_reader() is None:
        say(f"{count_of(notes, 'changed note')} checked by ruamel.yaml for want of py-yaml12")


def refusal_by_values(text: str) -> str | None:
    """Return why py-yaml12 cannot read a text: then no change of it can be proved with its values.

    It is not asked where it might copy aliases without end, or nest deeper than its stack: `None`.
    """
    parse = value_reader()
    if parse is None or ("&" in text and "*" in text) or max(map(len, text.split("\n"))) > _LONGEST_LINE:
        return None
    try:
        parse(text)
    except ValueError as error:
        return _one_line(error)
    except TypeError:  # it read a list with a tag as a key, which Python cannot hash
        return None
    return None


def _one_line(error: ValueError) -> str:
    return " ".join(str(error).split())


def _with_spaces(text: str, root: Node | None) -> str:
    """Return `text` with a space for each tab that only separates: YAML allows both, some readers spaces alone."""
    if "\t" not in text or root is None:
        return text
    parts: list[str] = []
    place = 0
    for leaf in walk(root):
        if isinstance(leaf, Scalar | Alias) and leaf.end > leaf.start:
            properties = _PROPERTIES.match(text, leaf.start, leaf.end)
            start = leaf.start if properties is None or isinstance(leaf, Alias) else properties.end()
            parts += [text[place:start].replace("\t", " "), text[start : leaf.end]]
            place = leaf.end
    return "".join((*parts, text[place:].replace("\t", " ")))


def _compare_with(parse: Callable[[str], Any], text: str, root: Node | None, reader: str) -> list[Difference]:
    """Compare nodes with the values of a text; where keys are equal, once for each of them.

    Raises:
        _NotRepresented: see `_compare_values`; or equal keys are too many, or no plain words.
        ValueError: the text cannot be read.
    """
    try:
        return _compare_values(text, root, parse(text), reader)
    except _NotRepresented:
        twins = [] if root is None else _equal_keys(root)
        if not twins or not all(map(_can_be_renamed, chain.from_iterable(twins))):
            raise
    readings = max(map(len, twins))
    if readings > _READINGS:
        raise _NotRepresented
    differences: dict[int, Difference] = {}
    for number in range(readings):
        hidden = [key for keys in twins for place, key in enumerate(keys) if place != min(number, len(keys) - 1)]
        variant, names = _renamed(text, hidden)
        try:
            value = parse(variant)
        except ValueError as error:
            raise _NotRepresented from error
        for found in _compare_values(text, root, value, reader, names):
            if found.scalar is None:
                return [found]
            differences.setdefault(found.offset, found)
    return [differences[offset] for offset in sorted(differences)]


def _equal_keys(root: Node) -> list[list[Scalar]]:
    """Return the keys that a mapping has more than once, each group in source order."""
    found: list[list[Scalar]] = []
    for mapping in branches(root):
        if isinstance(mapping, Mapping):
            keys: dict[str, list[Scalar]] = {}
            for key, _ in mapping.pairs:
                if isinstance(key, Scalar):
                    keys.setdefault(key.value, []).append(key)
            found += [own for own in keys.values() if len(own) > 1]
    return found


def _can_be_renamed(key: Scalar) -> bool:
    return key.style not in ("|", ">") and key.end > key.start


def _renamed(text: str, keys: list[Scalar]) -> tuple[str, dict[Node, str]]:
    """Return `text` with names for `keys` that it does not hold, in the quotes of each, and the name of each."""
    prefix = "renamed"
    while prefix in text:
        prefix += "-"
    names: dict[Node, str] = {}
    parts: list[str] = []
    place = 0
    for number, key in enumerate(sorted(keys, key=lambda one: one.start)):
        names[key] = f"{prefix}{number}"
        parts += [text[place : key.start], key.style, names[key], key.style]
        place = key.end
    return "".join((*parts, text[place:])), names


def _compare_values(
    text: str, root: Node | None, value: Any, reader: str, names: Table[Node, str] = MappingProxyType({})
) -> list[Difference]:
    """Compare nodes with what py-yaml12 built; each scalar has to be a reading of the very text of its node.

    `text` is what the nodes were read from; `names` are the keys that it was given other names for.

    Raises:
        _NotRepresented: two keys of a mapping are one key in Python, or a block scalar is empty (to `|` at the end of
            the text py-yaml12 adds a line feed).
    """
    if root is None:
        return [] if value is None else [Difference(0, VALUES, f"reads data where {reader} reads none")]
    differences: list[Difference] = []
    stack: list[tuple[Node, Any]] = [(root, value)]
    while stack:
        node, value = stack.pop()
        if type(value).__name__ == "Yaml":  # what wraps a key that Python could not hash
            value = value.value
        assert not isinstance(node, Alias), "an alias has an anchor above it"
        if isinstance(node, Scalar):
            if not node.value and node.style in ("|", ">"):
                raise _NotRepresented
            if not _is_value(node, names.get(node, node.value), value):
                differences.append(_scalar_differs(text, node, value, reader))
                if differences[-1].scalar is None:
                    return differences[-1:]
        elif isinstance(node, Sequence):
            if not isinstance(value, list) or len(value) != len(node.items):
                return [_differs(node, value, reader)]
            # Most scalars are text, and read as it: looked at here, they cost no turn of the loop.
            stack += [
                (item, read)
                for item, read in zip(node.items, value, strict=True)
                if not (type(read) is str and type(item) is Scalar and item.value == read != "")
            ]
        else:
            if not isinstance(value, dict):
                return [_differs(node, value, reader)]
            if len(value) != len(node.pairs):
                raise _NotRepresented
            for (key, item), (its_key, its_item) in zip(node.pairs, value.items(), strict=True):
                if names or not (type(its_key) is str and type(key) is Scalar and key.value == its_key != ""):
                    stack.append((key, its_key))
                if not (type(its_item) is str and type(item) is Scalar and item.value == its_item != ""):
                    stack.append((item, its_item))
    return sorted(differences, key=lambda difference: difference.offset)


def _is_value(node: Scalar, text: str, value: object) -> bool:
    return value == text if isinstance(value, str) else not node.style and _is_reading(text, value)


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


def _scalar_differs(text: str, node: Scalar, value: object, reader: str) -> Difference:
    if isinstance(value, list | dict):
        return _differs(node, value, reader)
    raw = text[node.start : node.end]
    column = node.start - text.rfind("\n", 0, node.start) if "\n" in raw else None
    return _differs(node, value, reader)._replace(scalar=(raw, column, node.style, node.value, repr(value)))


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
