"""A judge of changed notes that shares nothing with the package: PyYAML (pure Python, YAML 1.1) and lines of bytes."""

import re
from dataclasses import dataclass
from typing import Any

import yaml
from yaml.resolver import Resolver

_BREAKS = "\r\n\x85\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a frontmatter says: its nodes in order, and its comments, each with the leaf it belongs to."""

    nodes: tuple[object, ...]
    comments: tuple[tuple[str, bool, int], ...]


def split(source: bytes) -> tuple[bytes, str, bytes]:
    """Return what is before the frontmatter's text, the text, and what is behind it."""
    for found in re.finditer(rb"(?m)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", source):
        head = re.match(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n", source)
        if head is not None and found.start() >= head.end():
            return source[: head.end()], source[head.end() : found.start()].decode(), source[found.start() :]
    raise AssertionError("a note without frontmatter was changed")


def read(text: str) -> Verdict | None:
    """Read a frontmatter; `None` where PyYAML does not take it for YAML."""
    try:
        return Verdict(_nodes(text), _comments(text))
    except yaml.YAMLError:
        return None


def in_any_order(text: str) -> tuple[list[str], list[tuple[str, bool]]]:
    """Return the top-level pairs with aliases followed, and the comments, both sorted."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return [repr(root and _followed(root))], sorted(found[:2] for found in _comments(text))
    pairs = [repr((_followed(key), _followed(value))) for key, value in root.value]
    return sorted(pairs), sorted(found[:2] for found in _comments(text))


def _followed(node: yaml.Node, above: tuple[yaml.Node, ...] = ()) -> object:
    if any(node is one for one in above):
        return "inside itself"
    if isinstance(node, yaml.MappingNode):
        inner = (*above, node)
        return node.tag, [(_followed(key, inner), _followed(value, inner)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return node.tag, [_followed(item, (*above, node)) for item in node.value]
    return node.tag, node.value


def between_scalars(text: str) -> list[str]:
    """Return the text between the scalars written in flow styles or plain, which a rule about quotes may not touch."""
    gaps, place = [], 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.ScalarToken) and token.style not in ("|", ">"):
            gaps.append(text[place : token.start_mark.index])
            place = token.end_mark.index
    return [*gaps, text[place:]]


def _nodes(text: str) -> tuple[object, ...]:
    resolve: Any = Resolver().resolve
    nodes: list[object] = []
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.ScalarEvent):
            tag = event.tag
            if tag is None or tag == "!":
                plain = event.implicit[0]
                tag = resolve(yaml.ScalarNode, event.value, (plain, not plain))
            nodes.append((event.anchor, tag, event.value))
        elif isinstance(event, yaml.AliasEvent):
            nodes.append(("*", event.anchor))
        elif isinstance(event, yaml.CollectionStartEvent):
            nodes.append((type(event).__name__, event.anchor, event.tag))
        else:
            nodes.append(type(event).__name__)
    return tuple(nodes)


def _comments(text: str) -> tuple[tuple[str, bool, int], ...]:
    """Find the comments in what is left between the tokens, and in the headers of block scalars."""
    found: list[tuple[str, bool, int]] = []
    place = leaves = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        start, end = token.start_mark.index, token.end_mark.index
        _in_gap(text, place, start, leaves, found)
        if isinstance(token, yaml.ScalarToken | yaml.AliasToken):
            leaves += 1
            if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
                _in_gap(text, start, min(_line_end(text, start), end), leaves, found)
        place = max(place, end)
    _in_gap(text, place, len(text), leaves, found)
    return tuple(found)


def _in_gap(text: str, start: int, end: int, leaves: int, found: list[tuple[str, bool, int]]) -> None:
    place = text.find("#", start, end)
    while place != -1:
        stop = _line_end(text, place)
        line = max(text.rfind(char, 0, place) for char in _BREAKS) + 1
        found.append((text[place:stop].rstrip(), not text[line:place].strip(" \t\ufeff"), leaves))
        place = text.find("#", stop, end)


def _line_end(text: str, place: int) -> int:
    return min(stop for stop in (*(text.find(char, place) for char in _BREAKS), len(text)) if stop != -1)
