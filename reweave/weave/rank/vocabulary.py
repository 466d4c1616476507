"""Words as numbers: the columns of the matrices."""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from reweave.weave.rank.tokenizer import folded, raw_words, raw_words_and_breaks

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FEWEST_BUCKETS, _MOST_BUCKETS = 18, 22
_ABSENT, _BREAK = -1, -2
_REMEMBERED = 1 << 18
"""How many words are remembered as they are written, with their columns: words recur."""


class Vocabulary:
    """Numbers words in the order they are first seen. The columns of word pairs come first, then those of words.

    Pairs of neighbouring words are hashed into `buckets` columns, which keeps their number from growing with the vault.
    """

    def __init__(self, buckets: int) -> None:
        """Begin without words."""
        self.buckets = buckets
        self._numbers: dict[str, int] = {}
        self._learned = _Columns(lambda word: self._numbers.setdefault(word, len(self._numbers)) + buckets)
        self._known = _Columns(lambda word: self._numbers.get(word, _ABSENT - buckets) + buckets)

    @classmethod
    def for_notes(cls, notes: int) -> "Vocabulary":
        """Return a vocabulary with room for the word pairs of so many notes."""
        return cls(1 << min(max((16 * notes).bit_length(), _FEWEST_BUCKETS), _MOST_BUCKETS))

    @property
    def width(self) -> int:
        """How many columns there are now."""
        return self.buckets + len(self._numbers)

    def learn(self, words: Iterable[str]) -> Ints:
        """Return the columns of words; a word not seen before gets the next one."""
        numbers, first = self._numbers, self.buckets
        return np.fromiter((numbers.setdefault(word, len(numbers)) + first for word in words), dtype=np.int64)

    def learn_text(self, text: str) -> Ints:
        """Return the words and breaks of a text; a word not seen before gets the next column."""
        self._known.clear()
        return self._learned.of(raw_words_and_breaks(text.lower()))

    def read(self, text: str) -> Ints:
        """Return the words and breaks of a text: for each of its words a column, or a number below zero for none."""
        return self._known.of(raw_words_and_breaks(text.lower()))

    def columns(self, text: str) -> Ints:
        """Return the columns of those of a text's words that have one."""
        return words_of(self._known.of(raw_words(text.lower())))

    def pairs(self, words: Ints) -> Ints:
        """Return the column of each pair of neighbours."""
        mixed = (words[:-1] * 0x9E3779B1 + words[1:] * 0x85EBCA77) & 0x7FFFFFFFFFFFFFFF
        mixed ^= mixed >> 29
        return mixed & (self.buckets - 1)

    def with_pairs(self, words: Ints) -> Ints:
        """Return the columns of words, and those of each pair of neighbours."""
        return np.concatenate([self.pairs(words), words])

    def is_word(self, columns: Ints) -> NDArray[np.bool_]:
        """Return which columns are words, not pairs."""
        return columns >= self.buckets

    def names(self) -> list[str]:
        """Return the words in the order of their columns, the first at column `buckets`."""
        return list(self._numbers)


class _Columns(dict[str, int]):
    """The columns of words as they are written, each looked up once."""

    def __init__(self, find: Callable[[str], int]) -> None:
        self._find = find

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        if not word or word.isspace():
            column = _BREAK
        else:
            counted = folded(word)
            column = self._find(counted) if counted else _ABSENT
        self[word] = column
        return column

    def of(self, words: list[str]) -> Ints:
        return np.fromiter(map(self.__getitem__, words), dtype=np.int64, count=len(words))


def words_of(read: Ints) -> Ints:
    """Return the columns of words, without what has none."""
    return read[read >= 0]


def sentences_of(read: Ints) -> tuple[Ints, Ints]:
    """Return the columns of words, and the number of the sentence of each."""
    words = read >= 0
    return read[words], np.cumsum(read == _BREAK)[words]
