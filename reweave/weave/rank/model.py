"""The ranking model: a logistic regression, read from a file of numbers, or fitted to a vault from that one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from reweave.weave.rank.logistic import Logistic
from reweave.weave.rank.pair_score import PairWeights
from reweave.weave.rank.vocabulary import Floats

FORMAT = 5
BLOB_LETTERS = 12
"""How much of a note's blob name is kept: enough to know the note by."""
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Model:
    """The weights, the names of the features they were trained on, and what their scores were measured to mean.

    A pair whose score by the weights `pair` is `related_at` or more is written as `related`, if each of the two ranks
    the other among its first `related_within`; the best pair of an orphan from `orphans_at`. `trained_on` holds the
    beginnings of the blob names of the notes that the model learned from.
    """

    features: tuple[str, ...]
    logistic: Logistic
    slope: float
    intercept: float
    related_at: float
    orphans_at: float
    related_within: int
    pair: PairWeights
    trained_on: frozenset[str] = frozenset()

    def predict(self, names: Sequence[str], features: Floats) -> Floats:
        """Return one score (log-odds) per row, rounded so that equal evidence stays equal.

        Raises:
            ValueError: the features are not those that the model was trained on.
        """
        if tuple(names) != self.features:
            raise ValueError("the ranking model was trained on other features; retrain it")
        return np.round(self.logistic.predict(features), _DIGITS)

    def probability(self, scores: Floats) -> Floats:
        """Return the calibrated chance that an author would have made the link."""
        return 1.0 / (1.0 + np.exp(-self.odds(scores)))

    def odds(self, scores: Floats) -> Floats:
        """Return the same chance as log-odds."""
        return self.slope * scores + self.intercept

    def to_json(self) -> dict[str, Any]:
        """Return the model as plain numbers."""
        logistic = self.logistic
        return {
            "format": FORMAT,
            "features": list(self.features),
            "logistic": {
                "mean": logistic.mean.tolist(),
                "scale": logistic.scale.tolist(),
                "weights": logistic.weights.tolist(),
            },
            "calibration": {"slope": self.slope, "intercept": self.intercept},
            "related": {
                "at": self.related_at,
                "orphans_at": self.orphans_at,
                "within": self.related_within,
                "pair": asdict(self.pair),
            },
            "trained_on": sorted(self.trained_on),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Model":
        """Return the model of plain numbers.

        Raises:
            ValueError: the format is another.
            KeyError: a part is missing.
        """
        if data["format"] != FORMAT:
            raise ValueError(f"ranking model has format {data['format']}, expected {FORMAT}")
        logistic, calibration = data["logistic"], data["calibration"]
        mean, scale, weights = (np.asarray(logistic[name], dtype=np.float64) for name in ("mean", "scale", "weights"))
        return cls(
            features=tuple(data["features"]),
            logistic=Logistic(mean, scale, weights),
            slope=float(calibration["slope"]),
            intercept=float(calibration["intercept"]),
            related_at=float(data["related"]["at"]),
            orphans_at=float(data["related"]["orphans_at"]),
            related_within=int(data["related"]["within"]),
            pair=PairWeights(**data["related"]["pair"]),
            trained_on=frozenset(data["trained_on"]),
        )


def shipped() -> Model:
    """Return the base model that comes with the package."""
    text = files("reweave.weave.rank").joinpath("model.json").read_text(encoding="utf-8")
    return Model.from_json(json.loads(text))
