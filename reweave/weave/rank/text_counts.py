"""Texts as columns, and how often they use each."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.vocabulary import Ints

_BLOCK = 1 << 18
"""How many words are counted at a time: what is needed besides the result stays small."""


class FlatTexts:
    """Texts as columns, one after the other: many short arrays would need several times their room."""

    def __init__(self, texts: Iterable[Ints]) -> None:
        """Copy the texts."""
        self._columns, self._ends = array("i"), array("q", [0])
        for text in texts:
            self._columns.frombytes(text.astype(np.int32).tobytes())
            self._ends.append(len(self._columns))

    def __iter__(self) -> Iterator[Ints]:
        """Yield the texts."""
        columns = np.frombuffer(self._columns, dtype=np.int32)
        for low, high in zip(self._ends, self._ends[1:], strict=False):
            yield columns[low:high].astype(np.int64)


@dataclass(frozen=True, slots=True)
class CountedTexts:
    """Some texts that follow one another, `count` of them from number `first` on: how often each uses a column.

    Entries are in order of the columns, and of the texts; `text` counts from the first of them.
    """

    first: int
    count: int
    column: Ints
    text: Ints
    times: Ints


def count_texts(texts: Iterable[Ints], pairs: Callable[[Ints], Ints] | None = None) -> Iterator[CountedTexts]:
    """Yield texts counted, as many together as make a good step; with `pairs`, pairs of neighbours are counted, too."""
    first, size = 0, 0
    together: list[Ints] = []
    for text in texts:
        together.append(text)
        size += len(text)
        if size >= _BLOCK:
            yield _counted(first, together, pairs)
            first, size, together = first + len(together), 0, []
    if together:
        yield _counted(first, together, pairs)


def _counted(first: int, texts: list[Ints], pairs: Callable[[Ints], Ints] | None) -> CountedTexts:
    column = np.concatenate(texts)
    text = np.repeat(np.arange(len(texts)), [len(one) for one in texts])
    if pairs is not None:
        together = text[1:] == text[:-1]
        column = np.concatenate([pairs(column)[together], column])
        text = np.concatenate([text[1:][together], text])
    bits = len(texts).bit_length()
    used, times = np.unique(column << bits | text, return_counts=True)
    return CountedTexts(first, len(texts), used >> bits, used & (1 << bits) - 1, times)
