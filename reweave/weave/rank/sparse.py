"""Sparse matrices in compressed rows (CSR): the few operations that ranking needs, in numpy."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reweave.weave.rank.vocabulary import Floats, Ints

_ROUND_UP = 0.387
"""Added before a number is cut to whole steps. With a half, sums of numbers in smaller steps would lie on the edge."""

Numbers = NDArray[np.floating[Any]]
Places = NDArray[np.signedinteger[Any]]

_BLOCK = 1 << 20
"""How many entries are sorted at a time: what is needed besides the result stays small."""


@dataclass(frozen=True)
class CsrMatrix:
    """Entries row by row: those of row `i` are `indptr[i]` to `indptr[i + 1]`, each with its column and its value."""

    data: Numbers
    indices: Places
    indptr: Places
    width: int

    @classmethod
    def of_ones(cls, rows: Sequence[Sequence[int]], width: int) -> "CsrMatrix":
        """Return a matrix of ones, whose places are given row by row."""
        lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        columns = np.fromiter((column for row in rows for column in row), np.int32, count=int(lengths.sum()))
        return cls(np.ones(len(columns)), columns, ends_of(lengths), width)

    @classmethod
    def of_coordinates(cls, rows: Places, columns: Places, data: Numbers, shape: tuple[int, int]) -> "CsrMatrix":
        """Return a matrix of entries in any order of their rows; those of a row stay in the order given."""
        order = np.argsort(rows, kind="stable")
        return cls(data[order], columns[order], ends_of(np.bincount(rows, minlength=shape[0])), shape[1])

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns there are."""
        return len(self.indptr) - 1, self.width

    @cached_property
    def lengths(self) -> Ints:
        """How many entries each row has."""
        return np.diff(self.indptr).astype(np.int64, copy=False)

    @cached_property
    def rows(self) -> Places:
        """The row of each entry."""
        return np.repeat(np.arange(len(self.indptr) - 1, dtype=np.int32), self.lengths)

    def linked(self, vector: Floats) -> Floats:
        """Return the product of a matrix of ones with a vector."""
        rows, columns = self._places
        return sum_by_column(rows, vector.take(columns), self.shape[0])

    @cached_property
    def _places(self) -> tuple[Ints, Ints]:
        """The row and the column of each entry, as numpy takes them without a copy."""
        return self.rows.astype(np.int64), self.indices.astype(np.int64)

    def row(self, number: int) -> Ints:
        """Return the columns of one row."""
        columns: Ints = self.indices[self.indptr[number] : self.indptr[number + 1]].astype(np.int64)
        return columns

    def times(self, vector: Floats) -> Floats:
        """Return the product with a vector."""
        return sum_by_column(self.rows, self.data * vector.take(self.indices), self.shape[0])

    def transposed(self) -> "CsrMatrix":
        """Return the transpose."""
        ends = ends_of(np.bincount(self.indices, minlength=self.width))
        data, rows = np.empty(len(self.data), self.data.dtype), np.empty(len(self.data), np.int32)
        free = ends[:-1].copy()
        for low, high in _blocks(self.indptr):
            part = slice(self.indptr[low], self.indptr[high])
            row = np.repeat(np.arange(low, high, dtype=np.int32), np.diff(self.indptr[low : high + 1]))
            # Sorting numbers that hold both column and place is several times faster than sorting places by column.
            bits = len(row).bit_length()
            keys = self.indices[part].astype(np.int64) << bits | np.arange(len(row))
            keys.sort()
            place = keys & (1 << bits) - 1
            keys >>= bits
            first = np.flatnonzero(np.diff(keys, prepend=-1))
            lengths = np.diff(first, append=len(keys))
            columns = keys[first]
            at = np.arange(len(keys)) + np.repeat(free[columns] - first, lengths)
            data[at], rows[at] = self.data[part][place], row[place]
            free[columns] += lengths
        return CsrMatrix(data, rows, ends, self.shape[0])

    def toarray(self) -> Numbers:
        """Return all values, zeros included."""
        full = np.zeros(self.shape, dtype=self.data.dtype)
        full[self.rows, self.indices] = self.data
        return full


def _blocks(ends: Ints) -> list[tuple[int, int]]:
    """Return ranges of rows that hold about `_BLOCK` entries each; `ends` tells where each row begins, and the end."""
    marks = np.searchsorted(ends, np.arange(0, int(ends[-1]), _BLOCK), side="left").tolist()
    edges = sorted({0, *marks[1:], len(ends) - 1})
    return list(pairwise(edges))


def ends_of(lengths: Ints) -> Ints:
    """Return where rows of these lengths begin, and at last where they end."""
    ends = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=ends[1:])
    return ends


def row_entries(matrix: CsrMatrix, rows: Ints) -> tuple[Ints, Ints]:
    """Return the positions of the entries of some rows in a matrix, row by row, and how many each row has."""
    starts = matrix.indptr[rows]
    lengths = matrix.indptr[rows + 1] - starts
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts - ends + lengths, lengths), lengths


def places_in_order(starts: Ints, rows: Ints) -> Ints:
    """Return where entries belong whose rows, in order, begin at `starts`."""
    first = np.searchsorted(rows, np.arange(len(starts)))
    return np.arange(len(rows)) + (starts - first)[rows]


def sum_by_column(places: Places, worth: Numbers, size: int) -> Floats:
    """Return for each of `size` places the sum of what is worth something there."""
    return np.bincount(places, weights=worth, minlength=size).astype(np.float64, copy=False)


def without_noise(values: Floats) -> Floats:
    """Return values in steps of a billionth (2**-30) of the best of their row.

    The last bits of a sum depend on the order in which a machine adds: they must not put equal values in an order.
    """
    _, exponent = np.frexp(np.abs(values).max(axis=-1, initial=0.0, keepdims=True))
    steps = np.floor(np.ldexp(values, 30 - exponent) + _ROUND_UP)
    return np.asarray(np.ldexp(steps, exponent - 30), dtype=np.float64)


def best(values: Floats, most: int) -> Ints:
    """Return the places of the highest values above zero, best first; of equal values, the earlier ones come first."""
    places = np.flatnonzero(values > 0.0)
    positive = values[places]
    if 0 < most < len(places):
        # Most values are zero: sorting out so many equals takes fifty times as long.
        high = positive >= np.partition(positive, len(positive) - most)[len(positive) - most]
        places, positive = places[high], positive[high]
    return places[np.argsort(-positive, kind="stable")[:most]]


def places_among(ordered: Floats, values: Floats) -> Ints:
    """Return the places of some values among all, which are ordered, from 1 for the highest; equals share the best."""
    above: Ints = np.searchsorted(ordered, values, side="right")
    return 1 + len(ordered) - above


def rows_times(matrix: CsrMatrix, rows: Ints, vector: Floats) -> Floats:
    """Return the product of some rows with a vector."""
    at, lengths = row_entries(matrix, rows)
    worth = matrix.data[at] * vector[matrix.indices[at]]
    return sum_by_column(np.repeat(np.arange(len(rows)), lengths), worth, len(rows))


def column_maxima(left: CsrMatrix, right: CsrMatrix) -> Floats:
    """Return the highest entry of each column of a product; nothing is below zero."""
    at, lengths = row_entries(right, left.indices)
    worth = np.repeat(left.data, lengths) * right.data[at]
    places = np.repeat(left.rows.astype(np.int64) * right.width, lengths) + right.indices[at]
    found: Floats = sum_by_column(places, worth, left.shape[0] * right.width)
    best: Floats = found.reshape(left.shape[0], right.width).max(axis=0, initial=0.0)
    return best
