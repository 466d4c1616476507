"""The terms that many texts use, kept as full rows: a query would spend most of its time in their lists of texts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reweave.weave.rank.sparse import CsrMatrix, sum_by_column
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

    @classmethod
    def of(cls, counts: CsrMatrix, frequency: Ints, idf: Floats) -> "CommonTerms | None":
        """Return the common terms of counted texts, their weights not yet divided by the lengths of the texts."""
        texts = counts.shape[0]
        if texts < _FEWEST_TEXTS:
            return None
        terms = np.flatnonzero(frequency > texts / _SHARE)
        if len(terms) > (most := _MOST_CELLS // texts):
            terms = np.sort(terms[np.argsort(-frequency[terms], kind="stable")[:most]])
        row = np.full(len(frequency), -1, dtype=np.int32)
        row[terms] = np.arange(len(terms))
        inside = np.flatnonzero((row >= 0)[counts.indices])
        text = np.searchsorted(counts.indptr, inside, side="right") - 1
        times = np.zeros((len(terms), texts), dtype=np.float32)
        times[row[counts.indices[inside]], text] = counts.data[inside]
        numbers: dict[bytes, int] = {}
        pattern = np.asarray([numbers.setdefault(one.tobytes(), len(numbers)) for one in times], dtype=np.int64)
        first = np.unique(pattern, return_index=True)[1]
        kept = times[first].astype(np.float64)
        np.log(kept, out=kept, where=kept > 0.0)
        kept += times[first] > 0.0
        return cls(row, pattern, idf[terms], kept)

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
