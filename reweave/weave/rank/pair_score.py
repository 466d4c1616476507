"""How probably a careful reader would keep an edge between two notes that nobody links."""

import math
from dataclasses import dataclass

from reweave.weave.candidate import View

_MOST_ODDS = 5.0
_LAST = 300
"""From this place on, the one is as unlike the other as can be."""


@dataclass(frozen=True, slots=True)
class PairWeights:
    """What the log-odds of a link, on average of both sides, and the worse place by similarity say of a pair."""

    odds: float
    place: float
    bias: float


UNSEEN = View(-_MOST_ODDS, _LAST)
"""How a note sees one that is not among those it ranks first."""


def pair_score(weights: PairWeights, one: View, other: View) -> float:
    """Return the probability that the edge is right; the two may be given in either order."""
    mean = sum(max(-_MOST_ODDS, min(_MOST_ODDS, view.odds)) for view in (one, other)) / 2.0
    place = math.log(min(max(one.place, other.place), _LAST))
    odds = weights.odds * mean + weights.place * place + weights.bias
    return 1.0 / (1.0 + math.exp(-odds))
