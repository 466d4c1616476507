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

    def row(self, number: int) -> Ints:
        """Return the columns of one row."""
        columns: Ints = self.indices[self.indptr[number] : self.indptr[number + 1]].astype(np.int64)
        return columns

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


def repeated(starts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Return the positions of runs that begin at `starts`, one run after the other, and the lengths of the runs."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(starts - ends + lengths, lengths), lengths


def row_entries(matrix: CsrMatrix, rows: Ints) -> tuple[Ints, Ints]:
    """Return the positions of the entries of some rows in a matrix, row by row, and how many each row has."""
    starts = matrix.indptr[rows]
    return repeated(starts, matrix.indptr[rows + 1] - starts)


def sum_by_column(places: Places, worth: Numbers, size: int) -> Floats:
    """Return for each of `size` places the sum of what is worth something there."""
    return np.bincount(places, weights=worth, minlength=size).astype(np.float64, copy=False)


def without_noise(values: Floats) -> Floats:
    """Return values in steps of a billionth (2**-30) of the best of their row.

    The last bits of a sum depend on the order in which a machine adds: they must not put equal values in an order.
    A row without a value of 2**-900 is zero.
    """
    exponent = np.maximum(np.frexp(np.abs(values).max(axis=-1, initial=0.0, keepdims=True))[1], -900)
    steps: Floats = values * np.ldexp(1.0, 30 - exponent)
    steps += _ROUND_UP
    np.floor(steps, out=steps)
    steps *= np.ldexp(1.0, exponent - 30)
    return steps


def best(values: Floats, most: int) -> Ints:
    """Return the places of the highest values above zero, in order; of equal values, the earlier ones are taken."""
    places = np.flatnonzero(values > 0.0)
    if len(places) <= most:
        return places
    positive = values[places]
    last = np.partition(positive, len(positive) - most)[len(positive) - most] if most else np.inf
    above = positive > last
    equal = np.flatnonzero(positive == last)
    above[equal[: most - np.count_nonzero(above)]] = True
    return places[above]


def places_among(all_values: Floats, values: Floats) -> Ints:
    """Return the places of some values among all, from 1 for the highest; equals share the best."""
    above: Ints = np.searchsorted(np.sort(all_values), values, side="right")
    return 1 + len(all_values) - above
