import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.weave.rank.text_queries import read_queries
from reweave.weave.rank.vocabulary import Vocabulary

WORDS = ["sun", "wind", "rain", "the"]
TEXTS = st.lists(st.lists(st.lists(st.sampled_from(WORDS), max_size=5), max_size=4), max_size=4)
BUCKETS = 1 << 16


def pairs(columns: list[int], vocabulary: Vocabulary) -> list[int]:
    found: list[int] = vocabulary.pairs(np.asarray(columns, dtype=np.int64)).tolist()
    return found


def unit(columns: list[int], idf: np.ndarray[tuple[int], np.dtype[np.float64]]) -> dict[int, float]:
    weights = {one: (1.0 + math.log(times)) * idf[one] for one, times in Counter(columns).items()}
    length = math.sqrt(sum(weight**2 for weight in weights.values()))
    return {one: weight / length for one, weight in weights.items()}


@given(TEXTS)
def test_texts_and_sentences_are_vectors_of_words_and_pairs(texts: list[list[list[str]]]) -> None:
    vocabulary = Vocabulary(BUCKETS)
    vocabulary.learn_text("sun wind rain")
    idf = np.linspace(1.0, 2.0, vocabulary.width)
    read = [vocabulary.read("\n".join(" ".join(sentence) for sentence in text)) for text in texts]
    queries, parts = read_queries(read, vocabulary, idf)
    assert queries.shape == (len(texts), vocabulary.width) and len(parts.ends) == len(texts) + 1
    names = vocabulary.names()
    for number, text in enumerate(texts):
        own = [[BUCKETS + names.index(word) for word in sentence if word in names] for sentence in text]
        together = [one for sentence in own for one in sentence]
        entries = range(int(queries.indptr[number]), int(queries.indptr[number + 1]))
        found = {int(queries.indices[entry]): float(queries.data[entry]) for entry in entries}
        assert found == pytest.approx(unit(together + pairs(together, vocabulary), idf))
        assert list(found) == sorted(found)
        expected = [unit(sentence + pairs(sentence, vocabulary), idf) for sentence in own if sentence]
        sentences: list[dict[int, float]] = [{} for _ in range(*parts.ends[number : number + 2].tolist())]
        for entry, part, weight in zip(parts.entry.tolist(), parts.part.tolist(), parts.weight.tolist(), strict=True):
            if entry in entries:
                sentences[part - int(parts.ends[number])][int(queries.indices[entry])] = weight
        assert sentences == [pytest.approx(one) for one in expected]
    assert parts.entry.tolist() == sorted(parts.entry.tolist())
