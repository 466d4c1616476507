"""The state of a run: what stays from attempt to attempt, and what one attempt found out so far."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reweave.config.model import Config
from reweave.git.batch import Grouping
from reweave.git.delivery import Delivery
from reweave.git.lock import Lock
from reweave.git.repository import Repository, resolve
from reweave.git.runs import DeliveredBatch
from reweave.git.signature import Signature
from reweave.git.target import Target
from reweave.note.changeset import Change, blob_hash
from reweave.note.finding import Finding
from reweave.output.report import Stop
from reweave.run.cache import RunCache
from reweave.run.checkpoint import Checkpoints
from reweave.run.committed_lint import CommittedLint
from reweave.run.committed_notes import CommittedNotes
from reweave.run.options import RunOptions
from reweave.run.pending import PendingChanges
from reweave.run.stopwatch import Stopwatch
from reweave.run.woven import Woven
from reweave.weave.stale_proposal import StaleProposal, StaleRemoval

if TYPE_CHECKING:
    from reweave.merge.branch import PreparedMerge
    from reweave.run.push import Pusher


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSession:
    """All that outlasts an attempt.

    `pinned` is the revision whose commit is the base. Without a `lock` nothing is written: a dry run. `pusher` is
    `None` if nothing is to be pushed.
    """

    repository: Repository
    options: RunOptions
    lock: Lock | None
    pinned: str
    pusher: "Pusher | None"
    checkpoints: Checkpoints
    cache: RunCache
    stopwatch: Stopwatch = field(default_factory=Stopwatch)

    def resolve_base(self) -> str:
        """Return the commit that the base is now.

        Raises:
            ReweaveError: it is not a commit any more.
        """
        return resolve(self.repository, self.pinned)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """One attempt of a run, between two stages; each stage fills in what it finds out.

    `base` is the commit that was asked for, and `config` its configuration, which holds for the folder `prefix` (empty,
    or ending with `/`); `is_note` takes paths from the top of the repository. `target.base` is the commit that the
    attempt builds on: the base, the branch, or the `merge` of both.

    `cells` are those of all notes, by their paths below `prefix`, where the run is a shard.
    `batches_elsewhere` are the batches pending on other branches by their names, `removal` are stale edges taken out of
    the branch, `deleted` those whose notes the base deleted. `lint` is what the linter found in the notes without stale
    edges; its changes are those to be made once `pending` is settled; `known` are those of its findings that are
    accepted, and `answers` the change of the file that says so. `merged` are the notes that were merged by meaning,
    `cost` is what was spent on a model, and `stops` are the limits that were reached.
    """

    session: RunSession
    base: str
    prefix: str
    config: Config
    is_note: Callable[[str], bool]
    signature: Signature
    target: Target
    merge: "PreparedMerge | None" = None
    committed: CommittedNotes
    batches_elsewhere: Mapping[str, Sequence[DeliveredBatch]] = field(default_factory=dict)
    removal: StaleRemoval = field(default_factory=StaleRemoval)
    deleted: Sequence[StaleProposal] = ()
    cells: Mapping[str, int] = field(default_factory=dict)
    lint: CommittedLint = field(default_factory=CommittedLint)
    weave: Woven | None = None
    known: frozenset[Finding] = frozenset()
    answers: tuple[Change, ...] = ()
    pending: PendingChanges = field(default_factory=PendingChanges)
    delivery: Delivery
    merged: tuple[str, ...] = ()
    cost: float = 0.0
    stops: tuple[Stop, ...] = ()

    @property
    def grouping(self) -> Grouping:
        """How the changes are grouped into commits."""
        return Grouping(self.session.options.by or self.config.run.by)

    def holds(self, path: str) -> bool:
        """Return whether a note, by its path below `prefix`, is one of this run's: of its shard, if it is one."""
        shard = self.session.options.shard
        return shard is None or shard.holds(self.cells.get(path, 0))

    @property
    def weaves(self) -> bool:
        """Whether the run adds missing edges."""
        asked = self.session.options.weave
        return self.config.run.weave if asked is None else asked

    def blobs(self) -> dict[str, str]:
        """Return the names of the blobs of the notes without stale edges, by their paths below `prefix`."""
        removed = {path: blob_hash(source, self.session.repository.object_format) for path, source in self._removed()}
        return {**self.committed.blobs, **removed}

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield notes without stale edges.

        Raises:
            ReweaveError: git failed.
        """
        removed = dict(self._removed())
        for path, source in self.committed.read(paths):
            yield path, removed.get(path, source)

    def _removed(self) -> Iterator[tuple[str, bytes]]:
        return ((change.path, change.after) for change in self.removal.changes)

    def out_of_time(self) -> bool:
        """Return whether the run took as long as it may."""
        minutes = self.config.run.max_minutes
        return minutes is not None and self.session.stopwatch.elapsed > 60 * minutes

    def stopped_by(self, key: str, left: Mapping[str, int]) -> "RunState":
        """Return the state with the limit `key` of `[run]` reached, and what is left for the next run."""
        value = getattr(self.config.run, key.replace("-", "_"))
        return replace(self, stops=(*self.stops, Stop(f"run.{key}", value, left)))
