import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.weave.rank import common_terms
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import CsrMatrix
from reweave.weave.rank.tfidf import TfidfMatrix, queries_of
from reweave.weave.rank.vocabulary import Ints
from reweave.weave.rank.weights import Parts

WIDTH, TEXTS = 6, 5
TEXT = st.lists(st.integers(0, WIDTH - 1), max_size=8)


def columns(lists: list[list[int]]) -> tuple[Ints, Ints]:
    """Return the columns of texts, and the text of each."""
    flat = np.asarray([one for text in lists for one in text], dtype=np.int64)
    return flat, np.repeat(np.arange(len(lists)), [len(text) for text in lists])


def parts_of(queries: CsrMatrix, cells: list[tuple[int, int]], ends: list[int]) -> Parts:
    """Return parts of queries, of which each cell is an entry and a part among those of its query."""
    entries = sorted({(entry, ends[int(queries.rows[entry])] + part) for entry, part in cells})
    entry, part = np.asarray(entries, dtype=np.int64).reshape(-1, 2).T
    return Parts(entry, part, np.arange(len(entry)) % 3 + 1.0, np.asarray(ends))


@given(
    st.lists(TEXT, min_size=TEXTS, max_size=TEXTS),
    st.lists(TEXT, min_size=1, max_size=3),
    st.integers(1, 3),
    st.integers(0, 40),
    st.data(),
)
def test_what_meets_a_text_best_is_what_products_of_full_matrices_say(
    lists: list[list[int]], asked: list[list[int]], parts: int, cells: int, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(common_terms, "_FEWEST_TEXTS", 1)
        patch.setattr(common_terms, "_MOST_CELLS", cells)
        own = [np.asarray(one, dtype=np.int64) for one in lists]
        texts = TfidfMatrix.of(lambda: own, lambda: WIDTH)
    queries = queries_of(*columns(asked), len(asked), texts.idf)
    entries = st.integers(0, len(queries.indices) - 1)
    chosen = data.draw(st.lists(st.tuples(entries, st.integers(0, parts - 1)))) if len(queries.indices) else []
    sentences = parts_of(queries, chosen, [parts * number for number in range(len(asked) + 1)])
    flags = data.draw(st.lists(st.booleans(), min_size=len(asked) * TEXTS, max_size=len(asked) * TEXTS))
    pool = Pool.of(np.asarray(flags).reshape(len(asked), TEXTS))
    found = texts.within(queries, pool).highest(sentences)
    by_term = texts.by_term.toarray()
    expected = []
    for source, text in zip(pool.source.tolist(), pool.claim.tolist(), strict=True):
        full = np.zeros((parts, WIDTH))
        for entry, part, weight in zip(
            sentences.entry.tolist(), sentences.part.tolist(), sentences.weight.tolist(), strict=True
        ):
            if queries.rows[entry] == source:
                full[part - parts * source, queries.indices[entry]] = weight
        expected.append((full @ by_term[:, text]).max())
    assert found.tolist() == pytest.approx(expected, abs=1e-6)
