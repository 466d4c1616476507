from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.weave.rank import text_counts
from reweave.weave.rank.text_counts import FlatTexts, count_texts
from reweave.weave.rank.vocabulary import Ints


def neighbours(words: Ints) -> Ints:
    return words[:-1] * 10 + words[1:] + 100


@given(st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=6), st.integers(1, 12), st.booleans())
def test_texts_are_counted_in_blocks_of_any_size(lists: list[list[int]], block: int, with_pairs: bool) -> None:
    texts = [np.asarray(one, dtype=np.int64) for one in lists]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_counts, "_BLOCK", block)
        found = list(count_texts(FlatTexts(texts), neighbours if with_pairs else None))
    counts = {
        (own.first + int(text), int(column)): int(times)
        for own in found
        for column, text, times in zip(own.column, own.text, own.times, strict=True)
    }
    pairs = [[10 * one + other + 100 for one, other in pairwise(own)] for own in lists]
    expected = Counter((number, word) for number, own in enumerate(lists) for word in own)
    if with_pairs:
        expected.update((number, pair) for number, own in enumerate(pairs) for pair in own)
    assert counts == expected
    assert [own.first for own in found] == np.cumsum([0, *(own.count for own in found)])[:-1].tolist()
    assert sum(own.count for own in found) == len(lists)
    for own in found:
        keys = list(zip(own.column.tolist(), own.text.tolist(), strict=True))
        assert keys == sorted(set(keys))
