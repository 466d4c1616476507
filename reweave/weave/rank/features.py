"""Features for the model from raw evidence, and the candidate pool that they are computed for."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from reweave.weave.rank.evidence import lexical, links, metadata
from reweave.weave.rank.source import Source
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
        _best(source.similarity, _BY_TEXT),
        _best(lexical.title_covered(source), _BY_EACH),
        _best(lexical.anchor_best(source), _BY_EACH),
        _best(links.votes_of_many(source), _BY_EACH),
        _best(links.walk_scores(source), _BY_EACH),
    ]
    if source.dense_similarity is not None and source.index.dense is not None:
        chosen.append(_best(source.dense_similarity, source.index.dense.candidates))
    found = np.unique(np.concatenate(chosen))
    others: Ints = found[found != source.claim]
    return others


def _best(values: Floats, most: int) -> Ints:
    order: Ints = np.argsort(-values, kind="stable")[:most]
    best: Ints = order[values[order] > 0.0]
    return best


def raw_scores(source: Source, pool: Ints) -> dict[str, Floats]:
    """Return every raw score of the claims of a pool, by name."""
    scores: dict[str, Floats] = {}
    for family in FAMILIES:
        scores.update(family(source, pool))
    return scores


def table(scores: Mapping[str, Floats]) -> tuple[list[str], NDArray[np.float64]]:
    """Return the features by name, one row per claim of the pool.

    A score becomes its place among those of the pool and its share of the best, which mean the same in every vault.
    """
    names: list[str] = []
    values: list[Floats] = []
    for name, raw in scores.items():
        if name in UNSCALED:
            names.append(name)
            values.append(raw)
        else:
            names += [f"{name}:place", f"{name}:share"]
            values += [rank_score(raw), share_of_best(raw)]
    return names, np.column_stack(values)


def rank_score(values: Floats) -> Floats:
    """Return one over the square root of the place, best first, equals alike; zero without evidence."""
    rank = 1.0 + np.searchsorted(np.sort(-values), -values, side="left")
    return np.where(values > 0.0, 1.0 / np.sqrt(rank), 0.0)


def share_of_best(values: Floats) -> Floats:
    """Return the share of the best value."""
    top = float(values.max(initial=0.0))
    return values / top if top > 0.0 else np.zeros_like(values)
