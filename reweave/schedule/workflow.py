"""Schedules of a forge: one file in the repository, for a person to commit."""

import shlex
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.schedule.base import Piece
from reweave.schedule.folder import look, take_away, write
from reweave.schedule.job import Job
from reweave.schedule.ownership import OwnershipState, seal
from reweave.text import quoted


class Workflow(ABC):
    """A file at `path` of the checkout whose top folder is `root` (None: a bare repository)."""

    path: str

    def __init__(self, root: Path | None) -> None:
        """Remember the checkout."""
        self._root = root

    @abstractmethod
    def text(self, job: Job) -> str:
        """Return the file, without the line that says who wrote it."""

    def pieces(self, job: Job) -> Sequence[Piece]:
        """Return the file."""
        text = self.text(job)
        if self._root is None:
            return [Piece(self.path, seal(text), OwnershipState.MISSING)]
        return look(self._root, {self.path: text})

    def install(self, job: Job, pieces: Sequence[Piece]) -> None:
        """Write the file."""
        if self._root is None:
            raise ReweaveError(
                "a bare repository has no folder for a workflow", code="bare", suggestion="run this in a checkout"
            )
        write(self._root, pieces)

    def remove(self, job: Job, pieces: Sequence[Piece]) -> None:
        """Remove the file."""
        if self._root is not None:
            take_away(self._root, pieces, folders=True)

    def notes(self, job: Job) -> Sequence[str]:
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
