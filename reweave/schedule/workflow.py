"""Schedules of a forge: one file in the repository, for the user to commit."""

import shlex
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.schedule.base import Resource
from reweave.schedule.folder import read_resources, remove_resources, write_resources
from reweave.schedule.job import Job
from reweave.schedule.ownership import OwnershipState, add_owner_marker
from reweave.text import quoted


class Workflow(ABC):
    """A file at `path` of the checkout whose top folder is `root` (None: a bare repository)."""

    path: str

    def __init__(self, root: Path | None) -> None:
        """Remember the checkout."""
        self._root = root

    @abstractmethod
    def text(self, job: Job) -> str:
        """Return the file, without its owner marker."""

    def resources(self, job: Job) -> Sequence[Resource]:
        """Return the file."""
        text = self.text(job)
        if self._root is None:
            return [Resource(self.path, add_owner_marker(text), OwnershipState.MISSING)]
        return read_resources(self._root, {self.path: text})

    def install(self, job: Job, resources: Sequence[Resource]) -> None:
        """Write the file."""
        if self._root is None:
            raise ReweaveError(
                "a bare repository has no folder for a workflow", code="bare", suggestion="run this in a checkout"
            )
        write_resources(self._root, resources)

    def remove(self, job: Job, resources: Sequence[Resource]) -> None:
        """Remove the file."""
        if self._root is not None:
            remove_resources(self._root, resources, folders=True)

    def instructions(self, job: Job) -> Sequence[str]:
        """Return what is left to do."""
        return [f"daily at {job.hour:02}:{job.minute:02} UTC, once {self.path} is on the default branch: commit it"]


def run_command(job: Job, forge: str, remote: str) -> str:
    """Return the command of a workflow, for a shell.

    Raises:
        ReweaveError: the folder's name would be read as an expression of the workflow (`schedule-name`).
    """
    if "${{" in job.prefix:
        raise ReweaveError(
            f"folder {quoted(job.prefix)} cannot be named in a workflow", code="schedule-name", suggestion="rename it"
        )
    place = f" --repo {shlex.quote(job.prefix)}" if job.prefix else ""
    return f"reweave run{place} --push {remote}" + (f" --pr --forge {forge}" if job.pr else "")
