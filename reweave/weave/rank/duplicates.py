"""Near-duplicate notes: they need merging, not an edge."""

from collections.abc import Iterable, Iterator

import numpy as np

from reweave.progress import progress
from reweave.weave.candidate import DuplicateGroup
from reweave.weave.rank.ranker import DUPLICATE_AT, Ranker
from reweave.weave.rank.vocabulary import words_of


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
    for claim in progress(claims, label="comparing texts"):
        if claim in grouped:
            continue
        near = index.bodies.nearest(*index.bodies.query(index.vocabulary.with_pairs(words_of(index.read.of(claim)))))
        near[claim] = 0.0
        alike = np.flatnonzero(near >= DUPLICATE_AT).tolist()
        if alike:
            grouped.update(alike)
            yield DuplicateGroup(tuple(sorted(map(ranker.place, [claim, *alike]))), same_title=False)
