"""What a run holds back, since it waits on other branches already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reweave.git.repository import Repository
from reweave.git.runs import DeliveredBatch
from reweave.git.versions import changes_in
from reweave.lint.linter import LintResult
from reweave.note.changeset import ChangeKind, ChangeSet, blob_hash


@dataclass(slots=True)
class PendingChanges:
    """The changes of a sweep that are held back since they wait on other branches: `paths`, for each branch.

    `all` are the sweep's changes with those.
    """

    all: ChangeSet
    paths: dict[str, set[str]] = field(default_factory=dict)

    def release(self, result: LintResult, paths: set[str]) -> None:
        """Make those of some notes after all: these will not be what they are on the other branch."""
        back = set().union(*self.paths.values()) & paths
        for held in self.paths.values():
            held -= back
        self._leave(result, set().union(*self.paths.values()))
        result.summary.changed += len(back)
        result.summary.unchanged -= len(back)

    def hold(self, result: LintResult) -> None:
        """Take them out of a sweep."""
        held = set().union(*self.paths.values())
        self._leave(result, held)
        result.summary.changed -= len(held)
        result.summary.unchanged += len(held)

    def _leave(self, result: LintResult, held: set[str]) -> None:
        result.changes = ChangeSet([one for one in self.all.changes if one.path not in held])


def hold_pending(
    repository: Repository, result: LintResult, waiting: Mapping[str, Sequence[DeliveredBatch]], prefix: str
) -> PendingChanges:
    """Take out the changes that wait on other branches just as they would be made here.

    Raises:
        GitError: the history cannot be read.
    """
    held = PendingChanges(result.changes)
    if not waiting:
        return held
    totals = {
        prefix + total.path: (total.blob, blob_hash(total.after))
        if repository.object_format == "sha1"
        else (blob_hash(total.before, "sha256"), blob_hash(total.after, "sha256"))
        for total in result.changes.totals()
    }
    seen: set[str] = set()
    for name, batches in waiting.items():
        whole: dict[str, tuple[str | None, str | None]] = {}
        plain = [batch.commit for batch in batches if batch.kind not in (ChangeKind.EDGES, ChangeKind.STALE)]
        for change in changes_in(repository, plain):
            whole[change.path] = whole.get(change.path, (change.before, None))[0], change.after
        same = {path for path, blobs in whole.items() if totals.get(path) == blobs} - seen
        held.paths[name] = {path[len(prefix) :] for path in same}
        seen |= same
    held.hold(result)
    return held
