"""Applying a plan to the working tree or to a branch: all of it, or nothing."""

from collections.abc import Callable, Collection
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.exit_codes import Exit
from reweave.files.writable import refuse_creating, refuse_writing
from reweave.note.changeset import ChangeSet
from reweave.plan.application import Applied, apply_operations, check_configuration, choose
from reweave.plan.plan import Plan
from reweave.run.branch_options import BranchOptions
from reweave.run.note_source import NoteSource, working_source
from reweave.run.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from reweave.git.delivery import Delivery


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """How to apply a plan: `diff` only previews it, `commit` delivers commits on a branch instead of writing files.

    `only` are ids of operations; `skip_stale` leaves out operations on notes that changed since the plan was made.
    """

    diff: bool = False
    commit: bool = False
    only: Collection[str] = ()
    skip_stale: bool = False
    commits: BranchOptions = field(default_factory=BranchOptions)


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """The plan and what its operations came to; `delivery` is `None` unless commits were asked for and delivered.

    `prefix` is the root's folder in its repository (empty, or ending with `/`). A plan that is not `complete` has
    operations that keep all others from being applied.
    """

    plan: Plan
    applied: Applied
    prefix: str
    complete: bool
    written: bool
    delivery: "Delivery | None" = None

    @property
    def code(self) -> Exit:
        """The exit code of the command."""
        if self.applied.refused:
            return Exit.REFUSED
        if self.applied.stale:
            return Exit.REFUSED if self.complete else Exit.MOVED
        return Exit.DONE


def execute_plan(make: Callable[[NoteSource], Plan], options: PlanOptions, config: Path | None = None) -> PlanOutcome:
    """Make a plan from the notes and apply it: every operation, or none.

    Raises:
        ReweaveError: the configuration, the repository or the plan is wrong, a note or the branch moved under the run
            (exit 5), the lock is held (exit 4), or something cannot be written. Nothing was written then.
    """
    return _commit_plan(make, options) if options.commit else _write_plan(make, options, config)


def read_source(options: PlanOptions, config: Path | None) -> NoteSource:
    """Read the notes that a plan is made for: a branch's with `commit`, else the working tree's.

    Raises:
        ReweaveError: the configuration or the repository is wrong.
    """
    if options.commit:
        from reweave.run.branch_writer import open_branch

        with open_branch(options.commits, preview=True) as branch:
            return branch.source
    return working_source(open_workspace(None, config))


def _commit_plan(make: Callable[[NoteSource], Plan], options: PlanOptions) -> PlanOutcome:
    from reweave.run.branch_writer import open_branch

    with open_branch(options.commits, preview=options.diff) as branch:
        plan, applied = _apply(make, options, branch.source, by_edge=branch.grouping.by_edge)
        complete = _is_complete(applied, options)
        delivery = branch.deliver(applied.changes) if complete and not options.diff else None
        return PlanOutcome(plan, applied, branch.prefix, complete, delivery is not None, delivery)


def _write_plan(make: Callable[[NoteSource], Plan], options: PlanOptions, config: Path | None) -> PlanOutcome:
    workspace = open_workspace(None, config)
    with nullcontext() if options.diff else workspace.held():
        plan, applied = _apply(make, options, working_source(workspace))
        _refuse_unwritable(workspace, applied)
        complete = _is_complete(applied, options)
        if complete and not options.diff:
            from reweave.run.before_edges import write_edges

            totals = applied.changes.totals()
            write_edges(workspace, totals, [total.to or total.path for total in totals if total.to or total.made])
        return PlanOutcome(plan, applied, workspace.prefix, complete, complete and not options.diff)


def _apply(
    make: Callable[[NoteSource], Plan], options: PlanOptions, source: NoteSource, *, by_edge: bool = False
) -> tuple[Plan, Applied]:
    """Return the plan, and what its operations make of the notes."""
    plan = make(source)
    context = source.context()
    check_configuration(plan, context)
    return plan, apply_operations(choose(plan, options.only), source.read, context, by_edge=by_edge)


def _is_complete(applied: Applied, options: PlanOptions) -> bool:
    """Return whether every operation was applied that has to be."""
    return not applied.refused and (options.skip_stale or not applied.stale)


def _refuse_unwritable(workspace: Workspace, applied: Applied) -> None:
    """Refuse the operations on files that cannot be replaced without losing something."""
    totals = applied.changes.totals()
    existing = [total.path for total in totals if not total.made]
    reasons = {file.path: str(file.reason) for file in refuse_writing(workspace.root, existing, workspace.git)}
    for total in totals:
        if total.to and (reason := refuse_creating(workspace.root, total.to)) is not None:
            reasons[total.path] = f"{total.to}: {reason}"
    for path, why in reasons.items():
        applied.changes = ChangeSet([change for change in applied.changes.changes if change.path != path])
        applied.refused.extend((operation, why) for operation in applied.done if operation.path == path)
        applied.done = [operation for operation in applied.done if operation.path != path]
