"""Edits inside one list of a merged note: items removed, dates changed, comments added and removed."""

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from reweave.merge.identity import Identity, ListKind, identity, text_of
from reweave.merge.sections import Section, items_of
from reweave.merge.set_merge import comments_of, date_of, in_form
from reweave.note.edit import Edit
from reweave.note.lines import behind_line, column, first_dash
from reweave.note.note import Note
from reweave.note.plain import Position, is_plain_safe
from reweave.note.tree import Node, Scalar, Sequence

RULE = "merge"


class ListChange(NamedTuple):
    """The changes to one list of a note.

    `dates` and `links` are changed dates of edges, and whether a note is written as a link now. `removed_comments` are
    removed with the items below them, `above` and `trailing` are added to items, and `head` is added to the key's own
    line.
    """

    removed: Set[Identity]
    dates: Mapping[Identity, str]
    links: Mapping[Identity, bool]
    removed_comments: Set[str]
    above: Mapping[Identity, tuple[str, ...]]
    trailing: Mapping[Identity, str]
    head: str

    @property
    def needed(self) -> bool:
        """Whether the list changes at all."""
        return bool(self.removed or self.dates or self.links or self.above or self.trailing or self.head)


def list_edits(note: Note, part: Section, change: ListChange, kind: ListKind) -> Iterator[Edit]:
    """Yield the edits of one list."""
    yield from _items(note, part, change, kind)
    # Last, since the list may have become `[]` at the same place.
    if change.head and not part.head_comment:
        end = part.text.find("\n", part.start)
        end -= part.text[end - 1] == "\r"
        yield _edit(note, end, end, "  " + change.head)


def _items(note: Note, part: Section, change: ListChange, kind: ListKind) -> Iterator[Edit]:
    value = part.value
    if not isinstance(value, Sequence):
        return
    named = [(identity(item, kind), item) for item in items_of(part)]
    kept = [(one, item) for one, item in named if one not in change.removed]
    position = Position.FLOW if value.flow else Position.ITEM
    if value.flow and len(kept) < len(named):
        yield _flow(note, value, [_written(note, item, one, change, kind, position) for one, item in kept])
        return
    for one, item in kept:
        if one in change.dates or one in change.links:
            yield _edit(note, item.start, item.end, _written(note, item, one, change, kind, position))
    if value.flow:
        return
    dash = first_dash(note.text, value)
    assert dash is not None
    if not kept:
        yield from _emptied(note, part, value)
    starts = _item_lines(note.text, value, column(note.text, dash))
    for (one, item), start in zip(named, starts, strict=True):
        if one in change.removed:
            if kept:
                yield _edit(note, start, behind_line(note.text, item.end), "")
            yield from _comment_lines(note, part, item, change.removed_comments)
        else:
            yield from _comments(note, part, item, start, change, one)


def _edit(note: Note, start: int, end: int, text: str) -> Edit:
    return note.edit(start, end, text, RULE, "merged")


def _written(note: Note, item: Node, one: Identity, change: ListChange, kind: ListKind, position: Position) -> str:
    """Return an item's own text, with another date for an edge, or with or without the brackets of a link."""
    text = note.text[item.start : item.end]
    old = text_of(item)
    if one in change.links and old is not None:
        from reweave.note.replace import restyled  # few merges turn titles into links

        # Quotes that were needed for the brackets only go with them.
        own_style = isinstance(item, Scalar) and is_plain_safe(old, position)
        style = item if isinstance(item, Scalar) and own_style else Scalar(item.start, item.end, "", "", None, None)
        text = restyled(style, in_form(old, change.links[one], kind), position)[0]
    return _dated(text, date_of(item), change.dates[one]) if one in change.dates else text


def _dated(text: str, old: str, date: str) -> str:
    """Return an edge's text with another date; one without a date gets it at its end."""
    if old:
        head, _, tail = text.rpartition(old)
        return head + date + tail
    mark = text[-1] if text[-1] in "'\"" else ""
    return f"{text.removesuffix(mark)}|{date}{mark}"


def _flow(note: Note, value: Sequence, kept: list[str]) -> Edit:
    text = note.text
    if not kept:
        return _edit(note, value.start, value.end, "[]")
    first, last = value.items[0], value.items[-1]
    separator = ", "
    if text.rfind("\n", 0, first.start) >= value.start:
        end = text.rfind("\n", 0, first.start) + 1
        eol = "\r\n" if text[:end].endswith("\r\n") else "\n"
        separator = "," + eol + " " * (first.start - end)
    return _edit(note, first.start, last.end, separator.join(kept))


def _emptied(note: Note, part: Section, value: Sequence) -> Iterator[Edit]:
    """Write `[]` after the key, and remove all item lines; comments between them stay."""
    yield _edit(note, part.colon + 1, part.colon + 1, " []")
    dash = first_dash(note.text, value)
    assert dash is not None
    for item, start in zip(value.items, _item_lines(note.text, value, column(note.text, dash)), strict=True):
        yield _edit(note, start, behind_line(note.text, item.end), "")


def _item_lines(text: str, value: Sequence, margin: int) -> list[int]:
    """Return the start of the line of each item's dash."""
    starts = []
    first = text.rfind("\n", 0, first_dash(text, value)) + 1
    for item in value.items:
        start = text.rfind("\n", 0, item.start) + 1
        while start > first and (text[start : start + margin].strip(" ") or text[start + margin] != "-"):
            start = text.rfind("\n", 0, start - 1) + 1
        starts.append(start)
    return starts


def _comment_lines(note: Note, part: Section, item: Node, removed: Set[str]) -> Iterator[Edit]:
    above, _ = comments_of(item, part)
    for comment in part.comments:
        if comment.own_line and comment.text in above and comment.text in removed and comment.start < item.start:
            start = note.text.rfind("\n", 0, comment.start) + 1
            yield _edit(note, start, behind_line(note.text, comment.end), "")


def _comments(note: Note, part: Section, item: Node, start: int, change: ListChange, one: Identity) -> Iterator[Edit]:
    end = note.text.find("\n", start)
    eol = "\r\n" if note.text[end - 1] == "\r" else "\n"
    margin = " " * (column(note.text, start + note.text[start:].index("-")))
    for comment in change.above.get(one, ()):
        yield _edit(note, start, start, margin + comment + eol)
    if one in change.trailing and not comments_of(item, part)[1] and "\n" not in note.text[item.start : item.end]:
        yield _edit(note, item.end, item.end, "  " + change.trailing[one])
