"""The three-way merge of one list as a set."""

from collections.abc import Mapping
from typing import NamedTuple

from reweave.merge.identity import Identity, ListKind, bare, identity, is_link, parse_edge, text_of
from reweave.merge.sections import Section, items_of
from reweave.note.append import Item
from reweave.note.lines import behind_line, column
from reweave.note.tree import Alias, Node, Scalar, Sequence, walk


class SetError(Exception):
    """An item cannot be added to ours as it is."""


class SetPlan(NamedTuple):
    """The merge of a list.

    `identities` are the items of the result in order, `removed` those removed from the side whose lines are kept,
    `added` the items added from theirs, `dates` the changed dates of edges. `links` says of the items of ours that
    theirs wrote as a link, or as none, which; `link` is the form of added ones (`None`: as they are written).
    """

    identities: tuple[Identity, ...]
    removed: frozenset[Identity]
    added: tuple[Node, ...]
    dates: Mapping[Identity, str]
    links: Mapping[Identity, bool]
    link: bool | None = None


def plan_set(base: Section | None, ours: Section | None, theirs: Section | None, kind: ListKind) -> SetPlan:
    """Merge three lists: base order, then what ours added, then what theirs added; what a side removed stays removed.

    Where `ours` is absent, the plan is for the lines of theirs.
    """
    known = _by_identity(base, kind)
    our_items, their_items = _by_identity(ours, kind), _by_identity(theirs, kind)
    if ours is None:
        removed = frozenset(one for one in their_items if one in known)
        return SetPlan(tuple(one for one in _identities(theirs, kind) if one not in removed), removed, (), {}, {})
    removed = frozenset(one for one in our_items if one in known and one not in their_items)
    added = {one: node for one, node in their_items.items() if one not in known and one not in our_items}
    kept = tuple(one for one in _identities(ours, kind) if one not in removed)
    dates = _dates(known, our_items, their_items) if kind is ListKind.DATED else {}
    links, link = _links(known, our_items, their_items, kind) if kind is not ListKind.WORDS else ({}, None)
    return SetPlan((*kept, *added), removed, tuple(added.values()), dates, links, link)


def adapt_item(node: Node, theirs: Section, link: bool | None, kind: ListKind) -> Item:
    """Return an item of theirs to append to ours, with its comments: as a link, without brackets, or as it is.

    Raises:
        SetError: its lines cannot be reindented.
    """
    text = text_of(node)
    above, behind = comments_of(node, theirs)
    if text is not None:
        written = in_form(text, link, kind)
        if isinstance(node, Scalar) or written != text:
            return Item(written, above=above, trailing=behind)
    if isinstance(node, Scalar) or (isinstance(node, Sequence) and node.flow):
        raw = theirs.text[node.start : node.end]
        if "\n" in raw:
            raise SetError("an item in brackets spans lines")
        return Item(raw, node=node, above=above, trailing=behind)
    return Item(_dedented(node, theirs.text), node=node, above=above)


def comments_of(node: Node, part: Section) -> tuple[tuple[str, ...], str]:
    """Return the comments on lines of their own above an item of a block list, and the one on its last line."""
    leaves = [one for one in walk(node) if isinstance(one, Scalar | Alias)]
    if not leaves or not isinstance(part.value, Sequence) or part.value.flow:
        return (), ""
    above = tuple(one.text for one in part.comments if one.own_line and one.owner is leaves[0])
    behind = [one.text for one in part.comments if not one.own_line and one.owner is leaves[-1]]
    return above, behind[0] if behind else ""


def _identities(part: Section | None, kind: ListKind) -> list[Identity]:
    return [identity(node, kind) for node in items_of(part)]


def _by_identity(part: Section | None, kind: ListKind) -> dict[Identity, Node]:
    found: dict[Identity, Node] = {}
    for node in items_of(part):
        found.setdefault(identity(node, kind), node)
    return found


def _dates(
    base: Mapping[Identity, Node], ours: Mapping[Identity, Node], theirs: Mapping[Identity, Node]
) -> dict[Identity, str]:
    found: dict[Identity, str] = {}
    for one in ours:
        if one not in theirs:
            continue
        base_date, our_date, their_date = (date_of(side[one]) if one in side else None for side in (base, ours, theirs))
        if our_date == their_date or their_date == base_date or not their_date:
            continue
        wanted = their_date if our_date == base_date or not our_date else min(our_date, their_date)
        if wanted != our_date:
            found[one] = wanted
    return found


def date_of(node: Node) -> str:
    """Return the date of a dated list's item, or nothing."""
    edge = parse_edge(text_of(node) or "")
    return "" if edge is None else edge.date


def _links(
    base: Mapping[Identity, Node], ours: Mapping[Identity, Node], theirs: Mapping[Identity, Node], kind: ListKind
) -> tuple[dict[Identity, bool], bool | None]:
    """Return which items of ours become links or lose their brackets, and the form of items added to ours.

    A side that rewrote an item is followed; one that rewrote a whole list is followed for items that are new, too.
    """
    forms = [
        {one: link for one, node in side.items() if (link := has_link(node, kind)) is not None}
        for side in (base, ours, theirs)
    ]
    was, own, other = (_common(side) for side in forms)
    turned = other is not None and was is not None and was is own and other is not own
    link = other if turned else own
    base_forms, our_forms, their_forms = forms
    wanted = {}
    for one, form in our_forms.items():
        if one in base_forms and one in their_forms:
            wanted[one] = their_forms[one] if form is base_forms[one] else form
        elif turned and one not in base_forms and link is not None:
            wanted[one] = link
    return {one: form for one, form in wanted.items() if form is not our_forms[one]}, link


def _common(forms: Mapping[Identity, bool]) -> bool | None:
    """Return the form of all items; `None` where they differ or there are none."""
    found = set(forms.values())
    return found.pop() if len(found) == 1 else None


def has_link(node: Node, kind: ListKind) -> bool | None:
    """Return whether an item's target is a link (`[[x]]`); `None` where the item is not a string."""
    text = text_of(node)
    return None if text is None else is_link(_target(text, kind))


def in_form(text: str, link: bool | None, kind: ListKind) -> str:
    """Return an item with or without the brackets of a link around its target."""
    target = _target(text, kind)
    if link is None or is_link(target) is link:
        return text
    if not link:
        return bare(target) + text[len(target) :]
    linked = f"[[{target}]]"
    return linked + text[len(target) :] if is_link(linked) and bare(linked) == target else text


def _target(text: str, kind: ListKind) -> str:
    edge = parse_edge(text) if kind is ListKind.DATED else None
    return text if edge is None else edge.target


def _dedented(node: Node, text: str) -> str:
    """Return the lines of a block item, all but the first relative to its first column."""
    margin = column(text, node.start)
    first, *more = text[node.start : behind_line(text, node.end)].replace("\r\n", "\n").removesuffix("\n").split("\n")
    if any(line[:margin].strip(" ") for line in more):
        raise SetError("an item has lines left of its first column")
    return "\n".join([first, *(line[margin:] for line in more)])
