"""The weights that terms of queries have in the texts of a pool."""

from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.common_terms import CommonTerms
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import CsrMatrix, Numbers, ends_of, repeated, sum_by_column
from reweave.weave.rank.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of queries, such as sentences: vectors over the terms of their query.

    Each entry is a term of a query (`entry` is its place among those of all queries, in order), the part that uses it,
    and its weight there. `ends` tells where the parts of each query begin, and where the last end.
    """

    entry: Ints
    part: Ints
    weight: Numbers
    ends: Ints


@dataclass(frozen=True, slots=True)
class CommonWeights:
    """The common terms of queries: their entries, the pattern of each, and what its weights are to be scaled by.

    `columns` is where its pattern is among those of its query, which `patterns` lists query by query.
    """

    terms: CommonTerms
    entry: Ints
    column: Ints
    scale: Floats
    patterns: Ints
    ends: Ints

    @classmethod
    def of(cls, terms: CommonTerms, queries: CsrMatrix) -> "CommonWeights":
        """Find the common terms of queries."""
        places = terms.find(queries.indices)
        entry = np.flatnonzero(places >= 0)
        used = places[entry]
        source = queries.rows[entry].astype(np.int64)
        keys, number = np.unique(source * len(terms.patterns) + terms.pattern[used], return_inverse=True)
        own, pattern = np.divmod(keys, max(len(terms.patterns), 1))
        ends = ends_of(np.bincount(own, minlength=queries.shape[0]))
        return cls(terms, entry, number - ends[source], terms.scale[used], pattern, ends)

    def of_source(self, number: int, claims: Ints) -> Floats:
        """Return the weights of the patterns of a query in some texts."""
        own = self.patterns[self.ends[number] : self.ends[number + 1]]
        return self.terms.patterns.take(own, axis=0).take(claims, axis=1)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights above zero of the entries of queries in the texts of a pool, in order of the entries.

    `place` is the place of a text in the pool. Those of common terms are kept apart.
    """

    queries: CsrMatrix
    pool: Pool
    entry: Ints
    place: Ints
    weight: Numbers
    common: CommonWeights | None = None

    def highest(self, parts: Parts) -> Floats:
        """Return for each text of the pool the highest product with a part of its query; nothing is below zero."""
        pool, size = self.pool, self.queries.shape[0]
        source, widths = self.queries.rows[parts.entry], np.diff(pool.ends)
        first = (parts.part - parts.ends[source]) * widths[source]
        lengths = np.bincount(parts.entry, minlength=len(self.queries.indices))
        at, times = repeated(ends_of(lengths)[self.entry], lengths[self.entry])
        column = self.place - pool.ends[self.queries.rows[self.entry]]
        cell = first[at] + np.repeat(column, times)
        worth = parts.weight[at] * np.repeat(self.weight, times)
        ends = ends_of(times)[np.searchsorted(self.entry, self.queries.indptr)].tolist()
        common = None if self.common is None else _CommonParts.of(self.common, parts, self.queries)
        found = np.zeros(len(pool))
        for number in range(size):
            own, shape = pool.of_source(number), (int(parts.ends[number + 1] - parts.ends[number]), int(widths[number]))
            if not all(shape):
                continue
            met = slice(ends[number], ends[number + 1])
            product = sum_by_column(cell[met], worth[met], shape[0] * shape[1]).reshape(shape)
            if common is not None:
                product += common.product(number, shape[0], pool.claim[own])
            found[own] = product.max(axis=0)
        return found

    def sums(self, worth: Numbers) -> Floats:
        """Return for each text of the pool what the entries are worth together that it has."""
        found = sum_by_column(self.place, worth[self.entry], len(self.pool))
        if self.common is not None and len(self.common.entry):
            common = self.common
            columns = common.ends[self.queries.rows[common.entry]] + common.column
            by_pattern = sum_by_column(columns, worth[common.entry], len(common.patterns))
            for number in np.flatnonzero(np.diff(common.ends)).tolist():
                own = self.pool.of_source(number)
                has = common.of_source(number, self.pool.claim[own]) > 0.0
                found[own] += by_pattern[common.ends[number] : common.ends[number + 1]] @ has
        return found

    def toarray(self) -> Floats:
        """Return the weights of the entries of a single query in every text of its pool: entries by texts."""
        found = np.zeros((len(self.queries.indices), len(self.pool)))
        found[self.entry, self.place] = self.weight
        if self.common is not None:
            patterns = self.common.of_source(0, self.pool.claim)
            found[self.common.entry] = patterns[self.common.column] * self.common.scale[:, None]
        return found


@dataclass(frozen=True, slots=True)
class _CommonParts:
    """The weights of common terms in parts of queries, query by query."""

    common: CommonWeights
    cell: Ints
    worth: Floats
    ends: list[int]

    @classmethod
    def of(cls, common: CommonWeights, parts: Parts, queries: CsrMatrix) -> "_CommonParts":
        number = np.full(len(queries.indices), -1)
        number[common.entry] = np.arange(len(common.entry))
        used = number[parts.entry]
        inside = used >= 0
        used = used[inside]
        source = queries.rows[parts.entry[inside]]
        cell = (parts.part[inside] - parts.ends[source]) * np.diff(common.ends)[source] + common.column[used]
        ends = np.searchsorted(source, np.arange(queries.shape[0] + 1)).tolist()
        return cls(common, cell, parts.weight[inside] * common.scale[used], ends)

    def product(self, number: int, parts: int, claims: Ints) -> Floats:
        """Return the products of the parts of a query with some texts."""
        weights = self.common.of_source(number, claims)
        own = slice(self.ends[number], self.ends[number + 1])
        shape = parts, len(weights)
        found: Floats = sum_by_column(self.cell[own], self.worth[own], parts * len(weights)).reshape(shape) @ weights
        return found
