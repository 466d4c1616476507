"""Texts as sparse TF-IDF vectors, kept term by term."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.common_terms import CommonTerms
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import CsrMatrix, Numbers, Places, ends_of, row_entries, sum_by_column, without_noise
from reweave.weave.rank.text_index import NEAREST
from reweave.weave.rank.vocabulary import Floats, Ints
from reweave.weave.rank.weights import CommonWeights, Weights

_TINY = 1e-12
_BLOCK = 4096
"""How many texts are weighed at a time: what is needed besides the result stays small."""


def count(texts: Iterable[Ints]) -> CsrMatrix:
    """Return how often each text uses each column; as wide as the last column used."""
    columns, times, ends = array("i"), array("f"), array("q", [0])
    for text in texts:
        used, often = np.unique(text, return_counts=True)
        columns.frombytes(used.astype(np.int32).tobytes())
        times.frombytes(often.astype(np.float32).tobytes())
        ends.append(len(columns))
    column = np.frombuffer(columns, dtype=np.int32)
    ending = np.frombuffer(ends, dtype=np.int64)
    return CsrMatrix(np.frombuffer(times, dtype=np.float32), column, ending, int(column.max(initial=-1)) + 1)


@dataclass(frozen=True, slots=True)
class TfidfMatrix:
    """Texts as TF-IDF vectors of length one: rows are terms, so that a query touches only the terms it uses."""

    by_term: CsrMatrix
    idf: Floats
    common: CommonTerms | None = None

    @classmethod
    def of(cls, counts: CsrMatrix, width: int) -> "TfidfMatrix":
        """Return the weights of counted texts, over so many columns.

        The counts are overwritten: at a hundred thousand notes a second copy would not fit.
        """
        frequency = np.bincount(counts.indices, minlength=width)
        idf = np.log((1.0 + counts.shape[0]) / (1.0 + frequency)) + 1.0
        common = CommonTerms.of(counts, frequency, idf)
        for low in range(0, counts.shape[0], _BLOCK):
            lengths = np.diff(counts.indptr[low : low + _BLOCK + 1])
            part = slice(counts.indptr[low], counts.indptr[low] + int(lengths.sum()))
            text = np.repeat(np.arange(len(lengths)), lengths)
            weights = (1.0 + np.log(counts.data[part])) * idf[counts.indices[part]]
            norm = np.sqrt(np.bincount(text, weights * weights, minlength=len(lengths)))
            counts.data[part] = weights / norm[text]
            if common is not None:
                common.patterns[:, low : low + _BLOCK] /= np.maximum(norm, _TINY)
        return cls(CsrMatrix(counts.data, counts.indices, counts.indptr, width).transposed(), idf, common)

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
    weights = (1.0 + np.log(np.arange(1, int(times.max(initial=0)) + 1)))[times - 1] * idf[column]
    norm = np.sqrt(np.bincount(of, weights * weights, minlength=count))
    found: Floats = weights / np.maximum(norm, _TINY)[of]
    return found
