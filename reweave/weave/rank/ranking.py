"""The order in which a model puts the claims that a source may have to link."""

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


def rank(source: Source, model: Model) -> Ranking:
    """Return the claims of the candidate pool in order; equal scores stay in the order of the vault."""
    pool = candidate_pool(source)
    if not len(pool):
        return Ranking(pool, np.zeros(0), {})
    raw = raw_scores(source, pool)
    scores = model.predict(*table(raw))
    order = np.argsort(-scores, kind="stable")
    return Ranking(pool[order], scores[order], {name: values[order] for name, values in raw.items()})


def rank_by_similarity(source: Source) -> Ints:
    """Return all other claims by TF-IDF alone: the baseline."""
    order: Ints = np.argsort(-source.similarity, kind="stable")
    others: Ints = order[order != source.claim]
    return others
