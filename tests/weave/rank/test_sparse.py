import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from reweave.weave.rank import sparse
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import CsrMatrix, best, without_noise

Full = NDArray[np.float64]


def matrices(rows: st.SearchStrategy[int], columns: st.SearchStrategy[int]) -> st.SearchStrategy[Full]:
    """Return full matrices of small whole numbers, half of them zero: every sum is exact."""
    values = st.sampled_from([0.0, 0.0, 0.0, 1.0, 2.0, 3.0])
    return st.tuples(rows, columns).flatmap(lambda shape: arrays(np.float64, shape, elements=values))


SIZES = st.integers(0, 6)


def csr(full: Full) -> CsrMatrix:
    rows, columns = np.nonzero(full)
    return CsrMatrix.of_coordinates(rows, columns, full[rows, columns], full.shape)


@given(matrices(SIZES, SIZES), st.integers(1, 5))
def test_a_matrix_is_transposed_in_blocks_of_any_size(full: Full, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sparse, "_BLOCK", block)
        turned = csr(full).transposed()
    assert turned.toarray().tolist() == full.T.tolist() and turned.shape == full.T.shape
    assert all(np.all(np.diff(turned.row(number)) > 0) for number in range(turned.shape[0]))


@given(matrices(SIZES, SIZES))
def test_products_are_those_of_full_matrices(full: Full) -> None:
    matrix, vector = csr(full), np.arange(full.shape[1], dtype=np.float64)
    asked = np.arange(full.shape[0])[::-2]
    found = Pool.of_one(asked, full.shape[0]).products(matrix, vector[None, :])
    assert found.tolist() == (full @ vector)[asked].tolist()
    assert matrix.lengths.tolist() == (full > 0).sum(axis=1).tolist()


def test_ones_are_given_row_by_row() -> None:
    assert CsrMatrix.of_ones([[2], [], [0, 1]], 4).toarray().tolist() == [[0, 0, 1, 0], [0, 0, 0, 0], [1, 1, 0, 0]]


@given(st.lists(st.sampled_from([0.0, 0.0, 1.0, 2.0, 3.0]), max_size=12), st.integers(0, 12))
def test_the_best_are_taken_and_of_equals_the_first(values: list[float], most: int) -> None:
    expected = [place for place in sorted(range(len(values)), key=lambda place: -values[place]) if values[place] > 0]
    assert best(np.asarray(values), most).tolist() == sorted(expected[:most])


@given(
    arrays(np.float64, (2, 6), elements=st.one_of(st.just(0.0), st.floats(1e-200, 1e6), st.floats(-1e6, -1e-200))),
    st.integers(-2, 2),
)
def test_the_last_bits_of_a_number_say_nothing(full: Full, bits: int) -> None:
    rounded = without_noise(full)
    top = np.abs(full).max(axis=1, keepdims=True)
    assert (np.abs(rounded - full) <= top * 2.0**-29).all()
    # A sum of rounded numbers, in another order of adding: the same step again, also where it is half of one.
    half = rounded / 2.0 + rounded[:, ::-1] / 4.0
    assert np.array_equal(without_noise(half), without_noise(half * (1.0 + bits * 2.0**-52)))
    assert np.array_equal(without_noise(rounded), rounded)
