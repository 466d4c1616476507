import math

import numpy as np
import pytest

from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import CsrMatrix
from reweave.weave.rank.tfidf import TfidfMatrix, queries_of
from reweave.weave.rank.vocabulary import Ints


def texts() -> list[Ints]:
    return [np.asarray(one, dtype=np.int64) for one in ([0, 0, 1], [1, 2], [], [2, 2, 2, 3])]


def by_hand(text: Ints, frequency: dict[int, int]) -> dict[int, float]:
    weights = {
        int(term): (1 + math.log(list(text).count(term))) * (math.log(5 / (1 + frequency.get(int(term), 0))) + 1)
        for term in set(text.tolist())
    }
    length = math.sqrt(sum(weight**2 for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()}


def test_scores_are_the_cosines_that_a_plain_reckoning_gives() -> None:
    weighted = TfidfMatrix.of(texts, lambda: 5)
    frequency = {0: 1, 1: 2, 2: 2, 3: 1}
    vectors = [by_hand(text, frequency) for text in texts()]
    query = np.asarray([1, 1, 2, 4], dtype=np.int64)
    asked = by_hand(query, frequency)
    expected = [sum(weight * vector.get(term, 0.0) for term, weight in asked.items()) for vector in vectors]
    assert weighted.scores(queries_of(query, np.zeros(4, np.int64), 1, weighted.idf))[0] == pytest.approx(
        expected, abs=1e-6
    )


def test_weights_of_some_terms_in_some_texts() -> None:
    weighted = TfidfMatrix.of(texts, lambda: 4)
    query = CsrMatrix(np.ones(2), np.asarray([2, 1]), np.asarray([0, 2]), 4)
    found = weighted.within(query, Pool.of_one(np.asarray([3, 1]), 4)).toarray()
    assert found == pytest.approx(weighted.by_term.toarray()[np.ix_([2, 1], [3, 1])])


def test_a_query_without_terms_meets_nothing() -> None:
    weighted = TfidfMatrix.of(texts, lambda: 4)
    none = np.zeros(0, dtype=np.int64)
    assert weighted.scores(queries_of(none, none, 1, weighted.idf)).tolist() == [[0.0] * 4]
