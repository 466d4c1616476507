import pytest

from reweave.weave.rank.metrics import RankingScores, average, score_ranking


def test_recall_and_the_first_hit() -> None:
    ranked = [9, 1, 8, 7, 6, 2, *range(20, 30), 3]
    assert score_ranking(ranked, [1, 2, 3, 4]) == RankingScores(0.25, 0.5, 0.5)
    assert score_ranking([], [1]) == RankingScores(0.0, 0.0, 0.0)


def test_means_with_an_interval_around_them() -> None:
    results = [RankingScores(1.0, 1.0, 1.0), RankingScores(0.0, 0.5, 0.25)] * 20
    measured = average(results)
    assert (measured.recall_at_5.mean, measured.recall_at_10.mean, measured.mrr.mean) == (0.5, 0.75, 0.625)
    for one in (measured.recall_at_5, measured.recall_at_10, measured.mrr):
        assert one.low < one.mean < one.high
    # A mean of 40 zeros and ones has a standard error of .079.
    assert measured.recall_at_5.high - measured.recall_at_5.low == pytest.approx(2 * 1.96 * 0.079, abs=0.04)
    assert average(results) == measured


def test_one_source_has_no_spread() -> None:
    measured = average([RankingScores(0.5, 1.0, 0.2)])
    assert measured.mrr.low == measured.mrr.mean == measured.mrr.high == 0.2
