"""How probably a careful reader would keep an edge between two notes that nobody links."""

import math
from dataclasses import dataclass, replace

from reweave.weave.candidate import View

_MOST_ODDS = 5.0
_LAST = 300
"""From this place on, the one is as unlike the other as can be."""
_ENOUGH = 100
"""From so many different words on, more say no more."""


@dataclass(frozen=True, slots=True)
class PairWeights:
    """What is learned of a pair from how its notes see each other (`View`), and from their words.

    `odds` is for the average of both sides, `place` and `walk` for the worse, `title` for the better. `words` is for
    those of the note that says less, `rare` for those that both have and few notes else.
    """

    odds: float
    place: float
    walk: float
    title: float
    words: float
    rare: float
    bias: float


UNSEEN = View(-_MOST_ODDS, _LAST, _LAST, 0.0)
"""How a note sees one that is not among those it ranks first."""


def pair_score(weights: PairWeights, one: View, other: View, words: int, rare: int) -> float:
    """Return the probability that the edge is right; the two views may be given in either order.

    `words` is how many different words the note has that says less: of little, little can be told. `rare` is how many
    words both have that one note in twenty or fewer has.
    """
    views = one, other
    odds = (
        weights.odds * mean_odds(*views)
        + weights.place * math.log(min(max(view.place for view in views), _LAST))
        + weights.walk * math.log(min(max(view.walk for view in views), _LAST))
        + weights.title * math.log1p(max(view.title for view in views))
        + weights.words * math.log1p(min(words, _ENOUGH))
        + weights.rare * math.log1p(rare)
        + weights.bias
    )
    return 1.0 / (1.0 + math.exp(-odds))


def best_score(weights: PairWeights, one: View, title: float, rare: int) -> float:
    """Return the most that `pair_score` can be, however the other note sees this one.

    `title` is the most that the other note's view can have of its title, `rare` the most rare words that both have.
    """

    def most(weight: float, low: float, high: float) -> float:
        return max(weight * low, weight * high)

    odds = (
        max(weights.odds * mean_odds(one, replace(one, odds=end)) for end in (-_MOST_ODDS, _MOST_ODDS))
        + most(weights.place, math.log(min(one.place, _LAST)), math.log(_LAST))
        + most(weights.walk, math.log(min(one.walk, _LAST)), math.log(_LAST))
        + most(weights.title, math.log1p(one.title), math.log1p(max(one.title, title)))
        + most(weights.words, 0.0, math.log1p(_ENOUGH))
        + most(weights.rare, 0.0, math.log1p(rare))
        + weights.bias
    )
    return 1.0 / (1.0 + math.exp(-odds))


def mean_odds(one: View, other: View) -> float:
    """Return the log-odds of a link between two notes, on average of both sides."""
    return sum(max(-_MOST_ODDS, min(_MOST_ODDS, view.odds)) for view in (one, other)) / 2.0
