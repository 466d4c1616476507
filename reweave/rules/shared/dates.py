"""Dates as people write them: by number in three orders, or with the English name of the month."""

import datetime
import re
from typing import NamedTuple

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = (
    r"(?:(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r?s(?:day)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)[.,]* )?"
)
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d\d)"
# Compiled by `re` when the first text is read: most vaults have no such date.
_FORMS = (
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)",
    r"(?P<year>19\d\d|20\d\d)(?P<month>\d\d)(?P<day>\d\d)",
    rf"(?P<month>\d\d?)(?P<mark>[-/.])(?P<day>\d\d?)(?P=mark){_YEAR}",
    rf"{_WEEKDAY}{_DAY}(?: of |[ -]){_MONTH}(?:, |[ -]){_YEAR}",
    rf"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}",
)
_YEAR_LAST = _FORMS[2]
_LONGEST = 40


class WrittenDate(NamedTuple):
    """The two readings of a date, each `None` where no calendar has it; they differ only in `05/01/2024` and the like.

    A date whose year has two digits has no reading, since its century would be a guess.
    """

    day_first: datetime.date | None
    month_first: datetime.date | None
    short_year: bool = False


def read_date(text: str) -> WrittenDate | None:
    """Return how a text can be read as a date, or `None` if it is something else, such as a time stamp."""
    if len(text) > _LONGEST:
        return None
    for form in _FORMS:
        match = re.fullmatch(form, text, re.ASCII | re.IGNORECASE)
        if match is None:
            continue
        parts = match.groupdict()
        if len(parts["year"]) == 2:
            return WrittenDate(None, None, short_year=True)
        year, day = int(parts["year"]), int(parts["day"])
        month = int(parts["month"]) if "month" in parts else _MONTHS.index(parts["name"][:3].lower()) + 1
        date = _calendar_date(year, month, day)
        if form is _YEAR_LAST:
            return WrittenDate(_calendar_date(year, day, month), date)
        weekday = parts.get("weekday")
        if date is not None and weekday and date.weekday() != _WEEKDAYS.index(weekday[:3].lower()):
            date = None
        return WrittenDate(date, date)
    return None


def _calendar_date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
