"""The terminal's review, driven by keys."""

import io

from reweave.cli.reviewing import Reviewer
from reweave.review.card import Review
from reweave.review.session import Session


def by_keys(review: Review, keys: str) -> Session:
    """Return the decisions that keys make."""
    session = Session(review)
    Reviewer(session, iter(keys), io.StringIO()).run()
    return session
