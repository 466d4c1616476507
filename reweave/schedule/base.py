"""The interface of a scheduler."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.schedule.job import Job
from reweave.schedule.ownership import OwnershipState
from reweave.text import printable


@dataclass(frozen=True, slots=True)
class Resource:
    """A file or block that belongs to a schedule: where it is, its whole content, and what is there now."""

    location: str
    content: bytes
    state: OwnershipState


class Scheduler(Protocol):
    """Installs and removes jobs."""

    def resources(self, job: Job) -> Sequence[Resource]:
        """Return what the job consists of, compared with what is there now.

        Raises:
            ReweaveError: one cannot be read, or the job cannot be written this way.
        """

    def install(self, job: Job, resources: Sequence[Resource]) -> None:
        """Write the resources that are missing or outdated, and start what has to be started.

        Raises:
            ReweaveError: one cannot be written, or a program failed.
        """

    def remove(self, job: Job, resources: Sequence[Resource]) -> None:
        """Remove the resources that exist.

        Raises:
            ReweaveError: one cannot be written, or a program failed.
        """

    def instructions(self, job: Job) -> Sequence[str]:
        """Return what the user has to know or do, one line each."""


def refuse_foreign(resources: Sequence[Resource], what: str) -> None:
    """Refuse to touch what reweave did not write, or what was edited since.

    Raises:
        ReweaveError: reweave does not own one of the resources (`not-ours`, exit 3).
    """
    for one in resources:
        if one.state in (OwnershipState.FOREIGN, OwnershipState.EDITED):
            why = (
                "was not written by reweave"
                if one.state is OwnershipState.FOREIGN
                else "was edited since reweave wrote it"
            )
            raise ReweaveError(
                f"{printable(one.location)} {why}; nothing was {what}",
                code="not-ours",
                exit_code=Exit.REFUSED,
                suggestion="move it away, or edit it by hand",
            )
