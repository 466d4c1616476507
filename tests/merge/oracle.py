"""Judging a merge of three notes by PyYAML and regular expressions: no code of reweave's is used."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from tests.merge.triples import BOM, EDGES, WORDS, Triple

_OWN = re.compile(rb"(?:item|value|comment|Line) [LR]\d+")
_COMMENT = re.compile(rb"# (comment [LR]?\d+)")
KINDS = ("lost", "back", "doubled", "unmarked", "mixed")


class Unreadable(Exception):
    """A frontmatter that PyYAML cannot read."""


def judge(triple: Triple, merged: bytes, conflict: bool) -> set[str]:
    """Return what is wrong with a merge: `lost`, `back`, `doubled`, `unmarked` or `mixed` line ends."""
    sides = (triple.base, triple.ours, triple.theirs)
    wrong = set()
    if _mixed(merged) and not any(map(_mixed, sides)):
        wrong.add("mixed")
    own = set(_OWN.findall(triple.ours)) | set(_OWN.findall(triple.theirs))
    if conflict:
        if not re.search(rb"(?m)^<{7} ", merged):
            wrong.add("unmarked")
        # What both sides removed or rewrote apart from the conflict is not in question.
        return wrong | ({"lost"} if own - set(_OWN.findall(merged)) else set())
    if re.search(rb"(?m)^<{7} ", merged):
        return wrong | {"unmarked"}
    if merged.startswith(BOM) is not _three_way(*(one.startswith(BOM) for one in sides)):
        wrong.add("lost")
    wrong |= set(_comments(*(Counter(_COMMENT.findall(one)) for one in (*sides, merged))))
    wrong |= {"lost" for one in own if b"Line" in one and one not in merged}
    try:
        data = [_canonical(_data(one), triple.renamed) for one in sides]
    except Unreadable:
        return wrong
    try:
        result = _data(merged)
        found = _canonical(result, triple.renamed)
    except Unreadable:
        return wrong | {"unmarked"}
    if len(found) < len(result):
        wrong.add("doubled")
    return wrong.union(*(_key(name, *(one.get(name) for one in (*data, found))) for name in {*found}.union(*data)))


def _key(name: str, base: Any, ours: Any, theirs: Any, found: Any) -> Iterator[str]:
    values = (base, ours, theirs, found)
    if name in (*EDGES, *WORDS) and all(value is None or isinstance(value, list) for value in values):
        yield from _items(name in EDGES, *(value or [] for value in values))
    elif ours != theirs and base not in (ours, theirs):
        yield "unmarked"
    elif found != _three_way(base, ours, theirs):
        yield "back" if found == base else "lost"


def _items(edges: bool, *lists: list[str]) -> Iterator[str]:
    def named(text: str) -> str:
        return text.removeprefix("[[").removesuffix("]]") if edges else text

    base, ours, theirs, found = ({named(text) for text in items} for items in lists)
    removed = (base - ours) | (base - theirs)
    wanted = (ours | theirs) - removed
    if wanted - found:
        yield "lost"
    if found & removed:
        yield "back"
    if found - wanted - removed or len(lists[3]) > len(found):
        yield "doubled"
    for one in base & ours & theirs & found:
        forms = [f"[[{one}]]" in items for items in lists]
        if edges and forms[3] is not _three_way(*forms[:3]):
            yield "lost"


def _comments(
    base: Counter[bytes], ours: Counter[bytes], theirs: Counter[bytes], found: Counter[bytes]
) -> Iterator[str]:
    for one in {*base, *ours, *theirs}:
        wanted = _three_way(base[one], ours[one], theirs[one])
        if found[one] < wanted:
            yield "lost"
        elif found[one] > wanted:
            yield "doubled" if wanted else "back"


def _three_way(base: Any, ours: Any, theirs: Any) -> Any:
    return theirs if ours == base else ours


def _mixed(source: bytes) -> bool:
    return b"\r\n" in source and source.count(b"\r\n") < source.count(b"\n")


def _data(source: bytes) -> dict[str, Any]:
    text = source.removeprefix(BOM).decode().replace("\r\n", "\n")
    head = re.match(r"---\n(.*?)^---\n", text, re.DOTALL | re.MULTILINE)
    try:
        data = yaml.load(head[1], yaml.BaseLoader) if head else None
        tree = yaml.compose(head[1], yaml.BaseLoader) if head else None
    except yaml.YAMLError as error:
        raise Unreadable from error
    keys = [key.value for key, _ in tree.value] if isinstance(tree, yaml.MappingNode) else []
    if head is None or not isinstance(data, dict | None) or len(keys) > len(set(keys)):
        raise Unreadable
    return {key: _plain(value) for key, value in (data or {}).items()}


def _plain(value: Any) -> Any:
    """Return a value with unquoted links as the text that they are meant to be."""
    if not isinstance(value, list):
        return value
    return [f"[[{', '.join(one[0])}]]" if isinstance(one, list) and len(one) == 1 else one for one in value]


def _canonical(data: dict[str, Any], renamed: dict[str, str]) -> dict[str, Any]:
    return {renamed.get(name, name): value for name, value in data.items()}


def summed(judged: Iterable[set[str]]) -> Counter[str]:
    """Count what is wrong with many merges."""
    return Counter(one for wrong in judged for one in wrong)
