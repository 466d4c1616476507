"""Near-duplicate notes: they need merging, not an edge."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.index import own_text
from reweave.weave.rank.ranker import DUPLICATE_AT, Ranker
from reweave.weave.rank.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two notes, by their places in the vault, that share a title or have nearly the same text (similarity 0 to 1)."""

    first: int
    second: int
    similarity: float
    same_title: bool


def near_duplicates(ranker: Ranker, sources: Iterable[int]) -> Iterator[Duplicate]:
    """Yield each pair of near-duplicates once of which a note is among `sources` (participants).

    Notes that share a title are a pair whatever their texts. In other pairs, the first note of a title represents all.
    """
    titles = {place: group for group in ranker.vault.shared_titles for place in group}
    seen: set[tuple[int, int]] = set()
    for source in sources:
        terms, weights = _vector(ranker, source)
        near = ranker.index.bodies.nearest(terms, weights)
        near[ranker.claim(source)] = 0.0
        claims = np.flatnonzero(near >= DUPLICATE_AT).tolist()
        alike = [(ranker.place(claim), float(near[claim]), False) for claim in claims]
        for other in titles.get(source, ()):
            if other != source:
                alike.append((other, _similarity((terms, weights), _vector(ranker, other)), True))
        for other, similarity, same_title in alike:
            pair = min(source, other), max(source, other)
            if pair not in seen:
                seen.add(pair)
                yield Duplicate(*pair, similarity, same_title)


def _vector(ranker: Ranker, place: int) -> tuple[Ints, Floats]:
    """Return the columns and weights of a note's whole text."""
    index = ranker.index
    return index.bodies.query(index.columns(own_text(ranker.note(place))))


def _similarity(one: tuple[Ints, Floats], other: tuple[Ints, Floats]) -> float:
    _, left, right = np.intersect1d(one[0], other[0], assume_unique=True, return_indices=True)
    return float(one[1][left] @ other[1][right])
