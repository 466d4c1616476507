"""The merge of one list as a set with a base."""

from collections.abc import Mapping
from typing import NamedTuple

from reweave.merge.identity import Identity, bare, identity, is_link, parse_edge, text_of
from reweave.merge.sections import Section, items_of
from reweave.note.append import Item
from reweave.note.lines import behind_line, column
from reweave.note.tree import Alias, Node, Scalar, Sequence, walk


class SetError(Exception):
    """An item cannot be carried over as it is."""


class SetPlan(NamedTuple):
    """How a list is merged.

    `identities` are the items of the result in order. `removed` are those that go from the side whose lines are kept,
    `added` the items of theirs that come in, `dates` the dates of edges that change.
    """

    identities: tuple[Identity, ...]
    removed: frozenset[Identity]
    added: tuple[Node, ...]
    dates: Mapping[Identity, str]


def plan_set(base: Section | None, ours: Section | None, theirs: Section | None, *, dated: bool) -> SetPlan:
    """Merge three lists: base order, then what ours added, then what theirs added; what a side removed stays away.

    Where `ours` is absent, the plan is for the lines of theirs.
    """
    known = _by_identity(base, dated)
    mine, other = _by_identity(ours, dated), _by_identity(theirs, dated)
    if ours is None:
        removed = frozenset(one for one in other if one in known)
        return SetPlan(tuple(one for one in _identities(theirs, dated) if one not in removed), removed, (), {})
    removed = frozenset(one for one in mine if one in known and one not in other)
    added = {one: node for one, node in other.items() if one not in known and one not in mine}
    kept = tuple(one for one in _identities(ours, dated) if one not in removed)
    dates = _dates(known, mine, other) if dated else {}
    return SetPlan((*kept, *added), removed, tuple(added.values()), dates)


def carried(node: Node, theirs: Section, ours: Section, *, dated: bool) -> Item:
    """Return an item of theirs as it is to be appended to ours: in its link form, with its comments.

    Raises:
        SetError: its lines cannot be moved.
    """
    text = text_of(node)
    above, behind = comments_of(node, theirs)
    if text is not None:
        written = _in_form(text, _link_form(ours, dated), dated)
        if isinstance(node, Scalar) or written != text:
            return Item(written, above=above, behind=behind)
    if isinstance(node, Scalar) or (isinstance(node, Sequence) and node.flow):
        raw = theirs.text[node.start : node.end]
        if "\n" in raw:
            raise SetError("an item in brackets spans lines")
        return Item(raw, node=node, above=above, behind=behind)
    return Item(_moved(node, theirs.text), node=node, above=above)


def comments_of(node: Node, part: Section) -> tuple[tuple[str, ...], str]:
    """Return the comments on lines of their own above an item of a block list, and the one behind it."""
    leaves = [one for one in walk(node) if isinstance(one, Scalar | Alias)]
    if not leaves or not isinstance(part.value, Sequence) or part.value.flow:
        return (), ""
    above = tuple(one.text for one in part.comments if one.own_line and one.owner is leaves[0])
    behind = [one.text for one in part.comments if not one.own_line and one.owner is leaves[-1]]
    return above, behind[0] if behind else ""


def _identities(part: Section | None, dated: bool) -> list[Identity]:
    return [identity(node, dated=dated) for node in items_of(part)]


def _by_identity(part: Section | None, dated: bool) -> dict[Identity, Node]:
    found: dict[Identity, Node] = {}
    for node in items_of(part):
        found.setdefault(identity(node, dated=dated), node)
    return found


def _dates(
    base: Mapping[Identity, Node], ours: Mapping[Identity, Node], theirs: Mapping[Identity, Node]
) -> dict[Identity, str]:
    found: dict[Identity, str] = {}
    for one in ours:
        if one not in theirs:
            continue
        was, mine, other = (date_of(side[one]) if one in side else None for side in (base, ours, theirs))
        if mine == other or other == was or not other:
            continue
        wanted = other if mine == was or not mine else min(mine, other)
        if wanted != mine:
            found[one] = wanted
    return found


def date_of(node: Node) -> str:
    """Return the date of a dated list's item, or nothing."""
    edge = parse_edge(text_of(node) or "")
    return "" if edge is None else edge.date


def _link_form(ours: Section, dated: bool) -> bool | None:
    """Return whether the targets of a list are links (`[[x]]`); `None` where they are mixed or there are none."""
    texts = [text for node in items_of(ours) if (text := text_of(node)) is not None]
    forms = {is_link(_target(text, dated)) for text in texts}
    return forms.pop() if len(forms) == 1 else None


def _in_form(text: str, link: bool | None, dated: bool) -> str:
    """Return an item with or without the brackets of a link around its target."""
    target = _target(text, dated)
    if link is None or is_link(target) is link:
        return text
    if not link:
        return bare(target) + text[len(target) :]
    linked = f"[[{target}]]"
    return linked + text[len(target) :] if is_link(linked) and bare(linked) == target else text


def _target(text: str, dated: bool) -> str:
    edge = parse_edge(text) if dated else None
    return text if edge is None else edge.target


def _moved(node: Node, text: str) -> str:
    """Return the lines of a block item, those behind the first by their indentation below its first column."""
    margin = column(text, node.start)
    first, *more = text[node.start : behind_line(text, node.end)].replace("\r\n", "\n").removesuffix("\n").split("\n")
    if any(line[:margin].strip(" ") for line in more):
        raise SetError("an item's lines stand left of it")
    return "\n".join([first, *(line[margin:] for line in more)])
