"""What makes a pair of notes likelier to be right."""

from dataclasses import replace

import pytest

from reweave.weave.candidate import View
from reweave.weave.rank.model import shipped
from reweave.weave.rank.pair_score import UNSEEN, pair_score

WEIGHTS = shipped().pair
NEAR, FAR = View(1.0, 2, 3, 4.0), View(-1.0, 20, 30, 0.0)


def test_both_sides_count_alike() -> None:
    assert pair_score(WEIGHTS, NEAR, FAR, 40, 5) == pair_score(WEIGHTS, FAR, NEAR, 40, 5)


@pytest.mark.parametrize(
    ("better", "words", "rare"),
    [
        (replace(FAR, odds=0.5), 40, 5),
        (replace(FAR, place=2), 40, 5),
        (replace(FAR, walk=3), 40, 5),
        (replace(FAR, title=9.0), 40, 5),
        (FAR, 80, 5),
        (FAR, 40, 9),
    ],
)
def test_each_part_of_the_evidence_speaks_for_a_pair(better: View, words: int, rare: int) -> None:
    assert pair_score(WEIGHTS, NEAR, better, words, rare) > pair_score(WEIGHTS, NEAR, FAR, 40, 5)


def test_a_note_that_does_not_see_the_other_speaks_against_it() -> None:
    assert pair_score(WEIGHTS, NEAR, UNSEEN, 400, 50) < shipped().related_at
