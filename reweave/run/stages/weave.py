"""The weave of a run: edges proposed for the notes as the linter leaves them."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reweave.git.recent_commits import recently_committed
from reweave.note.changeset import blob_hash
from reweave.run.cache import depends_on
from reweave.run.edge_typers import JudgeLimits, NamedJudge, confident_judge, find_judge
from reweave.run.pending import pending_edges
from reweave.run.shard import is_sibling
from reweave.run.stages.weave_stops import with_weave_stops
from reweave.run.state import RunState
from reweave.run.workspace import Workspace
from reweave.run.woven import Woven

if TYPE_CHECKING:
    from reweave.vault.vault import Vault
    from reweave.weave.answers import Declined
    from reweave.weave.cache import WeaveCache

_KEY = b"weave"


def weave(state: RunState) -> RunState:
    """Propose edges if that is asked for, every note was linted, and no limit is in the way.

    Raises:
        ReweaveError: `.reweave/answers.jsonl` is damaged, the model is not configured, or git failed.
    """
    own, lint = state.config.run, state.lint
    if not state.weaves or lint.left:
        return state
    if lint.read and state.out_of_time():
        return state.stopped_by("max-minutes", {"weaves": 1})
    with state.session.stopwatch.part("weave"):
        edges = pending_edges(state.session.repository, state.batches_elsewhere, state.prefix)
        state = replace(state, pending=replace(state.pending, edges=edges))
        limits = JudgeLimits(own.max_cost, state.out_of_time)
        judge = _judge(state)
        woven = _stated(state) if judge is None else _weave(state, _recent(state), judge, limits)
    state = replace(state, weave=woven, cost=limits.spent)
    return with_weave_stops(state, woven, judge, limits)


def _stated(state: RunState) -> Woven:
    """Weave without a model; where nothing changed since a weave that added no edge, return what that one found."""
    recent, store = _recent(state), state.session.cache.store
    if state.session.options.shard is not None:
        return _weave_shard(state, recent)
    digest = _depends_on(state, recent)
    known = None if digest is None else store.get(_KEY, digest)
    woven = None if known is None else Woven.recalled(known.value)
    if woven is not None:
        return woven
    woven = _weave(state, recent)
    remembered = woven.remembered()
    if digest is not None and remembered is not None:
        store.put(_KEY, digest, remembered)
    return woven


def _depends_on(state: RunState, recent: frozenset[str]) -> bytes | None:
    """Return a digest of all that decides which edges are proposed, but for the code and the day that is written.

    `None` where not everything is known: a vector database and a model on disk change unseen. The commit stands for
    its declined edges and its history.
    """
    repository, config = state.session.repository, state.config
    if config.weave.text_index.url or config.weave.dense is not None:
        return None
    return depends_on(
        repository,
        state.prefix,
        config.tables,
        config.weave,
        config.run.max_edges,
        state.committed.commit,
        list(state.blobs().items()),
        [(total.path, blob_hash(total.after)) for total in state.lint.result.changes.totals()],
        sorted(recent),
        [(path, str(entry)) for path, entry in state.pending.all_edges],
    )


def _weave_shard(state: RunState, recent: frozenset[str]) -> Woven:
    """Weave as every shard does, whatever is pending on the branches of the others."""
    from reweave.run.sharded_weave import weave_shard
    from reweave.weave.pipeline import WeaveOptions, WeaveResult, weave_vault

    name = state.session.options.branch or state.config.run.branch
    elsewhere = {branch: own for branch, own in state.pending.edges.items() if not is_sibling(branch, name)}

    def whole(vault: "Vault") -> WeaveResult:
        cache = state.session.cache.weave(vault, state.config)
        return weave_vault(
            vault,
            state.config,
            WeaveOptions(date.today(), limit=state.config.run.max_edges, singly=state.grouping.by_edge),
            declined=_declined(state, vault, cache),
            recent=recent,
            pending=[edge for own in elsewhere.values() for edge in own],
            cache=cache,
        )

    return weave_shard(state, whole)


def _weave(
    state: RunState, recent: frozenset[str], judge: NamedJudge | None = None, limits: JudgeLimits | None = None
) -> Woven:
    """Weave the notes in their normal style, even where that style is pending on another branch."""
    from reweave.weave.pipeline import WeaveOptions, weave_vault

    normalized = {total.path: total.after for total in state.lint.result.changes.totals()}
    notes = {**dict(state.read(state.blobs())), **normalized}
    vault = state.session.cache.vault(notes.items(), state.config)
    cache = state.session.cache.weave(vault, state.config)
    result = weave_vault(
        vault,
        state.config,
        WeaveOptions(
            date.today(),
            limit=state.config.run.max_edges,
            judged=state.session.options.judged,
            singly=state.grouping.by_edge,
        ),
        declined=_declined(state, vault, cache),
        recent=recent,
        judge=None if judge is None or limits is None else confident_judge(_workspace(state), judge, limits),
        pending=state.pending.all_edges,
        cache=cache,
    )
    return Woven.of(result)


def _declined(state: RunState, vault: "Vault", cache: "WeaveCache | None") -> "tuple[Declined, ...]":
    from reweave.run.declined import committed_declined, declined_by_commits

    repository, commit, prefix = state.session.repository, state.committed.commit, state.prefix
    removed = declined_by_commits(repository, commit, vault, prefix, cache)
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
