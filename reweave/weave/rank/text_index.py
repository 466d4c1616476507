"""The interface to the TF-IDF vectors of all notes, wherever they are stored."""

from typing import Protocol

from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import CsrMatrix
from reweave.weave.rank.vocabulary import Floats
from reweave.weave.rank.weights import Weights

NEAREST = 1000
"""How many texts a query brings up at most, so that a database on another machine sends a bounded answer."""


class TextIndex(Protocol):
    """The texts of all claims as TF-IDF vectors of length one. Queries are such vectors, one per row."""

    @property
    def idf(self) -> Floats:
        """How rare each column is."""

    def nearest(self, queries: CsrMatrix) -> Floats:
        """Return the inner product of each query with the `NEAREST` texts most like it, without noise; else zero."""

    def within(self, queries: CsrMatrix, pool: Pool) -> Weights:
        """Return the weights of the terms of queries in the texts of their pools."""
