"""Features for the model from raw evidence, and the candidate pool that they are computed for."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from reweave.weave.rank.batch import Batch
from reweave.weave.rank.evidence import lexical, links, metadata
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import best, without_noise
from reweave.weave.rank.vocabulary import Floats

EvidenceFamily = Callable[[Batch, Pool], Mapping[str, Floats]]

FAMILIES: tuple[EvidenceFamily, ...] = (
    lexical.text_similarity,
    lexical.titles,
    lexical.anchors,
    links.votes,
    links.neighbourhood,
    links.walk,
    links.hub_votes,
    links.cocitation,
    links.popularity,
    metadata.shared_metadata,
    metadata.dates,
)

UNSCALED = frozenset({"same_folder", "older", "same_day"})
"""Scores that mean the same in every vault already."""

_BY_TEXT, _BY_EACH = 200, 100


def candidate_pool(batch: Batch) -> Pool:
    """Return the claims worth a closer look, in order of number: the best of each of a few kinds of evidence."""
    kinds = [
        (batch.similarity, _BY_TEXT),
        (lexical.title_covered(batch), _BY_EACH),
        (lexical.anchor_best(batch), _BY_EACH),
        (links.votes_of_many(batch), _BY_EACH),
        (links.walk_scores(batch), _BY_EACH),
    ]
    if batch.dense_similarity is not None and batch.index.dense is not None:
        kinds.append((batch.dense_similarity, batch.index.dense.candidates))
    chosen = np.zeros(batch.shape, dtype=np.bool_)
    for values, most in kinds:
        for own, of_source in zip(chosen, values, strict=True):
            own[best(of_source, most)] = True
    chosen[np.arange(len(batch.claims)), batch.claims] = False
    return Pool.of(chosen)


def raw_scores(batch: Batch, pool: Pool) -> tuple[tuple[str, ...], Floats]:
    """Return the names of the raw scores, and the scores: a row for each name, a column for each claim of the pool."""
    scores: dict[str, Floats] = {}
    for family in FAMILIES:
        scores.update(family(batch, pool))
    raw = np.array(list(scores.values()))
    for number in range(len(batch.claims)):
        own = pool.of_source(number)
        raw[:, own] = without_noise(raw[:, own])
    return tuple(scores), raw


def table(names: Sequence[str], raw: Floats) -> tuple[tuple[str, ...], Floats]:
    """Return the names of the features, and the features of the pool of one source: a row for each of its claims.

    A score becomes its place among those of the pool and its share of the best, which mean the same in every vault.
    """
    scaled = np.asarray([name not in UNSCALED for name in names])
    rows = np.cumsum(np.where(scaled, 2, 1)) - np.where(scaled, 2, 1)
    found = np.empty((int(scaled.sum()) + len(names), raw.shape[1]))
    found[rows[~scaled]] = raw[~scaled]
    found[rows[scaled]] = rank_scores(raw[scaled])
    found[rows[scaled] + 1] = shares_of_best(raw[scaled])
    named = [part for name in names for part in ((name,) if name in UNSCALED else (f"{name}:place", f"{name}:share"))]
    return tuple(named), found.T


def rank_scores(values: Floats) -> Floats:
    """Return one over the square root of the place in each row, best first, equals alike; zero without evidence."""
    order = np.argsort(-values, axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    places = np.broadcast_to(np.arange(1.0, values.shape[1] + 1.0), values.shape).copy()
    places[:, 1:][ordered[:, 1:] == ordered[:, :-1]] = 0.0
    scores = np.empty_like(values)
    np.put_along_axis(scores, order, 1.0 / np.sqrt(np.maximum.accumulate(places, axis=1)), axis=1)
    return np.where(values > 0.0, scores, 0.0)


def shares_of_best(values: Floats) -> Floats:
    """Return the share of the best value of each row."""
    top = values.max(axis=1, initial=0.0, keepdims=True)
    shares: Floats = np.divide(values, top, out=np.zeros_like(values), where=top > 0.0)
    return shares
