"""What calibrated chances are worth: how many of the candidates with a chance are hidden links."""

from dataclasses import dataclass, field

import numpy as np

from reweave.weave.rank.logistic import calibrate
from reweave.weave.rank.vocabulary import Floats

_BINS = 5


@dataclass(frozen=True, slots=True)
class Bin:
    """The candidates whose chances lie between `low` and `high`: their mean chance, and the share that are links."""

    low: float
    high: float
    count: int
    chance: float
    links: float


@dataclass(slots=True)
class Outcomes:
    """The scores of candidates, which are hidden links, and the fold of each: no fold calibrates itself."""

    scores: list[Floats] = field(default_factory=list)
    linked: list[Floats] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)

    def add(self, scores: Floats, linked: Floats, fold: int) -> None:
        """Add the candidates of one source."""
        self.scores.append(scores)
        self.linked.append(linked)
        self.folds.append(fold)

    def bins(self) -> tuple[Bin, ...]:
        """Return the filled bins of equal width, the lowest first; none where there is one fold alone."""
        if len(set(self.folds)) < 2:
            return ()
        scores, linked = np.concatenate(self.scores), np.concatenate(self.linked)
        fold = np.repeat(self.folds, [len(one) for one in self.scores])
        chances = np.zeros(len(scores))
        for left in set(self.folds):
            own = fold == left
            slope, intercept = calibrate(scores[~own], linked[~own], np.ones(int((~own).sum())))
            chances[own] = 1.0 / (1.0 + np.exp(-(slope * scores[own] + intercept)))
        number = np.minimum((chances * _BINS).astype(int), _BINS - 1)
        return tuple(
            Bin(at / _BINS, (at + 1) / _BINS, int(own.sum()), float(chances[own].mean()), float(linked[own].mean()))
            for at in range(_BINS)
            if (own := number == at).any()
        )
