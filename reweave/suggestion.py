"""Suggestions for unknown names."""

from collections.abc import Iterable
from itertools import islice

from reweave.text import quoted

_CUTOFF = 0.6
# Likeness takes the product of two lengths, and lists come from vaults and repositories.
_LONGEST = 100
_COMPARED = 2000
_LISTED = 20


def did_you_mean(word: str, known: Iterable[str], otherwise: str | None = None) -> str | None:
    """Return "did you mean 'x'?" for the known name that is most like `word`, whatever its case.

    Where none is like it, return `otherwise`, by default the names that are known; `None` where there are none.
    """
    names = list(known)
    nearest = _nearest(word, names)
    if nearest is not None:
        return f"did you mean {quoted(nearest)}?"
    return otherwise or _expected(names)


def _nearest(word: str, names: list[str]) -> str | None:
    if len(word) > _LONGEST:
        return None
    from difflib import get_close_matches

    by_folded: dict[str, str] = {}
    for name in islice((name for name in names if len(name) <= _LONGEST), _COMPARED):
        by_folded.setdefault(name.casefold(), name)
    near = get_close_matches(word.casefold(), by_folded, 1, _CUTOFF)
    return by_folded[near[0]] if near else None


def _expected(names: list[str]) -> str | None:
    if not names:
        return None
    listed = [quoted(name) for name in names[:_LISTED]]
    more = f" and {len(names) - _LISTED:,} more" if len(names) > _LISTED else ""
    return f"expected {'one of ' if len(names) > 1 else ''}{', '.join(listed)}{more}"
