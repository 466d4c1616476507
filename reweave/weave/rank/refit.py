"""Fitting the base model to the links of one vault, and how well they are found by models that did not see them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

import numpy as np

from reweave.verbosity import timed_step
from reweave.weave.candidate import Trust
from reweave.weave.rank.index import Index
from reweave.weave.rank.logistic import calibrate, fit
from reweave.weave.rank.metrics import RankingScores
from reweave.weave.rank.model import Model, shipped
from reweave.weave.rank.ranking import Asked
from reweave.weave.rank.samples import Sample, choose, feature_matrix, make_samples
from reweave.weave.rank.vocabulary import Floats

FEWEST_SOURCES = 20
"""Below so many linking notes, a fit is worse than the base as often as it is better."""
PENALTY = 100.0
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Refit:
    """The model for a vault, whether it was fitted there, and how models fitted without a note find its links."""

    model: Model
    fitted: bool
    trust: Trust

    def to_json(self) -> dict[str, Any]:
        """Return what differs from the base model, as JSON has it."""
        model = self.model
        return {
            "weights": model.logistic.weights.tolist(),
            "calibration": [model.slope, model.intercept],
            "fitted": self.fitted,
            "trust": astuple(self.trust),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Refit":
        """Return what `to_json` was asked for, with the base model that comes with the package."""
        base = shipped()
        slope, intercept = data["calibration"]
        logistic = replace(base.logistic, weights=np.asarray(data["weights"], dtype=np.float64))
        model = replace(base, logistic=logistic, slope=slope, intercept=intercept)
        return cls(model, data["fitted"], Trust(*data["trust"]))


@timed_step("fit the ranker to the vault")
def refit(index: Index, base: Model, keep: Callable[[Asked], None] = lambda asked: None) -> Refit:
    """Return the base model fitted to the links of a vault, or as it is where too few notes have links.

    `keep` is told of each claim that was asked for its links.
    """
    sources = index.linking()
    samples = make_samples(index, choose(sources), keep=keep) if len(sources) >= FEWEST_SOURCES else []
    if len(samples) < FEWEST_SOURCES:
        return Refit(base, False, Trust(len(sources), None, None))
    whole = fit_to(base, samples)
    scores = held_out(base, samples)
    slope, intercept = calibrate(
        np.concatenate(scores), np.concatenate([one.linked for one in samples]), np.ones(sum(map(len, scores)))
    )
    return Refit(
        replace(whole, slope=slope, intercept=intercept),
        True,
        Trust(
            len(sources),
            _recall([one.found(own) for one, own in zip(samples, scores, strict=True)]),
            _recall([one.baseline for one in samples]),
        ),
    )


def _recall(scores: Sequence[RankingScores]) -> float:
    return sum(one.recall_at_10 for one in scores) / len(scores)


def fit_to(base: Model, samples: Sequence[Sample]) -> Model:
    """Return the base model with weights fitted to samples, shrunk towards its own; its calibration stays."""
    return replace(base, logistic=fit(base.logistic, *feature_matrix(samples), PENALTY))


def held_out(base: Model, samples: Sequence[Sample]) -> list[Floats]:
    """Return for each sample the scores of a model that was fitted without it."""
    scores = []
    models = [fit_to(base, [one for at, one in enumerate(samples) if at % FOLDS != fold]) for fold in range(FOLDS)]
    for at, one in enumerate(samples):
        scores.append(models[at % FOLDS].predict(one.names, one.features))
    return scores
