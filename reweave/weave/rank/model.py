"""The frozen ranking model: a logistic regression and a small forest of boosted trees, read from a file of numbers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np

from reweave.weave.rank.vocabulary import Floats, Ints

FORMAT = 2
BLOB_LETTERS = 12
"""How much of a note's blob name is kept: enough to know the note by."""
_DIGITS = 6
_FULL, _TOO_FEW = 200, 100
"""The forest learned from pools of 200 claims and more, and counts for half the score there. Places among few
claims mean something else to it: from 200 down it counts for less, at 100 for nothing. README.md has the figures.
"""


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights of the features as they are, not standardized."""

    weights: Floats
    bias: float

    def predict(self, features: Floats) -> Floats:
        """Return log-odds of a link."""
        return np.asarray(features @ self.weights + self.bias, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Forest:
    """Binary trees in arrays of trees by nodes; a leaf has feature -1 and leads to itself.

    A row goes left where its feature is at most the threshold; `depth` steps reach a leaf in every tree.
    """

    feature: Ints
    threshold: Floats
    left: Ints
    right: Ints
    value: Floats
    depth: int
    bias: float

    def predict(self, features: Floats) -> Floats:
        """Return log-odds of a link: the sum over all trees."""
        trees, size = self.feature.shape
        rows = len(features)
        first = np.arange(trees) * size
        # Every node asks every row, whether it comes by or not: whole rows are compared faster than single numbers.
        goes_right = (features.T[self.feature.ravel()] > self.threshold.reshape(-1, 1)).ravel()
        leads_to = np.stack([self.left + first[:, None], self.right + first[:, None]], axis=-1).ravel()
        node = np.repeat(first[:, None], rows, axis=1)
        row = np.arange(rows)
        for _ in range(self.depth):
            node = leads_to.take(2 * node + goes_right.take(node * rows + row))
        return np.asarray(self.value.take(node.T).sum(axis=1), dtype=np.float64) + self.bias


@dataclass(frozen=True, slots=True)
class Model:
    """Both models, the names of the features they were trained on, and what they were measured to say together.

    From `related_at` on, a candidate is probable enough to be written as `related`, if its target in turn ranks the
    source among its first `related_within`. `trained_on` holds the beginnings of the blob names of the notes that the
    model learned from.
    """

    features: tuple[str, ...]
    logistic: Logistic
    forest: Forest
    slope: float
    intercept: float
    related_at: float
    related_within: int
    trained_on: frozenset[str] = frozenset()

    def predict(self, names: Sequence[str], features: Floats) -> Floats:
        """Return one score per row, for all rows of a candidate pool; rounded so that equal evidence stays equal.

        It is the mean log-odds of both models, in which the forest counts for less on a short list.

        Raises:
            ValueError: the features are not those that the model was trained on.
        """
        if tuple(names) != self.features:
            raise ValueError("the ranking model was trained on other features; retrain it")
        forest = min(max((len(features) - _TOO_FEW) / (_FULL - _TOO_FEW), 0.0), 1.0) / 2.0
        scores = (1.0 - forest) * self.logistic.predict(features)
        if forest > 0.0:
            scores += forest * self.forest.predict(features)
        return np.round(scores, _DIGITS)

    def probability(self, scores: Floats) -> Floats:
        """Return the calibrated chance that an author would have made the link."""
        return 1.0 / (1.0 + np.exp(-(self.slope * scores + self.intercept)))

    def to_json(self) -> dict[str, Any]:
        """Return the model as plain numbers."""
        forest = self.forest
        return {
            "format": FORMAT,
            "features": list(self.features),
            "logistic": {"weights": self.logistic.weights.tolist(), "bias": self.logistic.bias},
            "forest": {
                "feature": forest.feature.tolist(),
                "threshold": forest.threshold.tolist(),
                "left": forest.left.tolist(),
                "right": forest.right.tolist(),
                "value": forest.value.tolist(),
                "depth": forest.depth,
                "bias": forest.bias,
            },
            "calibration": {"slope": self.slope, "intercept": self.intercept},
            "related": {"at": self.related_at, "within": self.related_within},
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
        logistic, forest, calibration = data["logistic"], data["forest"], data["calibration"]
        return cls(
            features=tuple(data["features"]),
            logistic=Logistic(np.asarray(logistic["weights"], dtype=np.float64), float(logistic["bias"])),
            forest=Forest(
                feature=np.asarray(forest["feature"], dtype=np.int64),
                threshold=np.asarray(forest["threshold"], dtype=np.float64),
                left=np.asarray(forest["left"], dtype=np.int64),
                right=np.asarray(forest["right"], dtype=np.int64),
                value=np.asarray(forest["value"], dtype=np.float64),
                depth=int(forest["depth"]),
                bias=float(forest["bias"]),
            ),
            slope=float(calibration["slope"]),
            intercept=float(calibration["intercept"]),
            related_at=float(data["related"]["at"]),
            related_within=int(data["related"]["within"]),
            trained_on=frozenset(data["trained_on"]),
        )


def shipped() -> Model:
    """Return the model that comes with the package."""
    text = files("reweave.weave.rank").joinpath("model.json").read_text(encoding="utf-8")
    return Model.from_json(json.loads(text))
