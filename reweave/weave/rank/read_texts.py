"""The own texts of notes, cut into words and sentences."""

import numpy as np
from numpy.typing import NDArray

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
        self._kept: dict[int, NDArray[np.int32]] = {}
        self._room = _MOST_WORDS

    def learn(self, number: int) -> Ints:
        """Return the words and breaks of a note; words not seen before get columns."""
        if number in self._kept:
            return self._kept[number].astype(np.int64)
        found = self._vocabulary.learn_text(self._texts.of(number))
        if self._room > 0:
            self._kept[number] = found.astype(np.int32)
            self._room -= len(found)
        return found

    def forget_many(self) -> None:
        """Forget what was read of notes that are too large together to be kept for good."""
        if not self._texts.kept:
            self._kept.clear()

    def of(self, number: int) -> Ints:
        """Return the words and breaks of a note that was learned."""
        kept = self._kept.get(number)
        return self._vocabulary.read(self._texts.of(number)) if kept is None else kept.astype(np.int64)
