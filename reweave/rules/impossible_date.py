"""Dates that do not exist."""

import datetime
import re
from collections.abc import Iterator

from reweave.note.changeset import ChangeKind
from reweave.note.implicit_tags import resolve
from reweave.note.note import Note
from reweave.note.tree import Scalar, walk
from reweave.rules.base import Example, Proposal, Rule, Safety

_DATE = re.compile(
    r"(?<![\w-])(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.\d*)?"
    r"(?:[ \t]*(?:Z|[-+](\d\d?)(?::(\d\d))?))?)?"
)


# A note without any of these has no impossible date: a month or day that not every month has, a time, or a year 0. It
# starts with the dash, since a text is searched for one known character many times faster than for any digit.
_MAYBE = re.compile(
    r"-(?:(?<=\d{4}-)(?:(?:0?0|1[3-9]|[2-9]\d)-|\d\d?-(?:0?0|29|[3-9]\d)(?!\d))"
    r"|(?<=\d-)\d\d?(?:[Tt]|[ \t]+)\d|(?<=0000-))"
)


class ImpossibleDate(Rule):
    """Report plain dates that do not exist.

    Readers that construct values refuse a note with `2026-02-30` or `2026-13-01`, or give the date as a string. Which
    day was meant is unknown, so nothing is changed. Quoted dates are strings, and are left alone.
    """

    name = "impossible-date"
    kind = ChangeKind.CONTENT
    safety = Safety.REPORT
    passes_simple = True
    examples = (
        Example(
            "Day 0 and month 13",
            "---\ncreated: 2026-02-00\nreviewed: [2026-13-01]\n---\n",
            "---\ncreated: 2026-02-00\nreviewed: [2026-13-01]\n---\n",
        ),
        Example(
            "A quoted date is a string",
            '---\ncreated: "2026-02-00"\n---\n',
            '---\ncreated: "2026-02-00"\n---\n',
        ),
    )

    def propose(self, note: Note) -> Iterator[Proposal]:
        """Yield one report for each impossible date."""
        if note.root is None or not _MAYBE.search(note.text) or not any(map(_problem, _DATE.finditer(note.text))):
            return
        for node in walk(note.root):
            if isinstance(node, Scalar) and not node.style and node.tag is None and "timestamp" in resolve(node.value):
                found = _DATE.fullmatch(node.value)
                problem = _problem(found) if found is not None else None
                if problem is not None:
                    message = f"impossible date `{node.value}`: {problem}"
                    yield Proposal(self.name, node.end - len(node.value), message)


def _problem(found: re.Match[str]) -> str | None:
    """Return why a date or time does not exist, or `None`."""
    year, month, day, hour, minute, second, *offset = (int(part or 0) for part in found.groups())
    if year < 1:
        return "year 0000 is out of range"
    if not 1 <= month <= 12:
        return f"month {month:02} is out of range"
    try:
        datetime.date(year, month, day)
    except ValueError:
        return f"day {day:02} is out of range for {year:04}-{month:02}"
    if hour > 23 or minute > 59 or second > 59:
        return f"time {hour:02}:{minute:02}:{second:02} is out of range"
    if offset[0] > 23 or offset[1] > 59:
        return "time zone offset is out of range"
    return None
