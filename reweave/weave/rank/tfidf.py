"""Texts as sparse TF-IDF vectors, kept term by term."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.common_terms import CommonCounts, CommonTerms
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import CsrMatrix, Numbers, Places, ends_of, row_entries, sum_by_column, without_noise
from reweave.weave.rank.text_counts import count_texts
from reweave.weave.rank.text_index import NEAREST
from reweave.weave.rank.vocabulary import Floats, Ints
from reweave.weave.rank.weights import CommonWeights, Weights

_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class TfidfMatrix:
    """Texts as TF-IDF vectors of length one: rows are terms, so that a query touches only the terms it uses."""

    by_term: CsrMatrix
    idf: Floats
    common: CommonTerms | None = None

    @classmethod
    def of(
        cls,
        texts: Callable[[], Iterable[Ints]],
        width: Callable[[], int],
        pairs: Callable[[Ints], Ints] | None = None,
    ) -> "TfidfMatrix":
        """Return the weights of texts over so many columns; with `pairs`, of pairs of neighbours, too.

        The texts are asked for twice, and the width between: at a hundred thousand notes a second copy would not fit.
        """
        frequency, size = _frequency(texts(), pairs)
        frequency = np.pad(frequency, (0, width() - len(frequency)))
        idf = np.log((1.0 + size) / (1.0 + frequency)) + 1.0
        ends = ends_of(frequency)
        data, indices = np.empty(ends[-1], dtype=np.float32), np.empty(ends[-1], dtype=np.int32)
        free = ends[:-1].copy()
        common = CommonCounts.of(frequency, size)
        for counted in count_texts(texts(), pairs):
            weights = (1.0 + _logs(counted.times)) * idf[counted.column]
            norm = np.maximum(_norms(weights, counted.text, counted.count), _TINY)
            first = np.flatnonzero(np.diff(counted.column, prepend=-1))
            lengths = np.diff(first, append=len(counted.column))
            columns = counted.column[first]
            at = np.arange(len(weights)) + np.repeat(free[columns] - first, lengths)
            data[at], indices[at] = weights / norm[counted.text], counted.text + counted.first
            free[columns] += lengths
            if common is not None:
                common.add(counted, norm)
        return cls(CsrMatrix(data, indices, ends, size), idf, None if common is None else common.terms(idf))

    def scores(self, queries: CsrMatrix) -> Floats:
        """Return the inner product of each query with every text."""
        shape = queries.shape[0], self.by_term.shape[1]
        entry, text, weight = self._rare(queries)
        cell = queries.rows[entry].astype(np.int64) * shape[1] + text
        scores = sum_by_column(cell, queries.data[entry] * weight, shape[0] * shape[1]).reshape(shape)
        if self.common is not None:
            self.common.add_scores(queries, scores)
        return scores

    def nearest(self, queries: CsrMatrix) -> Floats:
        """Return the inner product of each query with the texts most like it; zero for all others: see `TextIndex`."""
        near = without_noise(self.scores(queries))
        if near.shape[1] > NEAREST:
            last = np.partition(near, near.shape[1] - NEAREST, axis=1)[:, [near.shape[1] - NEAREST]]
            near[near < last] = 0.0
        return near

    def within(self, queries: CsrMatrix, pool: Pool) -> Weights:
        """Return the weights of the terms of queries in the texts of their pools."""
        place = np.full(queries.shape[0] * pool.size, -1, dtype=np.int32)
        place[pool.flat] = np.arange(len(pool))
        entry, text, weight = self._rare(queries)
        asked = place[queries.rows[entry].astype(np.int64) * pool.size + text]
        met = np.flatnonzero(asked >= 0)
        common = None if self.common is None else CommonWeights.of(self.common, queries)
        return Weights(queries, pool, entry[met], asked[met].astype(np.int64), weight[met], common)

    def _rare(self, queries: CsrMatrix) -> tuple[Ints, Places, Numbers]:
        """Return where the terms of queries that are not common are used, in order.

        These are the entries of the queries, the texts, and the weights in the texts.
        """
        rare = np.arange(len(queries.indices))
        if self.common is not None:
            rare = np.flatnonzero(self.common.find(queries.indices) < 0)
        at, lengths = row_entries(self.by_term, queries.indices[rare])
        return np.repeat(rare, lengths), self.by_term.indices[at], self.by_term.data[at]


def queries_of(columns: Ints, of: Ints, count: int, idf: Floats) -> CsrMatrix:
    """Return texts as vectors of length one, each column once and in order; column by column, `of` tells the text."""
    used, times = np.unique(of * len(idf) + columns, return_counts=True)
    text, column = np.divmod(used, len(idf))
    weights = unit_weights(times, column, text, count, idf)
    return CsrMatrix(weights, column, ends_of(np.bincount(text, minlength=count)), len(idf))


def unit_weights(times: Ints, column: Ints, of: Ints, count: int, idf: Floats) -> Floats:
    """Return how much each term weighs in the vector of its text, of which `count` are given; their lengths are one."""
    weights = (1.0 + _logs(times)) * idf[column]
    found: Floats = weights / np.maximum(_norms(weights, of, count), _TINY)[of]
    return found


def _norms(weights: Floats, of: Ints, count: int) -> Floats:
    """Return the lengths of the vectors of texts."""
    found: Floats = np.sqrt(np.bincount(of, weights * weights, minlength=count))
    return found


def _logs(times: Ints) -> Floats:
    """Return the logarithms of counts: most are the same few."""
    found: Floats = np.log(np.arange(1, int(times.max(initial=0)) + 1))[times - 1]
    return found


def _frequency(texts: Iterable[Ints], pairs: Callable[[Ints], Ints] | None) -> tuple[Ints, int]:
    """Return how many texts use each column, and how many texts there are."""
    frequency, size = np.zeros(0, dtype=np.int64), 0
    for counted in count_texts(texts, pairs):
        size += counted.count
        more = np.bincount(counted.column, minlength=len(frequency))
        more[: len(frequency)] += frequency
        frequency = more
    return frequency, size
