"""The options of `reweave run`."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reweave.config.model import CommitsBy
from reweave.run.shard import Shard

if TYPE_CHECKING:
    from reweave.weave.judged import Judged


@dataclass(frozen=True, slots=True)
class RunOptions:
    """The options of the command line; `None` leaves a choice to the configuration."""

    branch: str | None
    base: str
    batch_size: int | None
    by: CommitsBy | None
    unsafe: bool
    trailers: tuple[str, ...]
    author: str | None
    dry_run: bool
    weave: bool | None
    type_by: str = "stated"
    push: str | None = None
    pr: bool = False
    forge: Literal["github", "gitlab", "forgejo"] | None = None
    new: bool = False
    user_config: Path | None = None
    cached: bool = True
    shard: Shard | None = None
    judged: "Judged" = "new"
