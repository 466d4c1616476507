"""The answer of `review` with a page."""

from typing import TypedDict

from reweave.schemas import Count, PathFields


class Review(TypedDict):
    """The page of a review."""

    page: PathFields | None
    """The file that holds it; null where it is served."""
    address: str | None
    """Where it is served; null where it is in a file."""
    cards: Count
    """How many proposals it asks about."""
    left: list[str]
    """What it does not show, and why."""
