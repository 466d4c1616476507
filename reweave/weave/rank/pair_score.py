"""How probably a careful reader would keep an edge between two notes that nobody links."""

import math
from dataclasses import dataclass

from reweave.weave.candidate import View

_MOST_ODDS = 5.0
_LAST = 300
"""From this place on, the one is as unlike the other as can be."""
_ENOUGH = 100
"""From so many different words on, more say no more."""


@dataclass(frozen=True, slots=True)
class PairWeights:
    """What the log-odds of a link, on average of both sides, the worse place by similarity, and the words of the note
    that says less tell of a pair.
    """

    odds: float
    place: float
    words: float
    bias: float


UNSEEN = View(-_MOST_ODDS, _LAST)
"""How a note sees one that is not among those it ranks first."""


def pair_score(weights: PairWeights, one: View, other: View, words: int) -> float:
    """Return the probability that the edge is right; the two may be given in either order.

    `words` is how many different words the note has that says less: of little, little can be told.
    """
    mean = sum(max(-_MOST_ODDS, min(_MOST_ODDS, view.odds)) for view in (one, other)) / 2.0
    place = math.log(min(max(one.place, other.place), _LAST))
    own = math.log1p(min(words, _ENOUGH))
    odds = weights.odds * mean + weights.place * place + weights.words * own + weights.bias
    return 1.0 / (1.0 + math.exp(-odds))
