"""How a note sees the notes that it ranks first."""

from dataclasses import dataclass

import numpy as np

from reweave.weave.candidate import View
from reweave.weave.rank.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class Views:
    """The claims that a source sees, and a row of numbers for each: those of a `View`, in its order."""

    claims: Ints
    numbers: Floats

    def of(self, claim: int) -> View:
        """Return how the source sees a claim.

        Raises:
            KeyError: it is not among those that it sees.
        """
        found = self.find(claim)
        if found is None:
            raise KeyError(claim)
        return found

    def find(self, claim: int) -> View | None:
        """Return how the source sees a claim, `None` where it does not."""
        rows = np.flatnonzero(self.claims == claim).tolist()
        if not rows:
            return None
        odds, place, walk, title = self.numbers[rows[0]].tolist()
        return View(odds, int(place), int(walk), title)
