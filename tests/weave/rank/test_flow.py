import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.weave.rank import flow
from reweave.weave.rank.flow import Flow

SIZE = 6
ENDS = st.integers(0, SIZE - 1)


@given(st.lists(st.tuples(ENDS, ENDS), max_size=40), st.integers(1, 3))
def test_each_claim_gets_the_sum_of_the_other_ends_of_its_links(links: list[tuple[int, int]], few: int) -> None:
    ends, others = np.asarray(links, dtype=np.int64).reshape(-1, 2).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow, "_FEW", few)
        found = Flow.of(ends, others, SIZE)
    values = np.arange(2.0 * SIZE).reshape(SIZE, 2) ** 2
    expected = np.zeros_like(values)
    np.add.at(expected, ends, values[others])
    assert found.sums(values[found.order])[found.position].tolist() == expected.tolist()
    assert np.bincount(ends, minlength=SIZE)[found.order].tolist() == sorted(
        np.bincount(ends, minlength=SIZE), reverse=True
    )
