"""Evaluation of the ranker on the links of a vault: each source's links are hidden, and searched for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reweave.note.changeset import blob_hash
from reweave.weave.rank.batch import in_batches
from reweave.weave.rank.metrics import Metrics, RankingScores, average, score_ranking
from reweave.weave.rank.model import BLOB_LETTERS, Model
from reweave.weave.rank.ranker import Ranker
from reweave.weave.rank.ranking import ask
from reweave.weave.rank.refit import FEWEST_SOURCES, FOLDS, fit_to
from reweave.weave.rank.reliability import Bin, Outcomes
from reweave.weave.rank.samples import choose, make_samples

PROTOCOLS = {"strict": True, "leave_one_source_out": False}
"""Whether the links to a source are hidden like those from it, so that it is an orphan and only links among other
notes are seen.
"""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well the links of `sources` notes are found under one protocol: by three rankings.

    `model` is the base fitted to the vault without the note that is asked (`fitted` is false, and it is the base
    itself, where too few notes have links), `base` the base as it is, `baseline` TF-IDF alone. `reliability` says how
    many of the candidates with a chance are links.
    """

    protocol: str
    sources: int
    fitted: bool
    model: Metrics
    base: Metrics
    baseline: Metrics
    reliability: tuple[Bin, ...] = ()


def linking(ranker: Ranker) -> list[int]:
    """Return the notes that can be measured: those that link participants."""
    return [ranker.place(claim) for claim in ranker.index.linking()]


def evaluate(ranker: Ranker, sources: Sequence[int]) -> Iterator[Evaluation]:
    """Measure rankings on notes of the vault (at least one, each linking others), under each protocol.

    The ranker's model is the base. No note is asked of a model that was fitted to its links.
    """
    index, base = ranker.index, ranker.model
    fold = {claim: number % FOLDS for number, claim in enumerate(index.linking())}
    models = _models(ranker, fold)
    for protocol, orphan in PROTOCOLS.items():
        by_model: list[RankingScores] = []
        by_base: list[RankingScores] = []
        alone: list[RankingScores] = []
        outcomes = Outcomes()
        claims = [ranker.claim(place) for place in sources]
        for asked in (asked for batch in in_batches(index, claims, orphans=orphan) for asked in ask(batch)):
            wanted = asked.linked.tolist()
            ranked = asked.ranked(models[fold[asked.claim]])
            by_model.append(score_ranking(ranked.claims.tolist(), wanted))
            by_base.append(score_ranking(asked.ranked(base).claims.tolist(), wanted))
            outcomes.add(ranked.scores, np.isin(ranked.claims, wanted).astype(np.float64), fold[asked.claim])
            alone.append(score_ranking(asked.by_similarity().tolist(), wanted))
        found = average(by_model), average(by_base), average(alone)
        yield Evaluation(protocol, len(sources), models[0] is not base, *found, outcomes.bins())


def _models(ranker: Ranker, fold: Mapping[int, int]) -> list[Model]:
    """Return for each fold the model fitted to the links of all others; the base where too few notes have links."""
    base = ranker.model
    samples = make_samples(ranker.index, choose(list(fold))) if len(fold) >= FEWEST_SOURCES else []
    if len(samples) < FEWEST_SOURCES:
        return [base] * FOLDS
    return [fit_to(base, [one for one in samples if fold[one.claim] != left]) for left in range(FOLDS)]


def count_trained_on(ranker: Ranker, sources: Sequence[int]) -> int:
    """Return how many of these notes the model was trained on, in their present text."""
    records = (ranker.index.note(ranker.claim(place)).record for place in sources)
    return sum(blob_hash(record.source)[:BLOB_LETTERS] in ranker.model.trained_on for record in records)
