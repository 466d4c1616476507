"""The order in which a model puts the claims that a source may have to link."""

import math
from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.features import candidate_pool, raw_scores, table
from reweave.weave.rank.model import Model
from reweave.weave.rank.source import Source
from reweave.weave.rank.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class Ranking:
    """Claims with their scores, best first, and the raw scores of each in the same order."""

    claims: Ints
    scores: Floats
    evidence: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Asked:
    """A source with its candidate pool: the raw scores by name, and the features made of them, a row for each claim."""

    source: Source
    pool: Ints
    evidence: dict[str, Floats]
    names: tuple[str, ...]
    features: Floats

    @classmethod
    def of(cls, source: Source, below: float = math.inf) -> "Asked":
        """Look at the candidates of a source; at none where not one of them is less similar than `below`."""
        pool = candidate_pool(source)
        if not (source.similarity[pool] < below).any():
            return cls(source, pool[:0], {}, (), np.zeros((0, 0)))
        raw = raw_scores(source, pool)
        names, features = table(raw)
        source.cache.clear()
        return cls(source, pool, raw, tuple(names), features)

    def ranked(self, model: Model) -> Ranking:
        """Return the claims of the pool in order; equal scores stay in the order of the vault."""
        if not len(self.pool):
            return Ranking(self.pool, np.zeros(0), {})
        scores = model.predict(self.names, self.features)
        order = np.argsort(-scores, kind="stable")
        return Ranking(self.pool[order], scores[order], {name: values[order] for name, values in self.evidence.items()})


def rank(source: Source, model: Model, below: float = math.inf) -> Ranking:
    """Return the claims of the candidate pool in order; equal scores stay in the order of the vault.

    The ranking is empty where not one of them is less similar than `below`.
    """
    return Asked.of(source, below).ranked(model)


def rank_by_similarity(source: Source) -> Ints:
    """Return all other claims by TF-IDF alone: the baseline."""
    order: Ints = np.argsort(-source.similarity, kind="stable")
    others: Ints = order[order != source.claim]
    return others
