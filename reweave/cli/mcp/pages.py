"""Answers in pages: small enough for a model, with a cursor to the rest."""

import itertools
import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reweave.errors import ReweaveError
from reweave.text import quoted

MOST_CHARACTERS = 40_000
"""A result is shorter than this, with its structured content and the same again as text."""
_ROOM = 38_000
_TEXT = 2_000
"""A text is cut into pieces of about this length, at line ends where it has some."""
_KEPT_ANSWERS = 8
_KEPT_CHARACTERS = 64 * 1024 * 1024

Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What cannot be parted between pages: an item of the list at `place`, a piece of its text, or its value."""

    place: Place
    value: Any
    kind: str
    number: int = 0
    of: int = 0


@dataclass(slots=True)
class Page:
    """A part of an answer, where the next one begins (`None`: nowhere), and what of it is incomplete."""

    answer: dict[str, Any]
    next: int | None
    cut: list[dict[str, Any]] = field(default_factory=list)


def rows_of(answer: Mapping[str, Any], place: Place = ()) -> Iterator[Row]:
    """Yield the rows of an answer, in order."""
    for key, value in answer.items():
        own = (*place, key)
        if isinstance(value, dict) and value:
            yield from rows_of(value, own)
        elif isinstance(value, list) and value:
            yield from (Row(own, item, "item", number, len(value)) for number, item in enumerate(value))
        elif isinstance(value, str) and len(value) > _TEXT:
            pieces = list(_pieces(value))
            starts = itertools.accumulate(map(len, pieces), initial=0)
            yield from (
                Row(own, piece, "text", start, len(value)) for piece, start in zip(pieces, starts, strict=False)
            )
        else:
            yield Row(own, value, "value")


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = start + _TEXT
        if end < len(text):
            end = text.rfind("\n", start, end) + 1 or end
        yield text[start:end]
        start = end


def page_of(rows: Sequence[Row], start: int, limit: int | None, room: int) -> Page:
    """Return the page that begins at a row: at most `limit` items of each list, and no more than fit into `room`.

    An item that alone is too long is shortened.
    """
    page = Page({}, None)
    shown: dict[Place, list[int]] = {}
    used, keys = 0, set[Place]()
    for index in range(start, len(rows)):
        row = rows[index]
        folders = {row.place[:depth] for depth in range(1, len(row.place) + 1)} - keys
        cost = cost_of(row.value) + sum(cost_of(folder[-1]) for folder in folders)
        if row.kind == "item" and limit is not None and len(shown.get(row.place, ())) >= limit:
            page.next = index
            break
        if used + cost > room:
            if used:
                page.next = index
                break
            row, cost = _shortened(row, room), room
            page.cut.append({"place": _name(row), "from": 0, "shown": 0, "of": 1})
        used += cost
        keys |= folders
        _add(page.answer, row)
        if row.kind != "value":
            shown.setdefault(row.place, []).append(index)
    for place, indices in shown.items():
        first, last = rows[indices[0]], rows[indices[-1]]
        end = last.number + (len(last.value) if last.kind == "text" else 1)
        if (first.number, end) != (0, first.of):
            page.cut.append(
                {"place": ".".join(place), "from": first.number, "shown": end - first.number, "of": first.of}
            )
    return page


def _add(answer: dict[str, Any], row: Row) -> None:
    *folders, key = row.place
    for folder in folders:
        answer = answer.setdefault(folder, {})
    if row.kind == "item":
        answer.setdefault(key, []).append(row.value)
    elif row.kind == "text":
        answer[key] = answer.get(key, "") + row.value
    else:
        answer[key] = row.value


def _name(row: Row) -> str:
    return ".".join(row.place) + (f"[{row.number}]" if row.kind == "item" else "")


def _shortened(row: Row, room: int) -> Row:
    """Return a row with its longest texts and lists shortened until it fits."""
    length = room // 8
    while True:
        value = _cut(row.value, length)
        if cost_of(value) <= room or length == 0:
            return Row(row.place, value, row.kind, row.number, row.of)
        length //= 2


def _cut(value: Any, length: int) -> Any:
    if isinstance(value, str):
        return value if len(value) <= length else value[:length] + "…"
    if isinstance(value, list):
        return [_cut(one, length) for one in value[: length // 8]]
    if isinstance(value, dict):
        return {_cut(key, length): _cut(one, length) for key, one in list(value.items())[: length // 8]}
    return value


def cost_of(value: Any) -> int:
    """Return how many characters a value takes in a result: as JSON, and once more as JSON in a text."""
    text = json.dumps(value, ensure_ascii=False)
    return len(text) + len(json.dumps(text, ensure_ascii=False)) + 4


class Answers:
    """The last answers that did not fit into one page, by the first part of their cursors."""

    def __init__(self) -> None:
        """Keep none yet."""
        self._kept: OrderedDict[str, tuple[Sequence[Row], int | None, int]] = OrderedDict()
        self._numbers = itertools.count(1)

    def first(self, answer: Mapping[str, Any], limit: int | None, *, taken: int) -> tuple[Page, str | None]:
        """Return the first page of an answer, beside what else is `taken`, and the cursor of the next.

        Raises:
            ReweaveError: the answer is too long to be kept (`too-large`).
        """
        rows = list(rows_of(answer))
        page = page_of(rows, 0, limit, _ROOM - taken)
        if page.next is None:
            return page, None
        size = sum(len(json.dumps(row.value)) for row in rows)
        if size > _KEPT_CHARACTERS:
            raise ReweaveError("the answer is too long", code="too-large", suggestion="select fewer notes")
        name = str(next(self._numbers))
        self._kept[name] = rows, limit, size
        while len(self._kept) > _KEPT_ANSWERS or sum(one[2] for one in self._kept.values()) > _KEPT_CHARACTERS:
            self._kept.popitem(last=False)
        return page, f"{name}.{page.next}"

    def next(self, cursor: str) -> tuple[Page, str | None]:
        """Return the page at a cursor, and the cursor of the next one.

        Raises:
            ReweaveError: no answer is kept for it (`no-such-cursor`).
        """
        name, _, start = cursor.partition(".")
        rows, limit, _ = self._kept.get(name, ((), None, 0))
        if not start.isascii() or not start.isdigit() or len(start) > 9 or not 0 < int(start) < len(rows):
            message = f"cursor {quoted(cursor, 80)} not found; only the last {_KEPT_ANSWERS} long answers are kept"
            raise ReweaveError(message, code="no-such-cursor", suggestion="call the tool again")
        self._kept.move_to_end(name)
        page = page_of(rows, int(start), limit, _ROOM)
        return page, None if page.next is None else f"{name}.{page.next}"


def last_lines(text: str, limit: int = 10) -> Iterator[str]:
    """Yield the last lines that a command printed on stderr, each cut to 300 characters."""
    for line in text.splitlines()[-limit:]:
        yield line[:300]
