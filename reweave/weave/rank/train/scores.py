"""Learning from pairs that were read how probably an edge of words alone is right (`pair_score`, `mention_score`)."""

import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reweave.errors import ReweaveError
from reweave.weave.rank.logistic import Logistic, fit, unfitted
from reweave.weave.rank.vocabulary import Floats

_PENALTY = 3.0
_MOST = 2.0
"""No vault counts more than twice as much as its readings, however few they are."""

Measures = dict[str, float]

SCALES: dict[str, dict[str, Callable[[float], float]]] = {
    "related": {
        "odds": float,
        "place": math.log,
        "walk": math.log,
        "title": math.log1p,
        "words": math.log1p,
        "rare": math.log1p,
    },
    "mention": {"odds": float, "same_folder": float, "set_off": float},
}
"""How each measure of a kind of pair enters its score."""


@dataclass(frozen=True, slots=True)
class ScoredReading:
    """A pair that was read, and what weave measures of it. `right` is 1 where all readers took it, 0.5 debatable."""

    kind: str
    vault: str
    source: str
    target: str
    right: float
    measures: Measures
    side: str = ""


def parse_scored(data: bytes, name: str) -> list[ScoredReading]:
    """Return the readings of a file called `name`, one a line.

    Raises:
        ReweaveError: a line is none.
    """
    found = []
    for number, line in enumerate(data.splitlines(), 1):
        try:
            values: Any = json.loads(line)
            reading = ScoredReading(**values)
            valid = set(reading.measures) == set(SCALES[reading.kind])
        except (ValueError, TypeError, KeyError, RecursionError):
            valid = False
        if not valid:
            raise ReweaveError("not a scored reading", code="readings-invalid", path=name, line=number)
        found.append(reading)
    return found


class Scores:
    """The weights of one kind of pair, and what they say of vaults that they have not seen."""

    def __init__(self, kind: str, readings: Sequence[ScoredReading]) -> None:
        """Take the readings of a kind, of at least two vaults."""
        chosen = [one for one in readings if one.kind == kind]
        self._scales = SCALES[kind]
        # Vaults differ in how many pairs were read only where pairs were drawn vault by vault.
        self._even = kind == "related"
        self._vaults = np.asarray([one.vault for one in chosen])
        self._features = np.asarray(
            [[scale(one.measures[name]) for name, scale in self._scales.items()] for one in chosen]
        )
        self.right = np.asarray([float(one.right >= 1.0) for one in chosen])

    def weights(self) -> Measures:
        """Return the weights learned from all, by name, `bias` last; three digits."""
        model = self._fit(np.ones(len(self.right), dtype=bool))
        scaled = model.weights[:-1] / model.scale
        bias = model.weights[-1] - model.mean @ scaled
        return {name: round(float(one), 3) for name, one in zip((*self._scales, "bias"), (*scaled, bias), strict=True)}

    def unseen(self) -> Floats:
        """Return the score of each pair by weights learned from all vaults but its own."""
        odds = np.zeros(len(self.right))
        for vault in sorted(set(self._vaults)):
            inside = self._vaults == vault
            odds[inside] = self._fit(~inside).predict(self._features[inside])
        return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float64)

    def _fit(self, rows: Any) -> Logistic:
        features, vaults = self._features[rows], self._vaults[rows].tolist()
        sizes = Counter(vaults)
        mean = len(vaults) / len(sizes)
        shares = [min(_MOST, math.sqrt(mean / sizes[one])) if self._even else 1.0 for one in vaults]
        return fit(unfitted(features, np.ones(len(vaults))), features, self.right[rows], np.asarray(shares), _PENALTY)
