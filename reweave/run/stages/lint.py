"""The linter's stage of a run, and what of its changes is pending elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from reweave.cache.notes import NoteCache, whole_digest
from reweave.git.batch import Grouping
from reweave.git.paths import encode_path
from reweave.lint.result import LintedNote, LintResult, NoteResult
from reweave.note.changeset import Change
from reweave.progress import progress
from reweave.run.committed_lint import CommittedLint
from reweave.run.note_history import history_of
from reweave.run.pending import pending_paths
from reweave.run.state import RunState

if TYPE_CHECKING:
    from reweave.vault.rule_view import RuleView


def lint_notes(state: RunState) -> RunState:
    """Lint the notes after the checkpoint, until the time is up; one is linted at least.

    Raises:
        ReweaveError: git failed.
    """
    session = state.session
    with session.stopwatch.part("normalize"):
        lint = _lint(
            state,
            by_rule=state.grouping is Grouping.RULE,
            after=session.checkpoints.get(state.target.branch, state.prefix),
        )
    state = replace(state, lint=lint)
    return state.stopped_by("max-minutes", {"notes": lint.left}) if lint.left else state


def find_pending(state: RunState) -> RunState:
    """Find the changes of the linter that are pending on other branches.

    Raises:
        GitError: the history cannot be read.
    """
    changes = state.lint.result.changes
    paths = pending_paths(state.session.repository, changes, state.batches_elsewhere, state.prefix)
    return replace(state, pending=replace(state.pending, paths=paths))


def hold_pending(state: RunState) -> RunState:
    """Leave out what is pending on other branches.

    Notes that get edges are normalized here all the same: they will not be what they are on the other branch.
    """
    woven = frozenset() if state.weave is None else {change.path for change in state.weave.changes}
    pending = state.pending.without(woven)
    lint = replace(state.lint, result=pending.hold_back(state.lint.result))
    return replace(state, pending=pending, lint=lint)


def _lint(state: RunState, *, by_rule: bool, after: str) -> CommittedLint:
    """Lint the notes whose paths come after `after`; those that are known are not even read."""
    blobs, unsafe = state.blobs(), state.session.options.unsafe
    cache = NoteCache(
        state.session.cache.store,
        state.config,
        unsafe=unsafe,
        changes=True,
        by_rule=by_rule,
        vault=lambda: whole_digest((path, blob.encode()) for path, blob in blobs.items()),
    )
    pending = [path for path in blobs if state.holds(path) and (not after or encode_path(path) > encode_path(after))]
    made = state.session.cache.made
    results: dict[str, tuple[NoteResult, tuple[Change, ...]]] = {}
    for path in pending:
        known = cache.get(path, blobs[path].encode())
        if known is not None:
            results[path] = known, ()
        elif (path, blobs[path]) in made:
            results[path] = made[path, blobs[path]]
    missed = [path for path in pending if path not in results]
    linted: list[str] = []

    def in_time() -> Iterator[tuple[str, bytes]]:
        for path, source in state.read(progress(missed, total=len(missed))):
            if linted and state.out_of_time():
                return
            linted.append(path)
            yield path, source

    def learn(note: LintedNote) -> None:
        path, blob = note.path, blobs[note.path]
        results[path] = note.result, note.changes
        cache.put(path, blob.encode(), note.result, asks_vault=note.asks_vault)
        if note.changes and not note.asks_vault:
            made[path, blob] = results[path]

    if missed:
        from reweave.lint.linter import lint_notes

        lint_notes(
            in_time(),
            state.config,
            unsafe=unsafe,
            by_rule=by_rule,
            vault=lambda: _view(state, blobs),
            learn=learn,
        )
    done = pending.index(missed[len(linted)]) if len(linted) < len(missed) else len(pending)
    result = LintResult()
    for path in pending[:done]:
        result.add(*results[path], unsafe=unsafe)
    result.refuse({entry.path: entry.reason for entry in state.committed.refused if state.holds(entry.path)})
    return CommittedLint(result, pending[done - 1] if done else after, done, len(pending) - done)


def _view(state: RunState, blobs: Iterable[str]) -> "RuleView":
    from reweave.vault.rule_view import RuleView

    vault = state.session.cache.vault(state.read(blobs), state.config)
    return RuleView(vault, history_of(state.session.repository.git, state.base, state.prefix))
