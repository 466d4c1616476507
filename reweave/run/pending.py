"""Changes of a run that are pending on other branches already, and are not made a second time."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass, field, replace

from reweave.git.repository import Repository
from reweave.git.runs import DeliveredBatch
from reweave.git.versions import changes_in
from reweave.lint.result import LintResult
from reweave.note.changeset import ChangeKind, ChangeSet, blob_hash
from reweave.note.provenance import Provenance


@dataclass(frozen=True, slots=True)
class PendingChanges:
    """What is pending on other branches, by their names.

    `paths` are the notes that a branch changes just as the linter would, each listed for one branch only; `edges` are
    proposed edges, each with the path of the note that holds it there.
    """

    paths: Mapping[str, Set[str]] = field(default_factory=dict)
    edges: Mapping[str, Sequence[tuple[str, Provenance]]] = field(default_factory=dict)

    @property
    def all_paths(self) -> Set[str]:
        """The notes in `paths`."""
        return frozenset().union(*self.paths.values())

    @property
    def all_edges(self) -> Sequence[tuple[str, Provenance]]:
        """The edges of all branches."""
        return [edge for edges in self.edges.values() for edge in edges]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many changes are pending on each branch that has any."""
        counts = Counter({branch: len(paths) for branch, paths in self.paths.items()})
        counts.update({branch: len(edges) for branch, edges in self.edges.items()})
        return {branch: count for branch, count in counts.items() if count}

    def without(self, paths: Set[str]) -> "PendingChanges":
        """Return what is pending if some notes are changed here in another way."""
        return replace(self, paths={branch: own - paths for branch, own in self.paths.items()})

    def hold_back(self, result: LintResult) -> LintResult:
        """Return the findings of the linter without the changes that are pending."""
        held, rest = self.all_paths, copy(result)
        rest.changes = ChangeSet(change for change in result.changes.changes if change.path not in held)
        rest.summary = copy(result.summary)
        rest.summary.changed -= len(held)
        rest.summary.unchanged += len(held)
        return rest


def pending_paths(
    repository: Repository, changes: ChangeSet, batches: Mapping[str, Sequence[DeliveredBatch]], prefix: str
) -> dict[str, Set[str]]:
    """Return the notes that batches on other branches change from and to the same bytes as `changes`.

    Raises:
        GitError: the history cannot be read.
    """
    if not batches:
        return {}
    algorithm = repository.object_format
    blobs = {
        prefix + total.path: (blob_hash(total.before, algorithm), blob_hash(total.after, algorithm))
        for total in changes.totals()
    }
    pending: dict[str, Set[str]] = {}
    seen: set[str] = set()
    for branch, own in batches.items():
        delivered: dict[str, tuple[str | None, str | None]] = {}
        commits = [batch.commit for batch in own if batch.kind not in (ChangeKind.EDGES, ChangeKind.STALE)]
        for change in changes_in(repository, commits):
            delivered[change.path] = delivered.get(change.path, (change.before, None))[0], change.after
        same = {path for path, versions in delivered.items() if blobs.get(path) == versions} - seen
        pending[branch] = {path[len(prefix) :] for path in same}
        seen |= same
    return pending


def pending_edges(
    repository: Repository, batches: Mapping[str, Sequence[DeliveredBatch]], prefix: str
) -> dict[str, Sequence[tuple[str, Provenance]]]:
    """Return the edges that batches on other branches add to notes below `prefix`.

    Raises:
        GitError: the history cannot be read.
    """
    if not batches:
        return {}
    from reweave.weave.history import edges_added

    pending: dict[str, Sequence[tuple[str, Provenance]]] = {}
    for branch, own in batches.items():
        added = edges_added(repository, changes_in(repository, [batch.commit for batch in own]))
        pending[branch] = [(path[len(prefix) :], entry) for path, entry in added if path.startswith(prefix)]
    return pending
