"""Near-duplicate notes: they need merging, not an edge."""

from collections.abc import Iterable, Iterator, Set
from itertools import islice

import numpy as np

from reweave.progress import progress
from reweave.weave.candidate import DuplicateGroup
from reweave.weave.rank.batch import batch_size
from reweave.weave.rank.index import Index
from reweave.weave.rank.ranker import DUPLICATE_AT, Ranker
from reweave.weave.rank.tfidf import queries_of
from reweave.weave.rank.vocabulary import Floats, words_of


def near_duplicates(ranker: Ranker, sources: Iterable[int]) -> Iterator[DuplicateGroup]:
    """Yield the groups of near-duplicates with a note among `sources` (participants).

    Notes that share a title are a group whatever their texts; by text, the first note of a title represents all.
    A group by text is the first source that no group has yet, and every note like it: a few notes may be in several
    groups, but the work and the answer stay far from one entry per pair.
    """
    asked = sorted(set(sources))
    wanted = frozenset(asked)
    for group in ranker.vault.shared_titles:
        if not wanted.isdisjoint(group):
            yield DuplicateGroup(group, same_title=True)
    index = ranker.index
    grouped: set[int] = set()
    claims = list(dict.fromkeys(ranker.claim(place) for place in asked))
    for claim, near in _similarities(index, claims, grouped):
        alike = np.flatnonzero(near >= DUPLICATE_AT).tolist()
        if alike:
            grouped.update(alike)
            yield DuplicateGroup(tuple(sorted(map(ranker.place, [claim, *alike]))), same_title=False)


def alike_claims(ranker: Ranker, claim: int, least: float) -> list[int]:
    """Return the other claims whose texts are as similar to that of a claim as `least`, or more."""
    found = _similarities(ranker.index, [claim], set())
    return [other for _, near in found for other in np.flatnonzero(near >= least).tolist()]


def _similarities(index: Index, claims: Iterable[int], grouped: Set[int]) -> Iterator[tuple[int, Floats]]:
    """Yield claims with the similarity of their whole texts to all others, but for those that are in a group by then.

    More and more are asked together: of many copies, few are asked in vain.
    """
    waiting, size = iter(progress(claims, label="comparing texts")), 1
    while together := list(islice((claim for claim in waiting if claim not in grouped), size)):
        texts = [words_of(index.read.of(claim)) for claim in together]
        columns = [index.vocabulary.with_pairs(text) for text in texts]
        of = np.repeat(np.arange(len(texts)), [len(one) for one in columns])
        similarity = index.bodies.nearest(queries_of(np.concatenate(columns), of, len(texts), index.bodies.idf))
        for claim, near in zip(together, similarity, strict=True):
            if claim not in grouped:
                near[claim] = 0.0
                yield claim, near
        size = min(2 * size, batch_size(index))
