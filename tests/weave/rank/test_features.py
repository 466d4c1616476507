import numpy as np
import pytest

from reweave.weave.rank.features import UNSCALED, candidate_pool, rank_scores, raw_scores, shares_of_best, table
from tests.weave.rank.vaults import hidden, index_of

CLAIM = "---\ntype: claim\ncreated: 2024-01-05\n---\n"


def test_places_count_equals_alike_and_leave_out_what_is_no_evidence() -> None:
    values = np.asarray([[0.5, 2.0, 0.5, 0.0], [0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 3.0, 0.5]])
    by_two, by_four = 1 / np.sqrt(2), 1 / np.sqrt(4)
    expected = [[by_two, 1.0, by_two, 0.0], [0.0, 0.0, 0.0, 0.0], [by_two, by_two, 1.0, by_four]]
    assert rank_scores(values) == pytest.approx(np.asarray(expected))
    assert rank_scores(np.zeros((2, 0))).shape == (2, 0)


def test_shares_are_of_the_best() -> None:
    values = np.asarray([[1.0, 4.0, 0.0], [0.0, 0.0, 0.0]])
    assert shares_of_best(values).tolist() == [[0.25, 1.0, 0.0], [0.0, 0.0, 0.0]]
    assert shares_of_best(np.zeros((2, 0))).shape == (2, 0)


def test_the_shortlist_holds_what_is_alike_and_never_the_source() -> None:
    index = index_of(
        asked=CLAIM + "solar storage", like=CLAIM + "storage", other=CLAIM + "violin", more=CLAIM + "tempo"
    )
    assert [index.note(int(claim)).record.stem for claim in candidate_pool(hidden(index, "asked")).claim] == ["like"]


def test_the_shortlist_reaches_by_links_what_shares_no_word() -> None:
    index = index_of(
        asked=CLAIM + "solar storage", like=CLAIM + "storage [[other]]", other=CLAIM + "violin", more=CLAIM + "tempo"
    )
    found = [index.note(int(claim)).record.stem for claim in candidate_pool(hidden(index, "asked")).claim]
    assert sorted(found) == ["like", "other"]


def test_each_score_becomes_a_place_and_a_share_but_for_those_that_mean_the_same_everywhere() -> None:
    index = index_of(asked=CLAIM + "solar storage", like=CLAIM + "storage", other=CLAIM + "solar")
    source = hidden(index, "asked")
    raw = raw_scores(source, candidate_pool(source))
    names, values = table(*raw)
    assert set(names) == UNSCALED | {f"{name}:{kind}" for name in set(raw[0]) - UNSCALED for kind in ("place", "share")}
    assert values.shape == (2, len(names)) and np.isfinite(values).all()
