"""What calibrated chances are worth."""

import numpy as np

from reweave.weave.rank.reliability import Outcomes


def test_chances_are_those_of_links_in_other_folds() -> None:
    chance = np.random.default_rng(0)
    found = Outcomes()
    for number in range(40):
        scores = chance.normal(0.0, 2.0, 200)
        found.add(scores, (chance.random(200) < 1.0 / (1.0 + np.exp(-scores))).astype(float), number % 5)
    bins = found.bins()
    assert [round(one.low, 1) for one in bins] == [0.0, 0.2, 0.4, 0.6, 0.8]
    assert sum(one.count for one in bins) == 8000
    assert all(abs(one.chance - one.links) < 0.05 for one in bins)


def test_one_fold_alone_says_nothing() -> None:
    found = Outcomes()
    found.add(np.zeros(3), np.ones(3), 0)
    assert found.bins() == ()
