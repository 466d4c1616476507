"""The candidates of several sources, one after the other."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from reweave.weave.rank.sparse import CsrMatrix, Numbers, ends_of, row_entries, sum_by_column
from reweave.weave.rank.vocabulary import Floats, Ints


@dataclass(frozen=True)
class Neighbours:
    """The links of the claims of a pool, in order: `place` is that of the claim in the pool, `claim` the other end.

    `flat` is where the other end is in an array of sources by claims.
    """

    place: Ints
    claim: Ints
    flat: Ints

    def sums(self, values: Floats, size: int) -> Floats:
        """Return for each of the `size` claims of the pool the sum of the values of its links."""
        return sum_by_column(self.place, values, size)


@dataclass(frozen=True)
class Pool:
    """Claims for each of several sources, in the order of the sources.

    `source` numbers the sources, `ends` tells where the claims of each begin, and where the last end. `flat` is where
    each is in an array of sources by claims; `size` is how many claims the vault has.
    """

    source: Ints
    claim: Ints
    ends: Ints
    size: int
    _neighbours: dict[int, Neighbours] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, chosen: NDArray[np.bool_]) -> "Pool":
        """Return the claims that are chosen: sources by claims."""
        source, claim = np.nonzero(chosen)
        return cls(source, claim, ends_of(np.count_nonzero(chosen, axis=1)), chosen.shape[1])

    @classmethod
    def of_one(cls, claims: Ints, size: int) -> "Pool":
        """Return some claims, in any order, for a single source."""
        return cls(np.zeros(len(claims), dtype=np.int64), claims, np.asarray([0, len(claims)]), size)

    def __len__(self) -> int:
        """Return how many claims there are for all sources together."""
        return len(self.claim)

    @cached_property
    def flat(self) -> Ints:
        """Where the claims are in an array of sources by claims."""
        return self.source * self.size + self.claim

    def only(self, sources: NDArray[np.bool_]) -> "Pool":
        """Return the same claims for some of the sources, and none for the others."""
        kept = sources[self.source]
        lengths = np.where(sources, np.diff(self.ends), 0)
        return Pool(self.source[kept], self.claim[kept], ends_of(lengths), self.size)

    def of_source(self, number: int) -> slice:
        """Return where the claims of a source are."""
        return slice(int(self.ends[number]), int(self.ends[number + 1]))

    def neighbours(self, links: CsrMatrix) -> Neighbours:
        """Return the links of the claims, worked out once; rows of the matrix are claims."""
        known = self._neighbours.get(id(links))
        if known is not None:
            return known
        at, lengths = row_entries(links, self.claim)
        other = links.indices[at].astype(np.int64)
        place = np.repeat(np.arange(len(self)), lengths)
        found = Neighbours(place, other, self.source[place] * links.width + other)
        self._neighbours[id(links)] = found
        return found

    def products(self, rows: CsrMatrix, vectors: Numbers) -> Floats:
        """Return the product of the row of each claim with the vector of its source: sources by columns."""
        at, lengths = row_entries(rows, self.claim)
        place = np.repeat(np.arange(len(self)), lengths)
        worth = rows.data[at] * vectors.ravel()[self.source[place] * rows.width + rows.indices[at]]
        return sum_by_column(place, worth, len(self))
