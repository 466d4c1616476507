"""Training the base model on several vaults, each counting alike, and measuring it on vaults that it has not seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from reweave.note.changeset import blob_hash
from reweave.vault.vault import Vault
from reweave.weave.rank.index import build
from reweave.weave.rank.logistic import calibrate, fit, unfitted
from reweave.weave.rank.metrics import Metrics, average
from reweave.weave.rank.model import BLOB_LETTERS, Model
from reweave.weave.rank.notes import rank_notes
from reweave.weave.rank.pair_score import PairWeights
from reweave.weave.rank.refit import held_out
from reweave.weave.rank.samples import Sample, choose, feature_matrix, make_samples

RELATED_AT = 0.82
"""The score from which a pair may be written as `related`: so many of such pairs are to be right."""

ORPHANS_AT = 0.65
"""The same for the best pair of an orphan: it has no other edge."""

RELATED_WITHIN = 15
"""Each of the two has to rank the other among so many."""

PAIR_WEIGHTS = PairWeights(odds=0.162, place=-0.176, walk=-0.234, title=0.396, words=0.214, rare=0.25, bias=-0.285)
"""What makes a pair right, from pairs that were read; README.md says how it was learned."""

_PENALTY = 10.0
_SOURCES = 100.0
"""Each vault counts like one of so many sources, however many it has."""


@dataclass(frozen=True, slots=True)
class VaultSamples:
    """What one vault teaches, and the beginnings of the blob names of the notes that were asked."""

    name: str
    samples: Sequence[Sample]
    blobs: frozenset[str]


@dataclass(frozen=True, slots=True)
class VaultMetrics:
    """The metrics of a vault's sources: by TF-IDF, by a base without this vault, and by that base fitted to it."""

    vault: str
    sources: int
    baseline: Metrics
    base: Metrics
    fitted: Metrics


def read_samples(name: str, vault: Vault) -> VaultSamples:
    """Ask the notes of a vault for their links."""
    index = build(rank_notes(vault).notes)
    samples = make_samples(index, choose(index.linking()))
    blobs = (blob_hash(index.note(one.claim).record.source)[:BLOB_LETTERS] for one in samples)
    return VaultSamples(name, samples, frozenset(blobs))


def evaluate(vaults: Sequence[VaultSamples]) -> Iterator[VaultMetrics]:
    """Measure each vault by a model that was trained on the others."""
    for vault in vaults:
        base = train([one for one in vaults if one is not vault])
        samples = vault.samples
        by_base = [one.found(base.predict(one.names, one.features)) for one in samples]
        by_fit = [one.found(scores) for one, scores in zip(samples, held_out(base, samples), strict=True)]
        baseline = average([one.baseline for one in samples])
        yield VaultMetrics(vault.name, len(samples), baseline, average(by_base), average(by_fit))


def train(vaults: Sequence[VaultSamples]) -> Model:
    """Return the model of some vaults (each with links), calibrated on what it learned from."""
    tables = [feature_matrix(one.samples) for one in vaults]
    features, linked = (np.concatenate([table[column] for table in tables]) for column in (0, 1))
    counts = np.concatenate([table[2] * _SOURCES / len(one.samples) for table, one in zip(tables, vaults, strict=True)])
    logistic = fit(unfitted(features, counts), features, linked, counts, _PENALTY)
    slope, intercept = calibrate(logistic.predict(features), linked, counts)
    return Model(
        features=vaults[0].samples[0].names,
        logistic=logistic,
        slope=slope,
        intercept=intercept,
        related_at=RELATED_AT,
        orphans_at=ORPHANS_AT,
        related_within=RELATED_WITHIN,
        pair=PAIR_WEIGHTS,
        trained_on=frozenset(blob for one in vaults for blob in one.blobs),
    )
