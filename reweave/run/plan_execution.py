"""What all batch commands share: a plan is made from the notes, and written down, shown, or carried out whole."""

from collections.abc import Callable, Collection
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.exit_codes import Exit
from reweave.files.writable import refuse_making, refuse_writing
from reweave.note.changeset import ChangeSet
from reweave.plan.application import Applied, apply_operations, check_configuration, choose
from reweave.plan.operation import Context
from reweave.plan.plan import Plan
from reweave.run.branch_options import BranchOptions
from reweave.run.note_source import NoteSource, working_source
from reweave.run.workspace import Workspace, open_workspace
from reweave.weave.declined import DECLINED_FILE

if TYPE_CHECKING:
    from reweave.git.delivery import Delivery


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What becomes of a plan: `diff` only looks what it would do, `commit` delivers commits on a branch.

    With neither the working tree is written. `only` are ids of operations, `skip_stale` leaves out those that were
    made for other bytes.
    """

    diff: bool = False
    commit: bool = False
    only: Collection[str] = ()
    skip_stale: bool = False
    commits: BranchOptions = field(default_factory=BranchOptions)


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """What became of a plan; `delivery` is missing where no commits were asked for, or nothing could be delivered.

    `prefix` is the root's place in its repository.
    """

    plan: Plan
    applied: Applied
    prefix: str
    written: bool
    delivery: "Delivery | None" = None

    @property
    def code(self) -> Exit:
        """The exit code for it."""
        if self.applied.refused:
            return Exit.REFUSED
        if self.applied.stale:
            return Exit.REFUSED if self.written else Exit.MOVED
        return Exit.DONE


def execute_plan(make: Callable[[NoteSource], Plan], how: PlanOptions, config: Path | None = None) -> PlanOutcome:
    """Make a plan from the notes, and do with it what is asked; all of it, or nothing.

    Raises:
        ReweaveError: the configuration, the repository or the plan is wrong, a note or the branch moved under the run
            (exit 5), the lock is held (exit 4), or something cannot be written. Nothing was written then.
    """
    if how.commit:
        from reweave.run.branch_writer import open_branch

        with open_branch(how.commits, preview=how.diff) as commits:
            plan, applied, whole = _apply(make, how, commits.source)
            delivery = commits.deliver(applied.changes) if whole and not how.diff else None
            return PlanOutcome(plan, applied, commits.prefix, delivery is not None, delivery)
    workspace = open_workspace(None, config)
    with nullcontext() if how.diff else workspace.held():
        plan, applied, whole = _apply(make, how, working_source(workspace))
        _refuse_locked(workspace, applied)
        whole = whole and not applied.refused
        if whole and not how.diff:
            from reweave.worktree.sidecar import make_folder
            from reweave.worktree.writer import write_tree

            if any(total.made for total in applied.changes.totals()):
                make_folder(workspace.root, DECLINED_FILE)
            write_tree(workspace.root, workspace.state, applied.changes.totals())
        return PlanOutcome(plan, applied, workspace.prefix, whole and not how.diff)


def read_source(how: PlanOptions, config: Path | None) -> NoteSource:
    """Read the notes that a plan is made for: a branch's with `commit`, else the working tree's.

    Raises:
        ReweaveError: the configuration or the repository is wrong.
    """
    if how.commit:
        from reweave.run.branch_writer import open_branch

        with open_branch(how.commits, preview=True) as commits:
            return commits.source
    return working_source(open_workspace(None, config))


def _apply(make: Callable[[NoteSource], Plan], how: PlanOptions, source: NoteSource) -> tuple[Plan, Applied, bool]:
    """Return the plan, what it makes of the notes, and whether that may be delivered."""
    plan = make(source)
    context = Context(source.config, lambda: source.vault, source.earlier, source.said)
    check_configuration(plan, context)
    applied = apply_operations(choose(plan, how.only), source.notes.get, context)
    return plan, applied, not applied.refused and (how.skip_stale or not applied.stale)


def _refuse_locked(workspace: Workspace, applied: Applied) -> None:
    """Refuse the operations on files that cannot be replaced without losing something."""
    totals = applied.changes.totals()
    standing = [one.path for one in totals if not one.made]
    refused = refuse_writing(workspace.root, standing, workspace.git)
    locked = {one.path: str(one.reason) for one in refused}
    for total in totals:
        if total.to and (taken := refuse_making(workspace.root, total.to)) is not None:
            locked[total.path] = f"{total.to}: {taken}"
    for path, why in locked.items():
        applied.changes = ChangeSet([change for change in applied.changes.changes if change.path != path])
        applied.refused.extend((operation, why) for operation in applied.done if operation.path == path)
        applied.done = [operation for operation in applied.done if operation.path != path]
