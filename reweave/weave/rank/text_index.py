"""The interface to the TF-IDF vectors of all notes, wherever they are stored."""

from typing import Protocol

from reweave.weave.rank.sparse import CsrMatrix
from reweave.weave.rank.vocabulary import Floats, Ints

NEAREST = 1000
"""How many texts a query brings up at most, so that a database on another machine sends a bounded answer."""


class TextIndex(Protocol):
    """The texts of all claims as TF-IDF vectors of length one."""

    @property
    def idf(self) -> Floats:
        """How rare each column is."""

    def query(self, text: Ints) -> tuple[Ints, Floats]:
        """Return the columns of a text, each once and in order, and their weights in a vector of length one."""

    def nearest(self, terms: Ints, weights: Floats) -> Floats:
        """Return the inner product of a query with the `NEAREST` texts most like it; zero for all others."""

    def within(self, terms: Ints, texts: Ints) -> CsrMatrix:
        """Return the weights of some terms (in order) in some texts: terms by texts."""
