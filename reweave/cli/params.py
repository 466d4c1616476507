"""What a user names on the command line: an edge type, a day."""

from collections.abc import Iterable
from datetime import date

from reweave.errors import ReweaveError
from reweave.suggestion import did_you_mean
from reweave.text import quoted


def named_type(name: str, types: Iterable[str]) -> str:
    """Return `name`, where it is one of the types.

    Raises:
        ReweaveError: it is none (`no-such-type`); the nearest is suggested.
    """
    known = list(types)
    if name in known:
        return name
    message = f"unknown edge type {quoted(name)}"
    raise ReweaveError(message, code="no-such-type", suggestion=did_you_mean(name, known))


def named_day(text: str | None, option: str) -> date | None:
    """Return the day that an option gives.

    Raises:
        ReweaveError: it is no day (`no-day`).
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ReweaveError(f"{option} is no day", code="no-day", suggestion="write it as 2026-03-28") from error
