"""The texts of sources as queries: all their words together, and sentence by sentence."""

from collections.abc import Sequence

import numpy as np

from reweave.weave.rank.sparse import CsrMatrix, ends_of
from reweave.weave.rank.tfidf import unit_weights
from reweave.weave.rank.vocabulary import Floats, Ints, Vocabulary, sentences_of
from reweave.weave.rank.weights import Parts


def read_queries(texts: Sequence[Ints], vocabulary: Vocabulary, idf: Floats) -> tuple[CsrMatrix, Parts]:
    """Return texts that were read as vectors over words and pairs of words, and likewise their sentences.

    A pair across the end of a sentence is one of the text, and of neither sentence.
    """
    read = np.concatenate([*texts, np.zeros(0, dtype=np.int64)])
    text = np.repeat(np.arange(len(texts)), [len(one) for one in texts])
    text = text[read >= 0]
    words, sentence = sentences_of(read)
    sentence += text
    sentence = np.cumsum(np.diff(sentence, prepend=sentence[:1]) > 0)
    sentences = int(sentence.max(initial=-1)) + 1
    together = text[1:] == text[:-1]
    pairs = vocabulary.pairs(words)[together]
    # In no sentence: behind the last.
    inside = np.where(sentence[1:] == sentence[:-1], sentence[1:], sentences)[together]
    columns, of = np.concatenate([pairs, words]), np.concatenate([text[1:][together], text])
    low, middle = sentences.bit_length(), vocabulary.width.bit_length()
    keys = (of << middle | columns) << low | np.concatenate([inside, sentence])
    used, times = np.unique(keys, return_counts=True)
    of_term, part = used >> low, used & (1 << low) - 1
    first = np.flatnonzero(np.diff(of_term, prepend=-1))
    entry = np.cumsum(np.diff(of_term, prepend=-1) != 0) - 1
    of, column = of_term[first] >> middle, of_term[first] & (1 << middle) - 1
    total = np.add.reduceat(times, first) if len(first) else times
    data = unit_weights(total, column, of, len(texts), idf)
    queries = CsrMatrix(data, column, ends_of(np.bincount(of, minlength=len(texts))), len(idf))
    within = part < sentences
    entry, part = entry[within], part[within]
    weights = unit_weights(times[within], column[entry], part, sentences, idf)
    return queries, Parts(entry, part, weights, np.searchsorted(text[_starts(sentence)], np.arange(len(texts) + 1)))


def _starts(numbers: Ints) -> Ints:
    """Return where each number of an ordered sequence is first."""
    return np.flatnonzero(np.diff(numbers, prepend=-1))
