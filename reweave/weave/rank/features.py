"""Features for the model from raw evidence, and the candidate pool that they are computed for."""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import chain

import numpy as np

from reweave.weave.rank.batch import Batch
from reweave.weave.rank.evidence import lexical, links, metadata
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import best, without_noise
from reweave.weave.rank.vocabulary import Floats, Ints

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

_BY_EACH = 100


def candidate_pool(batch: Batch) -> Pool:
    """Return the claims worth a closer look, in order of number: the best of each of a few kinds of evidence."""
    kinds = [
        (lexical.title_covered(batch), _BY_EACH),
        (lexical.anchor_best(batch), _BY_EACH),
        (links.votes_of_many(batch), _BY_EACH),
        (links.walk_scores(batch), _BY_EACH),
    ]
    if batch.dense_similarity is not None and batch.index.dense is not None:
        kinds.append((batch.dense_similarity, batch.index.dense.candidates))
    chosen = np.zeros(batch.shape, dtype=np.bool_)
    for own, nearest in zip(chosen, batch.nearest, strict=True):
        own[nearest] = True
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


def table(names: tuple[str, ...], raw: Floats) -> tuple[tuple[str, ...], Floats]:
    """Return the names of the features, and the features of the pool of one source: a row for each of its claims.

    A score becomes its place among those of the pool and its share of the best, which mean the same in every vault.
    """
    named, plain, scaled, rows = _layout(names)
    found = np.zeros((len(named), raw.shape[1]))
    found[rows[plain]] = raw[plain]
    # Many kinds of evidence are missing from many vaults: their features are zero.
    scaled = scaled[raw[scaled].any(axis=1)]
    found[rows[scaled]] = rank_scores(raw[scaled])
    found[rows[scaled] + 1] = shares_of_best(raw[scaled])
    return named, found.T


@cache
def _layout(names: tuple[str, ...]) -> tuple[tuple[str, ...], Ints, Ints, Ints]:
    """Return the names of the features of raw scores, which scores stay as they are, which do not, and all their rows.

    A score that is scaled has two rows.
    """
    named = [(name,) if name in UNSCALED else (f"{name}:place", f"{name}:share") for name in names]
    sizes = np.asarray([len(own) for own in named])
    plain = np.flatnonzero(sizes == 1)
    return tuple(chain.from_iterable(named)), plain, np.flatnonzero(sizes == 2), np.cumsum(sizes) - sizes


def rank_scores(values: Floats) -> Floats:
    """Return one over the square root of the place in each row, best first, equals alike; zero without evidence."""
    rows, width = values.shape
    order = np.argsort(-values, axis=1)
    order += width * np.arange(rows)[:, None]
    ordered = values.ravel()[order]
    places = np.tile(np.arange(width), (rows, 1))
    places[:, 1:][ordered[:, 1:] == ordered[:, :-1]] = 0
    places = np.maximum.accumulate(places, axis=1)
    shares = 1.0 / np.sqrt(np.arange(1.0, width + 1.0))
    scores = np.empty_like(values)
    scores.ravel()[order] = np.where(ordered > 0.0, shares.take(places), 0.0)
    return scores


def shares_of_best(values: Floats) -> Floats:
    """Return the share of the best value of each row."""
    top = values.max(axis=1, initial=0.0, keepdims=True)
    shares: Floats = np.divide(values, top, out=np.zeros_like(values), where=top > 0.0)
    return shares
