import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.weave.rank import common_terms
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.tfidf import TfidfMatrix, queries_of
from reweave.weave.rank.vocabulary import Ints

WIDTH = 8
TEXTS = st.lists(st.lists(st.integers(0, WIDTH - 1), max_size=12), max_size=10)


def matrix(texts: list[Ints], fewest: int, cells: int) -> TfidfMatrix:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common_terms, "_FEWEST_TEXTS", fewest)
        patch.setattr(common_terms, "_MOST_CELLS", cells)
        return TfidfMatrix.of(lambda: texts, lambda: WIDTH)


@given(TEXTS, st.integers(0, 100), st.lists(st.integers(0, WIDTH - 1), max_size=12), st.data())
def test_common_terms_change_no_score(
    lists: list[list[int]], cells: int, asked: list[int], data: st.DataObject
) -> None:
    texts = [np.asarray(one, dtype=np.int64) for one in lists]
    plain, split = matrix(texts, 99, cells), matrix(texts, 1, cells)
    assert plain.common is None and (split.common is not None) is bool(texts)
    query = queries_of(np.asarray(asked, dtype=np.int64), np.zeros(len(asked), dtype=np.int64), 1, plain.idf)
    assert split.scores(query) == pytest.approx(plain.scores(query), abs=1e-6)
    some = Pool.of_one(np.asarray(data.draw(st.permutations(range(len(texts))))[:3], dtype=np.int64), len(texts))
    found, wanted = split.within(query, some), plain.within(query, some)
    assert found.toarray() == pytest.approx(wanted.toarray(), abs=1e-6)
    worth = np.arange(len(query.indices)) + 1.0
    assert found.sums(worth) == pytest.approx(worth @ (wanted.toarray() > 0.0), abs=1e-6)


def test_the_words_of_a_template_are_one_pattern() -> None:
    texts = [np.asarray([0, 1, 1, 2, 3 + number % 3], dtype=np.int64) for number in range(20)]
    common = matrix(texts, 1, 1000).common
    assert common is not None and np.flatnonzero(common.rows >= 0).tolist() == [0, 1, 2, 3, 4, 5]
    assert common.pattern[0] == common.pattern[2] and len(common.patterns) == 5
