"""Dates in other formats than YYYY-MM-DD."""

import datetime
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.tree import Mapping, Node, Scalar, Sequence, replace
from reweave.rules.base import Example, Proposal, Rule
from reweave.rules.shared.dates import WrittenDate, read_date
from reweave.rules.shared.expected import expected_data

_KEYS = (
    "accessed", "created", "created-at", "date", "date-accessed", "date-archived", "date-created", "date-modified",
    "date-published", "date-updated", "last-evaluated", "last-modified", "last-reviewed", "last-updated", "modified",
    "processed-date", "published", "reviewed", "revised", "updated", "updated-at",
)  # fmt: skip
_QUOTES = ("", "'", '"')
_DASHED = re.compile(r"\d{4}-\d\d?-\d\d?", re.ASCII)


class DateFormatOptions(NamedTuple):
    """Which keys hold dates, and how a date such as 05/01/2024 is meant.

    `keys`: top-level keys whose value, or list of values, is looked at. Case, and `-`, `_` or a space between words,
    make no difference. `ambiguous`: `report` changes no date that has two readings, `day-first` and `month-first`
    decide between them.
    """

    keys: tuple[str, ...] = _KEYS
    ambiguous: Literal["report", "day-first", "month-first"] = "report"


class DateFormat(Rule):
    """Write dates as YYYY-MM-DD.

    Read are `2024/1/5`, `2024.01.05`, `20240105`, `31/12/2024`, `5 January 2024`, `Jan 5th, 2024` and the like, with
    English names of months. A date that can be read in two ways, such as `05/01/2024`, is only reported, unless
    `ambiguous` decides; so are two-digit years and dates that do not exist. (`2024-02-30` is left to
    `impossible-date`.) Timestamps, and text that is not a date, are left.

    Quotes stay as they are. A plain date stays plain, like most dates in frontmatter: YAML 1.1 readers construct a date
    from `2024-01-05`, YAML 1.2 readers a string. A quoted date stays a string for both. A value with an anchor or a
    tag, or in a block scalar, is never changed.
    """

    name = "date-format"
    kind = ChangeKind.CONTENT
    loses_text = True
    options_type = DateFormatOptions
    options: DateFormatOptions
    examples = (
        Example(
            "Plain and quoted dates",
            '---\ncreated: 5 January 2024 # draft\nupdated: "2024/1/5"\nreviewed: [31.12.2024, "Jan 5, 2025"]\n---\n',
            '---\ncreated: 2024-01-05 # draft\nupdated: "2024-01-05"\nreviewed: [2024-12-31, "2025-01-05"]\n---\n',
        ),
        Example(
            "Two readings, a two-digit year, and a time",
            "---\ncreated: 05/01/2024\nupdated: 5/13/24\nreviewed: 2024-01-05T10:00\n---\n",
            "---\ncreated: 05/01/2024\nupdated: 5/13/24\nreviewed: 2024-01-05T10:00\n---\n",
        ),
        Example(
            "Day first, in a key of your own",
            "---\nplanted: 05/01/2024\ncreated: 05/01/2024\n---\n",
            "---\nplanted: 2024-01-05\ncreated: 05/01/2024\n---\n",
            {"keys": ("planted",), "ambiguous": "day-first"},
        ),
    )

    def __init__(self, options: DateFormatOptions | None = None) -> None:
        """Make the rule."""
        super().__init__(options)
        self._keys = frozenset(map(_folded, self.options.keys))

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one proposal for each date in another format; all fixes are carried out together."""
        found: list[tuple[Scalar, str, Edit | None]] = []
        changed: dict[Node, Node | None] = {}
        for node in self._values(note):
            written = read_date(node.value)
            if written is None or node.value == str(written.day_first):
                continue
            date, message = self._judged(node.value, written)
            if not message:
                continue
            edit = None
            if date is not None and node.style in _QUOTES and node.anchor is None and node.tag is None:
                changed[node] = replace(node, value=str(date))
                edit = note.edit(node.start, node.end, f"{node.style}{date}{node.style}", self.name, message)
            found.append((node, message, edit))
        expected = expected_data(note, changed) if changed else None
        for node, message, edit in found:
            yield Proposal(self.name, node.start, message, (edit,) if edit else (), expected if edit else None)

    def _values(self, note: Note) -> Iterator[Scalar]:
        """Yield the scalars of the keys that hold dates."""
        if not isinstance(note.root, Mapping):
            return
        for key, value in note.root.pairs:
            if isinstance(key, Scalar) and _folded(key.value) in self._keys:
                for item in value.items if isinstance(value, Sequence) else (value,):
                    if isinstance(item, Scalar):
                        yield item

    def _judged(self, text: str, written: WrittenDate) -> tuple[datetime.date | None, str]:
        """Return the date to write, or `None` to report only, and the message; it is empty for no finding."""
        day_first, month_first, short_year = written
        if short_year:
            return None, f"two-digit year in date `{text}`, expected YYYY-MM-DD"
        date = day_first or month_first
        if date is None:
            return None, "" if _DASHED.fullmatch(text) else f"impossible date `{text}`"
        if day_first and month_first and day_first != month_first:
            if self.options.ambiguous == "report":
                return None, f"ambiguous date `{text}`: {day_first} or {month_first}"
            date = day_first if self.options.ambiguous == "day-first" else month_first
        return date, f"date written as `{text}`, expected {date}"


def _folded(key: str) -> str:
    return key.casefold().replace("_", "-").replace(" ", "-")
