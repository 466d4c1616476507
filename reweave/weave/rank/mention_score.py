"""How probably a careful reader would link a note whose name a text has in its own words."""

import math
from dataclasses import dataclass

from reweave.weave.candidate import View
from reweave.weave.rank.pair_score import mean_odds

MENTIONED_AT = 0.65
"""The score from which a mention may be written as `related`; README.md says how it was measured."""


@dataclass(frozen=True, slots=True)
class MentionWeights:
    """What is learned of mentions that were read (`scripts/train_scores`)."""

    odds: float
    same_folder: float
    set_off: float
    bias: float


MENTION_WEIGHTS = MentionWeights(odds=0.586, same_folder=1.112, set_off=2.063, bias=1.711)


def mention_score(one: View, other: View, *, same_folder: bool, set_off: bool) -> float:
    """Return the probability that the edge is right.

    Common words are names, too: how the notes see each other tells whether one is meant. `set_off` is whether the name
    is in a heading or is all the words of a link.
    """
    by = MENTION_WEIGHTS
    odds = by.odds * mean_odds(one, other) + by.same_folder * same_folder + by.set_off * set_off + by.bias
    return 1.0 / (1.0 + math.exp(-odds))
