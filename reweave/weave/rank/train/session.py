"""One training: samples, cross-validation by folder, calibration, and the final model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reweave.note.changeset import blob_hash
from reweave.vault.vault import Vault
from reweave.weave.rank.metrics import Metrics, average
from reweave.weave.rank.model import BLOB_LETTERS, Model
from reweave.weave.rank.notes import RankNote, rank_notes
from reweave.weave.rank.train.fit import calibrate, fit
from reweave.weave.rank.train.samples import TrainingSample, evaluate_sample, feature_matrix, make_samples
from reweave.weave.rank.train.variants import make_variants
from reweave.weave.rank.vocabulary import Floats

RELATED_AT = 0.30
"""The calibrated chance from which a candidate may be written as `related`; README.md says how it was chosen."""

RELATED_WITHIN = 15
"""The target has to rank the source, too, among so many; chosen with `RELATED_AT` by `scripts/choose_related`."""


@dataclass(frozen=True, slots=True)
class VariantMetrics:
    """The metrics for one variant's sources, in one folder or (an empty name) in all."""

    variant: str
    folder: str
    sources: int
    baseline: Metrics
    model: Metrics


@dataclass(frozen=True, slots=True)
class Training:
    """All questions of a vault, and for each the scores by a model that saw no source of the same folder."""

    notes: Sequence[RankNote]
    names: tuple[str, ...]
    samples: Sequence[TrainingSample]
    held_out: Sequence[Floats]

    def evaluate(self) -> Iterator[VariantMetrics]:
        """Yield what was found in each version: of all sources first, then folder by folder."""
        for variant in dict.fromkeys(one.variant for one in self.samples):
            pairs = [pair for pair in zip(self.samples, self.held_out, strict=True) if pair[0].variant == variant]
            for folder in ("", *sorted({one.group for one, _ in pairs})):
                own = [pair for pair in pairs if folder in ("", pair[0].group)]
                baseline = average([one.baseline for one, _ in own])
                yield VariantMetrics(
                    variant, folder, len(own), baseline, average([evaluate_sample(*pair) for pair in own])
                )

    def model(self) -> Model:
        """Return the model of all questions, calibrated on the scores of orphan sources that were left out."""
        strict = [pair for pair in zip(self.samples, self.held_out, strict=True) if pair[0].variant == "strict"]
        slope, intercept = calibrate(
            np.concatenate([scores for _, scores in strict]), np.concatenate([one.linked for one, _ in strict])
        )
        learned_from = {one.place for one in self.samples}
        blobs = (blob_hash(note.record.source) for note in self.notes if note.place in learned_from)
        return replace(
            fit(self.names, *feature_matrix(self.samples)),
            slope=slope,
            intercept=intercept,
            related_at=RELATED_AT,
            related_within=RELATED_WITHIN,
            trained_on=frozenset(blob[:BLOB_LETTERS] for blob in blobs),
        )


def train(vault: Vault) -> Training:
    """Ask every claim of a vault for its links, in every version, and score it with its folder left out."""
    notes = rank_notes(vault).notes
    names: list[str] = []
    samples: list[TrainingSample] = []
    for variant in make_variants(notes):
        names, more = make_samples(variant)
        samples += more
    scores: dict[int, Floats] = {}
    for group in sorted({one.group for one in samples}):
        model = fit(names, *feature_matrix(one for one in samples if one.group != group))
        for number, one in enumerate(samples):
            if one.group == group:
                scores[number] = model.predict(names, one.features)
    return Training(notes, tuple(names), samples, [scores[number] for number in range(len(samples))])
