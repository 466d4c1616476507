"""Training samples: every claim that links others, with the features of its candidate pool."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.features import candidate_pool, raw_scores, table
from reweave.weave.rank.index import build
from reweave.weave.rank.metrics import RankingScores, score_ranking
from reweave.weave.rank.ranking import rank_by_similarity
from reweave.weave.rank.source import Source
from reweave.weave.rank.train.variants import Variant
from reweave.weave.rank.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class TrainingSample:
    """One source in one variant of the vault.

    `group` is the folder of its note: all samples of a group are held out together. `pool` are the claims of the
    pool, `linked` which of them it links, `answers` how many claims it links in all, and `baseline` what TF-IDF
    alone finds of them.
    """

    variant: str
    group: str
    place: int
    pool: Ints
    features: Floats
    linked: Ints
    answers: int
    baseline: RankingScores


def make_samples(variant: Variant) -> tuple[list[str], list[TrainingSample]]:
    """Return the names of the features, and every claim that links claims, asked for its links."""
    index = build(variant.notes)
    names: list[str] = []
    samples = []
    for claim in index.linking():
        source = Source.hide(index, claim, orphan=variant.orphan)
        pool = candidate_pool(source)
        if not len(pool):
            continue
        names, features = table(raw_scores(source, pool))
        note = index.note(claim)
        linked = np.isin(pool, source.linked).astype(np.int64)
        baseline = score_ranking(rank_by_similarity(source).tolist(), source.linked.tolist())
        samples.append(
            TrainingSample(
                variant.name, note.record.folder, note.place, pool, features, linked, len(source.linked), baseline
            )
        )
    return names, samples


def feature_matrix(samples: Iterable[TrainingSample]) -> tuple[Floats, Ints]:
    """Return the features of all samples as one table, and which rows are links."""
    chosen = list(samples)
    return np.vstack([one.features for one in chosen]), np.concatenate([one.linked for one in chosen])


def evaluate_sample(sample: TrainingSample, scores: Floats) -> RankingScores:
    """Return what a ranking of the pool found; links outside the pool count as missed."""
    order: Sequence[int] = sample.pool[np.argsort(-scores, kind="stable")].tolist()
    wanted = sample.pool[sample.linked == 1].tolist()
    unreached = range(-1, -1 - (sample.answers - len(wanted)), -1)
    return score_ranking(order, [*wanted, *unreached])
