"""The answer of `schedule show`, `install`, `update` and `remove`."""

from typing import Annotated, TypedDict

from reweave.schedule.ownership import OwnershipState
from reweave.schemas import Keywords


class Piece(TypedDict):
    """What is written to one file, or to the crontab."""

    place: str
    """A file, or `crontab`."""
    state: OwnershipState
    """What was there before: nothing, the same, an older version of reweave's, one that was edited since, or somebody
    else's."""
    content: str
    """What `install` writes."""


class Schedule(TypedDict):
    """What runs reweave once a day: the files or the line, and what was there before."""

    action: Annotated[str, Keywords(enum=("show", "install", "update", "remove"))]
    """What was asked for."""
    kind: Annotated[str, Keywords(enum=("systemd", "cron", "github", "gitlab", "forgejo"))]
    """What runs the job."""
    name: str
    """The job's name in unit names and markers."""
    at: Annotated[str, Keywords(pattern="^[0-2][0-9]:[0-5][0-9]$")]
    """The time of day: local, or UTC on a forge."""
    pieces: list[Piece]
    """What is written where."""
    notes: list[str]
    """What to know, or to do by hand."""
