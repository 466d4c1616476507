"""The terms that many texts use, kept as full rows: a query would spend most of its time in their lists of texts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reweave.weave.rank.sparse import CsrMatrix, sum_by_column
from reweave.weave.rank.text_counts import CountedTexts
from reweave.weave.rank.vocabulary import Floats, Ints

_FEWEST_TEXTS = 64
"""Fewer texts are walked through faster."""
_SHARE = 12
"""A term is common if one text in so many uses it."""
_MOST_CELLS = 1 << 21
"""How many weights are kept at most: the terms used most come first."""


@dataclass(frozen=True, slots=True)
class CommonTerms:
    """Common terms, and their weights in every text: `scale` times the row of `patterns` that `pattern` names.

    `rows` tells for every term its place among the common ones, -1 for those that are not. Terms that the same texts
    use equally often share a row of `patterns`: the words of a template are one.
    """

    rows: NDArray[np.int32]
    pattern: Ints
    scale: Floats
    patterns: Floats

    def find(self, terms: Ints) -> Ints:
        """Return for each term its place among the common ones, -1 for those that are not."""
        return self.rows[terms].astype(np.int64)

    def add_scores(self, queries: CsrMatrix, scores: Floats) -> None:
        """Add the inner product of the common terms of each query with every text."""
        places = self.find(queries.indices)
        often = np.flatnonzero(places >= 0)
        cell = queries.rows[often].astype(np.int64) * len(self.patterns) + self.pattern[places[often]]
        worth = self.scale[places[often]] * queries.data[often]
        shape = len(scores), len(self.patterns)
        scores += sum_by_column(cell, worth, shape[0] * shape[1]).reshape(shape) @ self.patterns


@dataclass(frozen=True, slots=True)
class CommonCounts:
    """How often each text uses the common terms (terms by texts), and the lengths of the vectors of the texts."""

    rows: NDArray[np.int32]
    frequent: Ints
    times: NDArray[np.float32]
    norms: Floats

    @classmethod
    def of(cls, frequency: Ints, texts: int) -> "CommonCounts | None":
        """Choose the common terms by how many texts use each; `None` if there are too few texts."""
        if texts < _FEWEST_TEXTS:
            return None
        terms = np.flatnonzero(frequency > texts / _SHARE)
        if len(terms) > (most := _MOST_CELLS // texts):
            terms = np.sort(terms[np.argsort(-frequency[terms], kind="stable")[:most]])
        rows = np.full(len(frequency), -1, dtype=np.int32)
        rows[terms] = np.arange(len(terms))
        return cls(rows, terms, np.zeros((len(terms), texts), dtype=np.float32), np.ones(texts))

    def add(self, counted: CountedTexts, norms: Floats) -> None:
        """Take down some texts, and the lengths of their vectors."""
        row = self.rows[counted.column]
        inside = np.flatnonzero(row >= 0)
        self.times[row[inside], counted.text[inside] + counted.first] = counted.times[inside]
        self.norms[counted.first : counted.first + counted.count] = norms

    def terms(self, idf: Floats) -> CommonTerms:
        """Return the common terms."""
        numbers: dict[bytes, int] = {}
        pattern = np.asarray([numbers.setdefault(one.tobytes(), len(numbers)) for one in self.times], dtype=np.int64)
        first = np.unique(pattern, return_index=True)[1]
        patterns = self.times[first].astype(np.float64)
        used = patterns > 0.0
        np.log(patterns, out=patterns, where=used)
        patterns += used
        patterns /= self.norms
        return CommonTerms(self.rows, pattern, idf[self.frequent], patterns)
