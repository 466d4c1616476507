"""Words as numbers: the columns of the matrices."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FEWEST_BUCKETS, _MOST_BUCKETS = 18, 22


class Vocabulary:
    """Numbers words in the order they are first seen. The columns of word pairs come first, then those of words.

    Pairs of neighbouring words are hashed into `buckets` columns, which keeps their number from growing with the vault.
    """

    def __init__(self, buckets: int) -> None:
        """Begin without words."""
        self.buckets = buckets
        self._numbers: dict[str, int] = {}

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

    def known(self, words: Iterable[str]) -> Ints:
        """Return the columns of those of the words that have one."""
        numbers, first = self._numbers, self.buckets
        return np.asarray([numbers[word] + first for word in words if word in numbers], dtype=np.int64)

    def with_pairs(self, words: Ints) -> Ints:
        """Return the columns of words, and those of each pair of neighbours."""
        mixed = (words[:-1] * 0x9E3779B1 + words[1:] * 0x85EBCA77) & 0x7FFFFFFFFFFFFFFF
        mixed ^= mixed >> 29
        return np.concatenate([mixed & (self.buckets - 1), words])

    def is_word(self, columns: Ints) -> NDArray[np.bool_]:
        """Return which columns are words, not pairs."""
        return columns >= self.buckets

    def names(self) -> list[str]:
        """Return the words in the order of their columns, the first at column `buckets`."""
        return list(self._numbers)
