"""What models learn from: claims that link others, with the features of their candidate pools."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from reweave.progress import progress
from reweave.weave.rank.batch import in_batches
from reweave.weave.rank.index import Index
from reweave.weave.rank.metrics import RankingScores, score_ranking
from reweave.weave.rank.ranking import Asked, ask
from reweave.weave.rank.vocabulary import Floats, Ints

MOST_SOURCES = 200
"""How many claims of a vault are learned from: more bring nothing measurable, and cost their time at every weave."""
_UNLINKED = 4
"""Of candidates that are not linked, every fourth is learned from and counts for four."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A claim asked for its links: the claims of its pool, their features, and which of them it links.

    `answers` is how many claims it links in all, `baseline` what TF-IDF alone finds of them.
    """

    claim: int
    names: tuple[str, ...]
    pool: Ints
    features: Floats
    linked: Floats
    answers: int
    baseline: RankingScores

    def found(self, scores: Floats) -> RankingScores:
        """Return what a ranking of the pool found; links outside the pool count as missed."""
        order: Sequence[int] = self.pool[np.argsort(-scores, kind="stable")].tolist()
        wanted = self.pool[self.linked == 1.0].tolist()
        unreached = range(-1, -1 - (self.answers - len(wanted)), -1)
        return score_ranking(order, [*wanted, *unreached])


def choose(claims: Sequence[int]) -> list[int]:
    """Return at most `MOST_SOURCES` of some claims, evenly spread."""
    count = min(len(claims), MOST_SOURCES)
    return [claims[number * len(claims) // count] for number in range(count)]


def make_samples(
    index: Index, claims: Sequence[int], *, orphan: bool = False, keep: Callable[[Asked], None] = lambda asked: None
) -> list[Sample]:
    """Ask claims for their links, each with its own links hidden; those without a candidate are left out.

    `keep` is told of each claim that was asked.
    """
    samples = []
    all_asked = (asked for batch in in_batches(index, claims, orphans=orphan) for asked in ask(batch))
    for asked in progress(all_asked, label="learning from links", total=len(claims)):
        keep(asked)
        if len(asked.pool):
            is_linked = np.zeros(index.size)
            is_linked[asked.linked] = 1.0
            linked = is_linked[asked.pool]
            baseline = score_ranking(asked.by_similarity().tolist(), asked.linked.tolist())
            own = asked.names, asked.pool, asked.features
            samples.append(Sample(asked.claim, *own, linked, len(asked.linked), baseline))
    return samples


def feature_matrix(samples: Sequence[Sample]) -> tuple[Floats, Floats, Floats]:
    """Return features, which rows are links, and for how many rows each counts."""
    features = np.vstack([one.features for one in samples])
    linked = np.concatenate([one.linked for one in samples])
    kept = (linked == 1.0) | (np.arange(len(linked)) % _UNLINKED == 0)
    return features[kept], linked[kept], np.where(linked[kept] == 1.0, 1.0, float(_UNLINKED))
