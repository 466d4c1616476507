"""The weave of a run: edges proposed for the notes as the linter leaves them."""

from dataclasses import replace
from datetime import date

from reweave.git.recent_commits import recently_committed
from reweave.run.declined import committed_declined
from reweave.run.edge_typers import JudgeLimits, NamedJudge, confident_judge, find_judge
from reweave.run.pending import pending_edges
from reweave.run.stages.weave_stops import with_weave_stops
from reweave.run.state import RunState
from reweave.run.workspace import Workspace
from reweave.vault.vault import Vault
from reweave.weave.declined import Declined
from reweave.weave.history import removed_edges
from reweave.weave.pipeline import WeaveOptions, WeaveResult, weave_vault


def weave(state: RunState) -> RunState:
    """Propose edges if that is asked for, every note was linted, and no limit is in the way.

    Raises:
        ReweaveError: `.reweave/declined.jsonl` is damaged, the model is not configured, or git failed.
    """
    own, options, lint = state.config.run, state.session.options, state.lint
    if not (own.weave if options.weave is None else options.weave) or lint.left:
        return state
    if lint.read and state.out_of_time():
        return state.stopped_by("max-minutes", {"weaves": 1})
    changed = {change.path for change in lint.result.changes.changes} - state.pending.all_paths
    if own.max_notes is not None and len(changed) > own.max_notes:
        return state.stopped_by("max-notes", {"weaves": 1})
    with state.session.stopwatch.part("weave"):
        edges = pending_edges(state.session.repository, state.batches_elsewhere, state.prefix)
        state = replace(state, pending=replace(state.pending, edges=edges))
        limits = JudgeLimits(own.max_cost, state.out_of_time)
        judge = _judge(state)
        result = _weave(state, judge, limits)
    state = replace(state, weave=result, cost=limits.spent)
    return with_weave_stops(state, result, judge, limits)


def _weave(state: RunState, judge: NamedJudge | None, limits: JudgeLimits) -> WeaveResult:
    """Weave the notes in their normal style, even where that style is pending on another branch."""
    normalized = {total.path: total.after for total in state.lint.result.changes.totals()}
    notes = {**dict(state.read(state.blobs())), **normalized}
    vault = state.session.cache.vault(notes.items(), state.config)
    return weave_vault(
        vault,
        state.config,
        WeaveOptions(date.today(), limit=state.config.run.max_edges),
        declined=_declined(state, vault),
        recent=_recent(state),
        judge=None if judge is None else confident_judge(_workspace(state), judge, limits),
        pending=state.pending.all_edges,
    )


def _declined(state: RunState, vault: Vault) -> tuple[Declined, ...]:
    repository, commit, prefix = state.session.repository, state.committed.commit, state.prefix
    removed = removed_edges(repository, commit, vault, prefix=prefix)
    return (*committed_declined(repository, commit, prefix), *removed)


def _recent(state: RunState) -> frozenset[str]:
    """Return the notes in their cool-down."""
    days, prefix = state.config.weave.cool_down_days, state.prefix
    if days is None:
        return frozenset()
    recent = recently_committed(state.session.repository.git, state.committed.commit, days)
    return frozenset(path[len(prefix) :] for path in recent if path.startswith(prefix))


def _judge(state: RunState) -> NamedJudge | None:
    options = state.session.options
    return None if options.type_by == "stated" else find_judge(state.config, options.type_by, options.user_config)


def _workspace(state: RunState) -> Workspace:
    repository = state.session.repository
    return Workspace(repository.root or repository.git_dir, state.config, repository.git)
