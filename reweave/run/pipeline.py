"""One run: the notes of a commit, through the sweep and the weave, to commits on a branch."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reweave import verbosity
from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git.batch import Grouping
from reweave.git.commits import (
    CommitOptions,
    Delivery,
    Signature,
    Target,
    deliver_commits,
    move_branch,
    new_run,
    plan_delivery,
    plan_target,
)
from reweave.git.lock import Lock, hold_lock
from reweave.git.pending import waiting_batches
from reweave.git.repository import Repository, head, open_repository, resolve
from reweave.git.runs import DeliveredBatch
from reweave.git.versions import changes_in
from reweave.merge.branch import Prepared, prepare_merge
from reweave.note.changeset import ChangeKind, ChangeSet
from reweave.output.report import Stop
from reweave.run.checkpoint import Checkpoints
from reweave.run.committed_config import committed_configuration, wanted_notes
from reweave.run.committed_notes import CommittedNotes, RunCache, committed_file, lint_committed, read_committed
from reweave.run.pending import hold_pending
from reweave.run.result import RunResult
from reweave.text import printable
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.note.provenance import Provenance
    from reweave.run.edge_typers import Bounds
    from reweave.run.push import Pusher
    from reweave.weave.pipeline import WeaveResult
    from reweave.weave.stale import StaleProposal, StaleRemoval

_TRIES = 5
"""How often a run looks again at what moved under it."""

_MOVED = ("base-moved", "branch-moved")


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the command line asks for; `None` leaves it to the configuration."""

    branch: str | None
    base: str
    batch_size: int | None
    by: Literal["folder", "rule"] | None
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


def deliver(repo: Path, wishes: RunOptions) -> RunResult:
    """Read the base commit, normalize its notes, and commit the changes in batches.

    Where the base or the branch moves meanwhile, what changed is looked at again, a few times.

    Raises:
        ReweaveError: the repository, the configuration or an option is wrong, the lock is held (exit 4), the branch
            moved under the run (exit 5), or git failed. The branch is then where it was.
    """
    repository = open_repository(repo)
    sender = _sender(repository, wishes)
    with nullcontext() if wishes.dry_run else hold_lock(repository.common_dir / "reweave") as lock:
        run = _Run(repository, wishes, lock, _pinned(repository, wishes.base), sender)
        for left in reversed(range(_TRIES)):
            try:
                done = run.attempt()
                return done if sender is None or lock is None else replace(done, sent=sender.send(done, run.pinned))
            except ReweaveError as error:
                if error.code not in _MOVED or not left:
                    raise
                say(f"{error.message}; looking again at what changed")
    raise AssertionError("the last try raises")


def _sender(repository: Repository, wishes: RunOptions) -> "Pusher | None":
    """Return what pushes, after the remote was found to be one."""
    if wishes.push is None:
        if wishes.pr:
            raise ReweaveError("--pr needs a branch to be pushed", code="usage", suggestion="add --push REMOTE")
        return None
    from reweave.run.push import Pusher

    return Pusher.to(repository, wishes.push, pr=wishes.pr, forge=wishes.forge)


def _pinned(repository: Repository, base: str) -> str:
    """Return the revision that stays the base: a branch checked out later, in place of HEAD's, is not asked for."""
    if base != "HEAD":
        return base
    now = head(repository)
    return f"refs/heads/{now.branch}" if now.branch is not None else now.commit or base


@dataclass(slots=True)
class _Limits:
    """The limits of a run as they are reached; `over` says whether its time is up."""

    began: float
    config: Config
    stops: list[Stop] = field(default_factory=list)

    def over(self) -> bool:
        minutes = self.config.run.max_minutes
        return minutes is not None and time.monotonic() - self.began > 60 * minutes

    def stop(self, key: str, left: Mapping[str, int]) -> None:
        value = getattr(self.config.run, key.replace("-", "_"))
        self.stops.append(Stop(f"run.{key}", value, left))


