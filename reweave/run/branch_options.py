"""Which branch a batch command writes, and what its commits carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BranchOptions:
    """The options of the command line; `None` leaves a choice to the configuration.

    With `new` the branch must not exist.
    """

    repo: Path = Path()
    branch: str | None = None
    base: str = "HEAD"
    author: str | None = None
    trailers: Sequence[str] = ()
    new: bool = False
