"""The file that keeps the decisions of a review in the terminal until they are written, whatever ends the process."""

from dataclasses import dataclass
from pathlib import Path

from reweave.review.kept import KeptDecisions
from reweave.review.session import Session
from reweave.run.plan_execution import PlanOptions
from reweave.worktree.sidecar import read_sidecar, remove_state, write_state

_MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of kept decisions: `name` is its path below `root`."""

    root: Path
    name: str

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.root / self.name

    def watch(self, session: Session) -> int:
        """Take over what was decided before, and keep each change from now on; return how many cards are decided.

        Raises:
            ReweaveError: the file cannot be read or written.
        """
        kept = KeptDecisions(read_sidecar(self.root, self.name, _MAX_BYTES), session)
        count = kept.restore()
        session.changed = lambda: self._replace(kept.pending())
        return count

    def forget(self, session: Session) -> None:
        """Drop the decisions of a review that are written.

        Raises:
            ReweaveError: the file cannot be read or written.
        """
        self._replace(KeptDecisions(read_sidecar(self.root, self.name, _MAX_BYTES), session).finished())

    def _replace(self, data: bytes) -> None:
        write_state(self.root, self.name, data) if data else remove_state(self.root, self.name)


def kept_file(how: PlanOptions, config: Path | None) -> KeptFile:
    """Return the file of the repository or folder that a review is about.

    Raises:
        ReweaveError: the configuration or the repository is wrong.
    """
    if how.commit:
        from reweave.git.repository import open_repository

        return KeptFile(open_repository(how.commits.repo).common_dir, "reweave/review.jsonl")
    from reweave.run.workspace import open_workspace

    workspace = open_workspace(None, config)
    if workspace.git is None:
        return KeptFile(workspace.root, ".reweave/review.jsonl")
    return KeptFile(workspace.git.directory, "reweave/review.jsonl")
