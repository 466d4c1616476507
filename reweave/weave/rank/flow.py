"""Sums along the links of a graph, for many sources at once."""

from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.sparse import ends_of, repeated
from reweave.weave.rank.vocabulary import Floats, Ints

_FEW = 8


@dataclass(frozen=True, slots=True)
class Flow:
    """The links of claims in an order that makes them cheap to follow: claims with the most links come first.

    `order` are the claims, `position` says where each is. `nth` holds, for each of the first few links of a claim, the
    other ends of all claims that have so many; `others` the other ends of all further links, claim by claim, each
    beginning at `starts`. Other ends are positions.
    """

    order: Ints
    position: Ints
    nth: tuple[Ints, ...]
    others: Ints
    starts: Ints

    @classmethod
    def of(cls, ends: Ints, others: Ints, size: int) -> "Flow":
        """Return the links that lead from each of some ends to another."""
        degree = np.bincount(ends, minlength=size)
        order = np.argsort(-degree, kind="stable")
        position = np.empty(size, dtype=np.int64)
        position[order] = np.arange(size)
        other = position[others[np.argsort(ends, kind="stable")]]
        first, degree = ends_of(degree)[:-1][order], degree[order]
        nth = tuple(other[first[degree > number] + number] for number in range(min(_FEW, int(degree.max(initial=0)))))
        many = int(np.count_nonzero(degree > _FEW))
        at, lengths = repeated(first[:many] + _FEW, degree[:many] - _FEW)
        return cls(order, position, nth, other[at], ends_of(lengths)[:-1])

    def sums(self, values: Floats) -> Floats:
        """Return for each claim (rows, in order) the sum of the values of the other ends of its links."""
        found = np.zeros_like(values)
        for others in self.nth:
            found[: len(others)] += values.take(others, axis=0)
        if len(self.starts):
            found[: len(self.starts)] += np.add.reduceat(values.take(self.others, axis=0), self.starts, axis=0)
        return found
