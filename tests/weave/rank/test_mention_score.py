"""What makes a mention likelier to be right."""

from reweave.weave.candidate import View
from reweave.weave.rank.mention_score import MENTIONED_AT, mention_score
from reweave.weave.rank.pair_score import UNSEEN

SURE = View(2.0, 1, 1, 3.0)


def test_notes_that_do_not_see_each_other_use_the_name_as_common_words() -> None:
    assert mention_score(UNSEEN, UNSEEN, same_folder=True, set_off=False) < MENTIONED_AT
    assert mention_score(SURE, UNSEEN, same_folder=True, set_off=False) > MENTIONED_AT


def test_each_circumstance_speaks_for_it() -> None:
    least = mention_score(SURE, UNSEEN, same_folder=False, set_off=False)
    folder = mention_score(UNSEEN, SURE, same_folder=True, set_off=False)
    assert least < folder < mention_score(SURE, SURE, same_folder=True, set_off=False)
    assert least < mention_score(SURE, UNSEEN, same_folder=False, set_off=True)
