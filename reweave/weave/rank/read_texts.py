"""The own texts of notes, cut into words and sentences."""

from array import array

import numpy as np

from reweave.weave.rank.own_text import OwnTexts
from reweave.weave.rank.vocabulary import Ints, Vocabulary

_MOST_WORDS = 1 << 26
"""How many words are kept while notes are learned, which is done twice."""


class ReadTexts:
    """The words of notes' own texts as columns, with the ends of sentences; kept where the texts are."""

    def __init__(self, texts: OwnTexts, vocabulary: Vocabulary) -> None:
        """Begin with nothing read."""
        self._texts = texts
        self._vocabulary = vocabulary
        # One after the other: memory of many short arrays is not given back.
        self._columns, self._ends = array("i"), array("q", [0])

    def learn(self, number: int) -> Ints:
        """Return the words and breaks of a note; words not seen before get columns."""
        kept = len(self._ends) - 1
        if number < kept:
            return self._kept(number)
        found = self._vocabulary.learn_text(self._texts.of(number))
        if number == kept and len(self._columns) < _MOST_WORDS:
            self._columns.frombytes(found.astype(np.int32).tobytes())
            self._ends.append(len(self._columns))
        return found

    def forget_many(self) -> None:
        """Forget what was read of notes that are too large together to be kept for good."""
        if not self._texts.kept:
            self._columns, self._ends = array("i"), array("q", [0])

    def of(self, number: int) -> Ints:
        """Return the words and breaks of a note that was learned."""
        if number < len(self._ends) - 1:
            return self._kept(number)
        return self._vocabulary.read(self._texts.of(number))

    def _kept(self, number: int) -> Ints:
        own = slice(self._ends[number], self._ends[number + 1])
        return np.frombuffer(self._columns, dtype=np.int32)[own].astype(np.int64)
