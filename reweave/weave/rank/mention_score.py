"""How probably a careful reader would link a note whose name a text has in its own words."""

import math

from reweave.weave.candidate import View
from reweave.weave.rank.pair_score import mean_odds

MENTIONED_AT = 0.65
"""The score from which a mention may be written as `related`; README.md says how it was measured."""

_ODDS, _SAME_FOLDER, _SET_OFF, _BIAS = 0.586, 1.112, 2.063, 1.711


def mention_score(one: View, other: View, *, same_folder: bool, set_off: bool) -> float:
    """Return the probability that the edge is right.

    Common words are names, too: how the notes see each other tells whether one is meant. `set_off` is whether the name
    is in a heading or is all the words of a link.
    """
    odds = _ODDS * mean_odds(one, other) + _SAME_FOLDER * same_folder + _SET_OFF * set_off + _BIAS
    return 1.0 / (1.0 + math.exp(-odds))
