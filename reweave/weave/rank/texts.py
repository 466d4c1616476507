"""What the ranker asks of the words of all notes, wherever their vectors are kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from scipy import sparse

from reweave.vault.vault import Vault
from reweave.weave.rank.vocabulary import Floats, Ints

if TYPE_CHECKING:
    from reweave.weave.rank.weights import Weighted

NEAREST = 1000
"""How many texts a query brings up at most, so that a database on another machine sends a bounded answer."""


class Texts(Protocol):
    """The texts of all claims as TF-IDF vectors of length one."""

    @property
    def idf(self) -> Floats:
        """How rare each column is."""

    def query(self, text: Ints) -> tuple[Ints, Floats]:
        """Return the columns of a text, each once and in order, and their weights in a vector of length one."""

    def nearest(self, terms: Ints, weights: Floats) -> Floats:
        """Return the inner product of a query with the `NEAREST` texts most like it; zero for all others."""

    def within(self, terms: Ints, texts: Ints) -> sparse.csr_array:
        """Return the weights of some terms (in order) in some texts: terms by texts."""


Keep = Callable[["Weighted"], Texts]
"""Takes the texts of a vault into keeping; what it returns answers for them."""


def keeper(vault: Vault) -> Keep | None:
    """Return what keeps the texts of a vault elsewhere, as it is configured, or `None`.

    Raises:
        ReweaveError: the client for the database is not installed, or its key is missing.
    """
    if not vault.config.text_index.url:
        return None
    import os

    from reweave.weave.rank.database import Database

    return Database(vault.config.text_index, os.environ).keep
