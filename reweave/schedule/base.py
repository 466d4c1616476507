"""What each scheduler has to do."""

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
    """A part of a schedule: where it stands, in words, its whole content, and what stands there now."""

    location: str
    content: bytes
    state: OwnershipState


class Scheduler(Protocol):
    """Where a job can be written to."""

    def resources(self, job: Job) -> Sequence[Resource]:
        """Return what the job is, and what stands in its places.

        Raises:
            ReweaveError: a place cannot be read, or the job cannot be written this way.
        """

    def install(self, job: Job, resources: Sequence[Resource]) -> None:
        """Write the resources that are not there yet as they should be, and start what has to be started.

        Raises:
            ReweaveError: a place cannot be written, or a program failed.
        """

    def remove(self, job: Job, resources: Sequence[Resource]) -> None:
        """Take away the resources that are there.

        Raises:
            ReweaveError: a place cannot be written, or a program failed.
        """

    def instructions(self, job: Job) -> Sequence[str]:
        """Return what a person has to know or do, one line each."""


def refuse_foreign(resources: Sequence[Resource], what: str) -> None:
    """Refuse to touch what reweave did not write, or what was edited since.

    Raises:
        ReweaveError: one of the resources is somebody else's (`not-ours`, exit 3); none has been touched.
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
