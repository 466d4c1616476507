"""No folder takes more than its share of the new edges."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

Pair = TypeVar("Pair")

_NEARLY_ALL = 0.8
_FEW = 5
"""So many pairs a folder may always have."""


def diverse(pairs: Sequence[tuple[Pair, str | None]], notes: Counter[str], percent: int) -> list[Pair]:
    """Return pairs, the best first, such that no folder has more than `percent` of those that are returned.

    A pair comes with the folder that both of its notes are in (`None`: they are in two). A folder that has a larger
    part of all `notes` may have as much of the pairs, and one that has nearly all of them may have all.
    """
    total = max(notes.total(), 1)
    shares = {folder: max(percent / 100, _part(count / total)) for folder, count in notes.items()}
    kept = list(pairs)
    while True:
        inside = Counter(folder for _, folder in kept if folder is not None)
        rooms = {folder: _room(len(kept) - count, shares[folder]) for folder, count in inside.items()}
        over = {folder: room for folder, room in rooms.items() if inside[folder] > room}
        if not over:
            return [pair for pair, _ in kept]
        folder = max(over, key=lambda one: (inside[one], one))
        own = [at for at, (_, other) in enumerate(kept) if other == folder]
        beyond = frozenset(own[over[folder] :])
        kept = [pair for at, pair in enumerate(kept) if at not in beyond]


def _part(of_all: float) -> float:
    return 1.0 if of_all >= _NEARLY_ALL else of_all


def _room(others: int, share: float) -> int:
    """Return how many pairs a folder may have beside `others`, where `share` of all may be its."""
    return max(_FEW, int(others * share / (1.0 - share) + 1e-9)) if share < 1.0 else 2**31
