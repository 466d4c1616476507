"""Making a slug of a title."""

import re

from reweave.vault.names import same_text

_NOT_IN_SLUG = re.compile(r"[\W_]+")


def slug_of(title: str) -> str:
    """Return a title in lower case with a hyphen for whatever is no letter or digit."""
    return _NOT_IN_SLUG.sub("-", same_text(title).lower()).strip("-")