@dataclass(slots=True)
class _Run:
    """One run; an attempt after another, until nothing moves under it."""

    repository: Repository
    wishes: RunOptions
    lock: Lock | None
    pinned: str
    sender: "Pusher | None" = None
    memory: RunCache = field(default_factory=RunCache)
    seconds: dict[str, float] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def attempt(self) -> RunResult:
        """Do all of it once.

        Raises:
            ReweaveError: as `deliver`; with the codes `base-moved` and `branch-moved` it may go well the next time.
        """
        base = self._base()
        prefix, config = committed_configuration(self.repository, base)
        self.memory.keep_for(prefix, config)
        own, wishes = config.run, self.wishes
        by: Literal["folder", "rule"] = wishes.by or own.by
        limits = _Limits(self.began, config)
        signature = Signature.parse(wishes.author or own.author or None, (*own.trailers, *wishes.trailers))
        branch, wanted = wishes.branch or own.branch, wanted_notes(prefix, config)
        if self.sender is not None and self.lock is not None:
            with self._timed("take over"):
                self.sender.take_over(branch, base, config, wanted, signature, self.lock)
        with self._timed("merge"):
            target, merge = self._target(branch, base, config, wanted, signature)
        with self._timed("read"):
            committed = read_committed(self.repository, target.base, prefix, config, wanted)
            waiting = waiting_batches(self.repository, target.base, target.ref)
        with self._timed("supersede"):
            out, gone = self._supersede(committed, base, merge, config, wanted)
        notes = {**committed.notes, **{change.path: change.after for change in out.changes}}
        places = Checkpoints(self.repository.common_dir / "reweave")
        with self._timed("normalize"):
            after = places.get(branch, prefix)
            swept = lint_committed(
                committed, notes, config, self.memory, unsafe=wishes.unsafe, by=by, after=after, over=limits.over
            )
        result = swept.result
        if swept.left:
            limits.stop("max-minutes", {"notes": swept.left})
        held = hold_pending(self.repository, result, waiting, prefix)
        weaving, bounds = None, None
        edges: dict[str, list[tuple[str, Provenance]]] = {}
        if (own.weave if wishes.weave is None else wishes.weave) and not swept.left:
            if swept.last != after and limits.over():
                limits.stop("max-minutes", {"weaves": 1})
            elif own.max_notes is not None and len(result.changes.totals()) > own.max_notes:
                limits.stop("max-notes", {"weaves": 1})
            else:
                with self._timed("weave"):
                    edges = self._edges_waiting(waiting, prefix)
                    bounds = self._bounds(config, limits)
                    normal = {**notes, **{total.path: total.after for total in held.all.totals()}}
                    every = [entry for entries in edges.values() for entry in entries]
                    weaving = self._weave(committed, normal, config, every, bounds)
                    held.release(result, {change.path for change in weaving.written.changes})
        counts = Counter({name: len(paths) for name, paths in held.paths.items()})
        counts.update({name: len(entries) for name, entries in edges.items()})
        _note_stops(limits, weaving, bounds, wishes.type_by)
        changes = ChangeSet([*out.changes, *result.changes.changes])
        if weaving is not None:
            changes.add(weaving.written.changes)
        changes = ChangeSet([change._replace(path=prefix + change.path) for change in changes.changes])
        options = CommitOptions(wishes.batch_size or own.batch_size, Grouping(by), signature, new_run(), own.max_notes)
        with self._timed("deliver"):
            delivery, merged = self._commit(changes, options, target, base, merge)
        _note_left(limits, delivery)
        if self.lock is not None:
            unfinished = swept.left or any(one.limit == "run.max-minutes" for one in limits.stops)
            places.keep(branch, prefix, swept.last if unfinished else "")
        return RunResult(
            self.repository,
            target,
            result,
            weaving,
            delivery,
            self.lock is None,
            prefix,
            base,
            merged,
            (*gone, *out.removed),
            out.left,
            {name: count for name, count in counts.items() if count},
            limits.stops,
            bounds.spent if bounds is not None else 0.0,
            dict(self.seconds),
        )

    def _base(self) -> str:
        """Return the commit that the base is now."""
        return resolve(self.repository, self.pinned)

    def _target(
        self, branch: str, base: str, config: Config, wanted: Callable[[str], bool], signature: Signature
    ) -> tuple[Target, Prepared | None]:
        """Say where the commits go; a branch that parted ways with a base that moved on is merged onto it first.

        The merge is on no branch yet: it is delivered together with the commits that stand on it.
        """
        try:
            return plan_target(self.repository, branch, base, new=self.wishes.new), None
        except ReweaveError as error:
            if error.code != "branch-diverged":
                raise
        name = self.wishes.base
        merge = prepare_merge(self.repository, branch, base, config, wanted, signature=signature, name=name)
        if merge is None:
            return plan_target(self.repository, branch, base), None
        return merge.target, merge

    def _supersede(
        self,
        committed: CommittedNotes,
        base: str,
        merge: Prepared | None,
        config: Config,
        wanted: Callable[[str], bool],
    ) -> "tuple[StaleRemoval, list[StaleProposal]]":
        """Take out of the branch's notes what was proposed and no longer holds; return also what went with notes."""
        from reweave.run.stale import StaleEdges

        superseding = StaleEdges(self.repository, committed.prefix, config, wanted)
        gone = superseding.gone(merge.gone) if merge is not None and merge.gone else []
        return superseding.remove_stale(committed, base, self.memory), gone

    def _edges_waiting(
        self, waiting: "Mapping[str, Sequence[DeliveredBatch]]", prefix: str
    ) -> "dict[str, list[tuple[str, Provenance]]]":
        """Return the edges that wait on other branches, for each."""
        from reweave.weave.history import edges_added

        found: dict[str, list[tuple[str, Provenance]]] = {}
        for name, batches in waiting.items():
            written = edges_added(self.repository, changes_in(self.repository, [batch.commit for batch in batches]))
            found[name] = [(path[len(prefix) :], entry) for path, entry in written if path.startswith(prefix)]
        return found

    def _bounds(self, config: Config, limits: _Limits) -> "Bounds | None":
        if self.wishes.type_by == "stated":
            return None
        from reweave.run.edge_typers import Bounds

        return Bounds(config.run.max_cost, limits.over)

    def _weave(
        self,
        committed: CommittedNotes,
        normal: Mapping[str, bytes],
        config: Config,
        waiting: "Sequence[tuple[str, Provenance]]",
        bounds: "Bounds | None",
    ) -> "WeaveResult":
        """Propose edges for the notes in the style that they are to have, be it that this waits on another branch."""
        from datetime import date

        from reweave.git.recent_commits import recently_committed
        from reweave.weave.declined import DECLINED_FILE, parse_declined
        from reweave.weave.history import removed_edges
        from reweave.weave.pipeline import WeaveOptions, weave_vault

        repository, commit, prefix = self.repository, committed.commit, committed.prefix
        vault = self.memory.vault(list(normal.items()), config)
        name = prefix + DECLINED_FILE
        said = parse_declined(committed_file(repository, commit, name) or b"", name)
        declined = (*said, *removed_edges(repository, commit, vault, prefix=prefix))
        days = config.weave.cool_down_days
        recent = frozenset() if days is None else recently_committed(repository.git, commit, days)
        own = frozenset(path[len(prefix) :] for path in recent if path.startswith(prefix))
        judge = None
        if bounds is not None:
            from reweave.run.edge_typers import sure_judge
            from reweave.run.workspace import Workspace

            place = Workspace(repository.root or repository.git_dir, config, repository.git)
            judge = sure_judge(place, self.wishes.type_by, bounds)
        wishes = WeaveOptions(date.today(), limit=config.run.max_edges)
        return weave_vault(vault, config, wishes, declined=declined, recent=own, judge=judge, pending=waiting)

    def _commit(
        self, changes: ChangeSet, options: CommitOptions, target: Target, base: str, merge: Prepared | None
    ) -> tuple[Delivery, tuple[str, ...]]:
        """Make the commits and move the branch; return also the notes of the merge, if that is delivered."""
        if self.lock is None:
            delivery = plan_delivery(changes, options, target)
            return delivery, merge.notes if merge is not None and (delivery.steps or merge.needed) else ()

        def unmoved() -> None:
            try:
                moved = self._base() != base
            except ReweaveError:
                moved = True
            if moved:
                raise ReweaveError(
                    f"{printable(self.wishes.base)} moved while this run worked",
                    code="base-moved",
                    exit_code=Exit.MOVED,
                    suggestion="run again",
                )

        delivery = deliver_commits(
            self.repository, changes, options, target=target, lock=self.lock, before_move=unmoved
        )
        if merge is None:
            return delivery, ()
        if not delivery.commits:
            if not merge.needed:
                return delivery, ()
            unmoved()
            move_branch(self.repository, target, target.base, f"reweave: merge {target.branch}", self.lock)
        notes = len(merge.notes)
        say(f"{target.branch} and {self.wishes.base} had parted ways: merged first ({notes} notes by meaning)")
        return delivery, merge.notes

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        began = time.monotonic()
        try:
            with verbosity.part(part):
                yield
        finally:
            self.seconds[part] = self.seconds.get(part, 0.0) + time.monotonic() - began


