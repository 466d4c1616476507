"""Which branch a batch command writes, and what its commits carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reweave.config.model import CommitsBy


@dataclass(frozen=True, slots=True)
class BranchOptions:
    """The options of the command line; `None` leaves a choice to the configuration.

    With `new` the branch must not exist. `by` says how changes are grouped into commits.
    """

    repo: Path = Path()
    branch: str | None = None
    base: str = "HEAD"
    author: str | None = None
    trailers: Sequence[str] = ()
    new: bool = False
    by: CommitsBy | None = None
