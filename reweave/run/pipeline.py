"""The nightly run: the notes of a commit, linted and woven by one stage after another, to commits on a branch."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.errors import ReweaveError
from reweave.git.lock import hold_lock
from reweave.git.repository import Repository, head, open_repository
from reweave.run.cache import RunCache
from reweave.run.checkpoint import Checkpoints
from reweave.run.options import RunOptions
from reweave.run.result import RunResult
from reweave.run.stages.answers import heed_undone
from reweave.run.stages.branch import heed_request, merge_diverged, sync_remote
from reweave.run.stages.delivery import commit_changes, keep_checkpoint
from reweave.run.stages.known import recognize_known
from reweave.run.stages.lint import find_pending, hold_pending, lint_notes
from reweave.run.stages.notes import list_notes, remove_stale
from reweave.run.stages.start import start
from reweave.run.stages.weave import weave
from reweave.run.state import RunSession, RunState
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.run.push import Pusher

_STAGES: tuple[Callable[[RunState], RunState], ...] = (
    sync_remote,
    heed_request,
    merge_diverged,
    list_notes,
    heed_undone,
    remove_stale,
    lint_notes,
    find_pending,
    weave,
    hold_pending,
    recognize_known,
    commit_changes,
    keep_checkpoint,
)

_ATTEMPTS = 5
"""How often a run starts over because the base or the branch moved."""

_MOVED = ("base-moved", "branch-moved")


def deliver(repo: Path, options: RunOptions) -> RunResult:
    """Read the base commit, lint and weave its notes, commit the changes in batches, and push them if asked to.

    If the base or the branch moves meanwhile, the run starts over a few times; notes that stayed the same are not
    looked at again.

    Raises:
        ReweaveError: the repository, the configuration or an option is wrong, the lock is held (exit 4), the branch
            moved under the run (exit 5), or git failed. The branch is then where it was.
    """
    repository = open_repository(repo)
    pusher = _pusher(repository, options)
    directory = repository.common_dir / "reweave"
    if options.shard is not None:
        directory = repository.common_dir / f"reweave-{options.shard.suffix}"
    with nullcontext() if options.dry_run else hold_lock(directory) as lock:
        session = RunSession(
            repository=repository,
            options=options,
            lock=lock,
            pinned=_pinned(repository, options.base),
            pusher=pusher,
            checkpoints=Checkpoints(directory),
            cache=RunCache.open(repository, options.shard, cached=options.cached),
        )
        for left in reversed(range(_ATTEMPTS)):
            try:
                result = _attempt(session)
                if pusher is None or lock is None:
                    return result
                return replace(result, push=pusher.push(result, session.pinned))
            except ReweaveError as error:
                if error.code not in _MOVED or not left:
                    raise
                say(f"{error.message}; starting over with what changed")
    raise AssertionError("the last attempt raises")


def _attempt(session: RunSession) -> RunResult:
    """Go through all stages once.

    Raises:
        ReweaveError: as `deliver`; with the codes `base-moved` and `branch-moved` the next attempt may succeed.
    """
    state = start(session)
    for stage in _STAGES:
        state = stage(state)
    session.cache.store.save()
    return RunResult(
        repository=session.repository,
        target=state.target,
        lint=state.lint.result,
        known=state.known,
        weave=state.weave,
        delivery=state.delivery,
        dry_run=session.options.dry_run,
        prefix=state.prefix,
        base=state.base,
        merged=state.merged,
        stale=(*state.deleted, *state.removal.removed),
        stale_left=state.removal.left,
        pending=state.pending.counts,
        stops=state.stops,
        cost=state.cost,
        seconds=session.stopwatch.seconds,
    )


def _pusher(repository: Repository, options: RunOptions) -> "Pusher | None":
    """Return the pusher for `--push`, `None` without it."""
    if options.push is None:
        if options.pr:
            raise ReweaveError("--pr requires --push", code="usage", suggestion="add --push REMOTE")
        return None
    from reweave.run.push import Pusher

    return Pusher.for_remote(repository, options.push, pr=options.pr, forge=options.forge)


def _pinned(repository: Repository, base: str) -> str:
    """Return the revision that stays the base: if it is HEAD, a branch that is checked out later does not count."""
    if base != "HEAD":
        return base
    now = head(repository)
    return f"refs/heads/{now.branch}" if now.branch is not None and now.commit is not None else now.commit or base
