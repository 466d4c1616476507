"""Features for the model from raw evidence, and the candidate pool that they are computed for."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from reweave.weave.rank.evidence import lexical, links, metadata
from reweave.weave.rank.source import Source
from reweave.weave.rank.sparse import best, without_noise
from reweave.weave.rank.vocabulary import Floats, Ints

EvidenceFamily = Callable[[Source, Ints], Mapping[str, Floats]]

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


def candidate_pool(source: Source) -> Ints:
    """Return the claims worth a closer look, in order of number: the best of each of a few kinds of evidence."""
    chosen = [
        best(source.similarity, _BY_TEXT),
        best(lexical.title_covered(source), _BY_EACH),
        best(lexical.anchor_best(source), _BY_EACH),
        best(links.votes_of_many(source), _BY_EACH),
        best(links.walk_scores(source), _BY_EACH),
    ]
    if source.dense_similarity is not None and source.index.dense is not None:
        chosen.append(best(source.dense_similarity, source.index.dense.candidates))
    is_chosen = np.zeros(source.index.size, dtype=np.bool_)
    is_chosen[np.concatenate(chosen)] = True
    is_chosen[source.claim] = False
    return np.flatnonzero(is_chosen)


def raw_scores(source: Source, pool: Ints) -> dict[str, Floats]:
    """Return every raw score of the claims of a pool, by name."""
    scores: dict[str, Floats] = {}
    for family in FAMILIES:
        scores.update(family(source, pool))
    return dict(zip(scores, without_noise(np.array(list(scores.values()))), strict=True))


def table(scores: Mapping[str, Floats]) -> tuple[list[str], NDArray[np.float64]]:
    """Return the features by name, one row per claim of the pool.

    A score becomes its place among those of the pool and its share of the best, which mean the same in every vault.
    """
    raw = np.array(list(scores.values()))
    scaled = np.asarray([name not in UNSCALED for name in scores])
    columns = np.cumsum(np.where(scaled, 2, 1)) - np.where(scaled, 2, 1)
    found = np.empty((raw.shape[1], int(scaled.sum()) + len(scores)))
    found[:, columns[~scaled]] = raw[~scaled].T
    found[:, columns[scaled]] = rank_scores(raw[scaled]).T
    found[:, columns[scaled] + 1] = shares_of_best(raw[scaled]).T
    names = [part for name in scores for part in ((name,) if name in UNSCALED else (f"{name}:place", f"{name}:share"))]
    return names, found


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
