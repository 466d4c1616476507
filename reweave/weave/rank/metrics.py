"""Metrics of a ranking: recall and mean reciprocal rank, with intervals."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class RankingScores:
    """The scores of one ranking, for one source."""

    recall_at_5: float
    recall_at_10: float
    reciprocal_rank: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A mean over sources, with the interval that holds 95 % of its bootstrap resamples."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """The means over all sources."""

    recall_at_5: Measure
    recall_at_10: Measure
    mrr: Measure


def score_ranking(ranked: Sequence[int], wanted: Collection[int]) -> RankingScores:
    """Measure a ranking, best first, against the claims that the source links (at least one)."""
    hits = [place for place, claim in enumerate(ranked, start=1) if claim in wanted]
    return RankingScores(
        recall_at_5=sum(place <= 5 for place in hits) / len(wanted),
        recall_at_10=sum(place <= 10 for place in hits) / len(wanted),
        reciprocal_rank=1.0 / hits[0] if hits else 0.0,
    )


def average(results: Sequence[RankingScores]) -> Metrics:
    """Return the means over sources (at least one); the resamples are the same for every figure and every ranking."""
    values = np.asarray([[one.recall_at_5, one.recall_at_10, one.reciprocal_rank] for one in results], dtype=np.float64)
    chosen = np.random.default_rng(0).integers(0, len(values), (_RESAMPLES, len(values)))
    low, high = np.percentile(values[chosen].mean(axis=1), [2.5, 97.5], axis=0)
    means = values.mean(axis=0)
    return Metrics(*(Measure(float(means[i]), float(low[i]), float(high[i])) for i in range(3)))
