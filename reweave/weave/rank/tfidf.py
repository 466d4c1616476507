"""Texts as sparse TF-IDF vectors, kept term by term."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.common_terms import CommonTerms
from reweave.weave.rank.sparse import CsrMatrix, Numbers, ends_of, places_in_order, row_entries, sum_by_column
from reweave.weave.rank.text_index import NEAREST
from reweave.weave.rank.vocabulary import Floats, Ints

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

    def query(self, text: Ints) -> tuple[Ints, Floats]:
        """Return the columns of a text, each once and in order, and their weights in a vector of length one."""
        return tfidf_vector(text, self.idf)

    def scores(self, terms: Ints, weights: Floats) -> Floats:
        """Return the inner product of a query with every text."""
        if self.common is None:
            return self._walk(terms, weights)
        places = self.common.find(terms)
        rare = places < 0
        scores = self._walk(terms[rare], weights[rare])
        self.common.add_scores(places[~rare], weights[~rare], scores)
        return scores

    def _walk(self, terms: Ints, weights: Floats) -> Floats:
        at, lengths = row_entries(self.by_term, terms)
        worth = self.by_term.data[at] * np.repeat(weights, lengths)
        return sum_by_column(self.by_term.indices[at], worth, self.by_term.shape[1])

    def nearest(self, terms: Ints, weights: Floats) -> Floats:
        """Return the inner product of a query with the texts most like it; zero for all others: see `Texts`."""
        near = self.scores(terms, weights)
        if len(near) > NEAREST and len(positive := near[near > 0.0]) > NEAREST:
            last = np.partition(positive, len(positive) - NEAREST)[len(positive) - NEAREST]
            near[near < last] = 0.0
        return near

    def within(self, terms: Ints, texts: Ints) -> CsrMatrix:
        """Return the weights of some terms in some texts: terms by texts."""
        if self.common is None:
            rows, columns, data = self._entries(terms, texts)
            return CsrMatrix(data, columns, ends_of(np.bincount(rows, minlength=len(terms))), len(texts))
        places = self.common.find(terms)
        rare, often = np.flatnonzero(places < 0), np.flatnonzero(places >= 0)
        row, columns, data = self._entries(terms[rare], texts)
        full = self.common.within(places[often], texts)
        used = full > 0.0
        met = np.flatnonzero(used)
        met_rows = np.repeat(np.arange(len(often)), np.count_nonzero(used, axis=1))
        lengths = np.bincount(rare[row], minlength=len(terms))
        lengths[often] = np.count_nonzero(used, axis=1)
        ends = ends_of(lengths)
        # Each row is of one of the two kinds, and each kind is in order: both are written to their places at once.
        found = CsrMatrix(np.empty(ends[-1]), np.empty(ends[-1], np.int64), ends, len(texts))
        kinds = (rare, row, columns, data), (often, met_rows, met - met_rows * len(texts), full.ravel()[met])
        for own, rows, own_columns, own_data in kinds:
            at = places_in_order(ends[own], rows)
            found.data[at], found.indices[at] = own_data, own_columns
        return found

    def _entries(self, terms: Ints, texts: Ints) -> tuple[Ints, Ints, Numbers]:
        """Return row by row the places of the weights of some terms in some texts, and the weights."""
        column = np.full(self.by_term.shape[1], -1)
        column[texts] = np.arange(len(texts))
        at, lengths = row_entries(self.by_term, terms)
        columns = column[self.by_term.indices[at]]
        asked = columns >= 0
        row = np.repeat(np.arange(len(terms)), lengths)[asked]
        return row, columns[asked], self.by_term.data[at[asked]]


def tfidf_vector(text: Ints, idf: Floats) -> tuple[Ints, Floats]:
    """Return the columns of a text, each once and in order, and their weights in a vector of length one."""
    used, times = np.unique(text, return_counts=True)
    weights = (1.0 + np.log(times)) * idf[used]
    return used, weights / max(float(np.linalg.norm(weights)), _TINY)


def tfidf_rows(columns: Ints, of: Ints, count: int, idf: Floats) -> tuple[Ints, Floats, Ints]:
    """Return what `tfidf_vector` returns for each of `count` short texts, one after the other, and where each ends.

    Column by column, `of` tells which text it belongs to.
    """
    used, times = np.unique(of * len(idf) + columns, return_counts=True)
    text, column = np.divmod(used, len(idf))
    weights = (1.0 + np.log(times)) * idf[column]
    norm = np.sqrt(np.bincount(text, weights * weights, minlength=count))
    ends = ends_of(np.bincount(text, minlength=count))
    return column, weights / np.maximum(norm, _TINY)[text], ends
