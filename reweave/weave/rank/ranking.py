"""The order in which a model puts the claims that a source may have to link."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.batch import Batch
from reweave.weave.rank.features import candidate_pool, raw_scores, table
from reweave.weave.rank.model import Model
from reweave.weave.rank.sparse import Numbers, Places
from reweave.weave.rank.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class Evidence:
    """Raw scores: a row for each name, a column for each claim."""

    names: tuple[str, ...]
    scores: Floats

    def __getitem__(self, name: str) -> Floats:
        """Return the scores of a name."""
        found: Floats = self.scores[self.names.index(name)]
        return found


@dataclass(frozen=True, slots=True)
class Ranking:
    """Claims with their scores, best first, and the raw scores of each in the same order."""

    claims: Ints
    scores: Floats
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Asked:
    """A source with its candidate pool: the raw scores, and the features made of them, a row for each claim.

    `terms` and `weights` are its text, `similarity` how similar that is to the text of every claim (`dense_similarity`
    by dense vectors), `linked` the claims that it links.
    """

    claim: int
    terms: Places
    weights: Numbers
    similarity: Floats
    dense_similarity: Floats | None
    linked: Ints
    pool: Ints
    evidence: Evidence
    names: tuple[str, ...]
    features: Floats

    def ranked(self, model: Model) -> Ranking:
        """Return the claims of the pool in order; equal scores stay in the order of the vault."""
        if not len(self.pool):
            return Ranking(self.pool, np.zeros(0), self.evidence)
        scores = model.predict(self.names, self.features)
        order = np.argsort(-scores, kind="stable")
        evidence = Evidence(self.evidence.names, self.evidence.scores[:, order])
        return Ranking(self.pool[order], scores[order], evidence)

    def by_similarity(self) -> Ints:
        """Return all other claims by TF-IDF alone: the baseline."""
        order: Ints = np.argsort(-self.similarity, kind="stable")
        others: Ints = order[order != self.claim]
        return others


def ask(batch: Batch, below: float = math.inf) -> Iterator[Asked]:
    """Look at the candidates of each source; at none where not one of them is less similar than `below`."""
    pool = candidate_pool(batch)
    near = batch.similarity.ravel()[pool.flat] < below
    worth = np.bincount(pool.source[near], minlength=len(batch.claims)) > 0
    if not worth.all():
        pool = pool.only(worth)
    names, raw = raw_scores(batch, pool)
    queries = batch.queries
    for number, claim in enumerate(batch.claims.tolist()):
        own, text = pool.of_source(number), slice(queries.indptr[number], queries.indptr[number + 1])
        evidence = Evidence(names, raw[:, own])
        yield Asked(
            claim,
            queries.indices[text],
            queries.data[text],
            batch.similarity[number],
            None if batch.dense_similarity is None else batch.dense_similarity[number],
            batch.index.claims.forth.row(claim),
            pool.claim[own],
            evidence,
            *table(names, evidence.scores),
        )
