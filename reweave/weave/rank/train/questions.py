"""What the model learns from: every claim that links others, with the features of its shortlist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.features import raw_scores, shortlist, table
from reweave.weave.rank.index import build
from reweave.weave.rank.metrics import FoundLinks, found
from reweave.weave.rank.ranking import by_likeness
from reweave.weave.rank.source import Source
from reweave.weave.rank.train.versions import Version
from reweave.weave.rank.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class TrainingQuestion:
    """One source of one version of the vault.

    `group` is the folder of its note: all questions of a group are left out together. `pool` are the claims of the
    shortlist, `linked` which of them it links, `answers` how many claims it links in all, and `baseline` what TF-IDF
    alone finds of them.
    """

    version: str
    group: str
    place: int
    pool: Ints
    features: Floats
    linked: Ints
    answers: int
    baseline: FoundLinks


def questions(version: Version) -> tuple[list[str], list[TrainingQuestion]]:
    """Return the names of the features, and every claim that links claims, asked for its links."""
    index = build(version.notes)
    names: list[str] = []
    asked = []
    for claim in index.linking():
        source = Source.hide(index, claim, orphan=version.orphan)
        pool = shortlist(source)
        if not len(pool):
            continue
        names, features = table(raw_scores(source, pool))
        note = index.note(claim)
        linked = np.isin(pool, source.linked).astype(np.int64)
        baseline = found(by_likeness(source).tolist(), source.linked.tolist())
        asked.append(
            TrainingQuestion(
                version.name, note.record.folder, note.place, pool, features, linked, len(source.linked), baseline
            )
        )
    return names, asked


def rows(asked: Iterable[TrainingQuestion]) -> tuple[Floats, Ints]:
    """Return the features of all questions as one table, and which rows are links."""
    chosen = list(asked)
    return np.vstack([one.features for one in chosen]), np.concatenate([one.linked for one in chosen])


def measured(question: TrainingQuestion, scores: Floats) -> FoundLinks:
    """Return what a ranking of the pool found; links outside the pool count as missed."""
    order: Sequence[int] = question.pool[np.argsort(-scores, kind="stable")].tolist()
    wanted = question.pool[question.linked == 1].tolist()
    unreached = range(-1, -1 - (question.answers - len(wanted)), -1)
    return found(order, [*wanted, *unreached])