def _note_stops(limits: _Limits, weaving: "WeaveResult | None", bounds: "Bounds | None", name: str) -> None:
    if weaving is None:
        return
    from reweave.weave.refusal import Refusal

    beyond = weaving.proposed.refused[Refusal.LIMIT]
    if beyond:
        limits.stop("max-edges", {"edges": beyond})
    if bounds is None or not bounds.left:
        return
    from reweave.run.edge_typers import OVER
    from reweave.weave.judge.judge import SPENT

    left = {"pairs": bounds.left}
    weave = limits.config.weave
    judge, cost = weave.judges.get(name, weave.judge).budget, limits.config.run.max_cost
    if bounds.stop == OVER:
        limits.stop("max-minutes", left)
    elif bounds.stop == SPENT and cost is not None and (judge is None or cost <= judge):
        limits.stop("max-cost", left)
    elif bounds.stop == SPENT and judge is not None:
        table = f"weave.judges.{name}" if name in weave.judges else "weave.judge"
        limits.stops.append(Stop(f"{table}.budget", judge, left))
    else:
        say(f"the judge stopped: {bounds.stop}")


def _note_left(limits: _Limits, delivery: Delivery) -> None:
    if delivery.left:
        changes = [(batch.kind, change) for batch in delivery.left for change in batch.changes]
        edges = sum(len(change.reasons) for kind, change in changes if kind is ChangeKind.EDGES)
        left = {"notes": len({change.path for _, change in changes}), "edges": edges}
        limits.stops[:] = [one for one in limits.stops if one.limit != "run.max-notes"]
        limits.stop("max-notes", left)
