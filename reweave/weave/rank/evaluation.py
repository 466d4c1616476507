"""Evaluation of the ranker on the links of a vault: each source's links are hidden, and searched for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reweave.note.changeset import blob_hash
from reweave.weave.rank.metrics import Metrics, average, score_ranking
from reweave.weave.rank.model import BLOB_LETTERS
from reweave.weave.rank.ranker import Ranker
from reweave.weave.rank.ranking import rank, rank_by_similarity
from reweave.weave.rank.source import Source

PROTOCOLS = {"strict": True, "leave_one_source_out": False}
"""Whether the links to a source are hidden like those from it, so that it is an orphan and only links among other
notes are seen.
"""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well the ranker, and TF-IDF alone, find the links of `sources` notes under one protocol."""

    protocol: str
    sources: int
    model: Metrics
    baseline: Metrics


def linking(ranker: Ranker) -> list[int]:
    """Return the notes that can be measured: those that link participants."""
    return [ranker.place(claim) for claim in ranker.index.linking()]


def evaluate(ranker: Ranker, sources: Sequence[int]) -> Iterator[Evaluation]:
    """Measure the ranker on notes of the vault (at least one, each linking others), under each protocol."""
    for protocol, orphan in PROTOCOLS.items():
        by_model, alone = [], []
        for place in sources:
            source = Source.hide(ranker.index, ranker.claim(place), orphan=orphan)
            wanted = source.linked.tolist()
            by_model.append(score_ranking(rank(source, ranker.model).claims.tolist(), wanted))
            alone.append(score_ranking(rank_by_similarity(source).tolist(), wanted))
        yield Evaluation(protocol, len(sources), average(by_model), average(alone))


def count_trained_on(ranker: Ranker, sources: Sequence[int]) -> int:
    """Return how many of these notes the model was trained on, in their present text."""
    records = (ranker.index.note(ranker.claim(place)).record for place in sources)
    return sum(blob_hash(record.source)[:BLOB_LETTERS] in ranker.model.trained_on for record in records)
