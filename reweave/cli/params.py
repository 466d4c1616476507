"""Arguments turned into values, with an error that says what was expected."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reweave.errors import ReweaveError
from reweave.suggestion import did_you_mean
from reweave.text import quoted

if TYPE_CHECKING:
    from datetime import date


def named_type(name: str, types: Iterable[str]) -> str:
    """Return `name` if it is one of the types.

    Raises:
        ReweaveError: no type has this name (`no-such-type`); the most similar one is suggested.
    """
    known = list(types)
    if name in known:
        return name
    message = f"unknown edge type {quoted(name)}"
    raise ReweaveError(message, code="no-such-type", suggestion=did_you_mean(name, known))


def typed_by(type_by: str, judged: str | None) -> str:
    """Return the value of --type-by; who says what a judge is asked about wants one asked."""
    return "judge" if judged is not None and type_by == "stated" else type_by


def named_day(text: str | None, option: str) -> "date | None":
    """Return the date given to an option.

    Raises:
        ReweaveError: it is not a date (`no-day`).
    """
    if text is None:
        return None
    from datetime import date  # most commands take none

    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ReweaveError(
            f"{option}: {quoted(text)} is not a date", code="no-day", suggestion="use YYYY-MM-DD"
        ) from error


def only_one(options: Mapping[str, bool]) -> None:
    """Check that at most one of some options is given.

    Raises:
        ReweaveError: more are (`wrong-use`).
    """
    given = [name for name, is_given in options.items() if is_given]
    if len(given) > 1:
        message = f"{' and '.join(given)} cannot be used together"
        raise ReweaveError(message, code="wrong-use", suggestion="use one of them")
