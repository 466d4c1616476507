"""Printing what became of a plan."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.cli.plan_file import check_plan_file, save_plan
from reweave.cli.printing.patch import print_patch
from reweave.exit_codes import Exit
from reweave.output.paths import path_fields
from reweave.plan.operation import Operation
from reweave.plan.plan import Plan
from reweave.run.note_source import NoteSource
from reweave.run.plan_execution import PlanOptions, PlanOutcome, execute_plan, read_source
from reweave.run.worklist import RefusedLine
from reweave.text import count_of, escape
from reweave.verbosity import Verbosity, say, verbosity

if TYPE_CHECKING:
    from reweave.schemas import apply as answers


def finish(
    make: Callable[[NoteSource], Plan],
    how: PlanOptions,
    plan: Path | None,
    config: Path | None,
    output_format: str,
    refused: Sequence[RefusedLine] = (),
) -> Exit:
    """Write the plan that `make` makes to the file `plan`, or do with it what is asked; print that, return the code.

    `refused` are the lines of a worklist that `make` leaves out.

    Raises:
        ReweaveError: as `execute_plan`.
    """
    check_plan_file(plan)
    if plan is not None:
        save_plan(make(read_source(how, config)), plan, output_format)
        return Exit.DONE
    outcome = execute_plan(make, how, config)
    print_outcome(outcome, diff=how.diff, output_format=output_format, refused=refused)
    if outcome.code is Exit.DONE and refused:
        return Exit.REFUSED
    if how.diff and outcome.code is Exit.DONE and outcome.applied.changes.changes:
        return Exit.FINDINGS
    return outcome.code


def print_outcome(outcome: PlanOutcome, *, diff: bool, output_format: str, refused: Sequence[RefusedLine] = ()) -> None:
    """Print the diff, or what was written, with what was not carried out and why."""
    applied = outcome.applied
    if output_format == "json":
        from reweave.output.document import document

        print(document("apply", _data(outcome, refused)), end="")
        return
    for line in refused:
        say(f"line {line.number} ({line.id}): refused, {line.why}")
    for word, unapplied in (("stale", applied.stale), ("refused", applied.refused)):
        same: dict[tuple[str, str], list[str]] = {}
        for one, why in unapplied:
            same.setdefault((one.path, why), []).append(one.id)
        for (path, why), ids in same.items():
            say(f"{path}: {word}, {why} ({', '.join(ids)})")
    if diff and outcome.complete:
        print_patch(outcome.prefix, applied.changes.totals())
    summary = [count_of(len(applied.done), "operation")]
    summary += [f"{len(applied.idle):,} already done"] if applied.idle else []
    summary += [f"{len(applied.stale):,} stale"] if applied.stale else []
    left = len(applied.refused) + len(refused)
    summary += [f"{left:,} refused"] if left else []
    files = count_of(len(applied.changes.totals()), "file")
    if diff:
        if verbosity() is not Verbosity.QUIET:
            would = f"{files} would change" if outcome.complete else "nothing would be written"
            print(f"{', '.join(summary)}: {would}", file=sys.stderr)
    elif outcome.delivery is not None:
        for name, step in zip(outcome.delivery.commits, outcome.delivery.steps, strict=True):
            print(f"{name[:10]}  {escape(step.subject)}")
        print(f"{', '.join(summary)}: {files} on {escape(outcome.delivery.branch)}")
        if outcome.delivery.commits:
            print(f"undo with: reweave undo {outcome.delivery.run}")
    elif outcome.written:
        print(f"{', '.join(summary)}: {files} written")
    else:
        print(f"{', '.join(summary)}: nothing was written")


def _data(outcome: PlanOutcome, refused: Sequence[RefusedLine]) -> "answers.Apply":
    applied, delivery = outcome.applied, outcome.delivery
    return {
        "written": outcome.written,
        "done": [_operation(one) for one in applied.done],
        "idle": [_operation(one) for one in applied.idle],
        "stale": [{**_operation(one), "why": why} for one, why in applied.stale],
        "refused": [{**_operation(one), "why": why} for one, why in applied.refused],
        "refused_lines": [
            {"line": one.number, "id": one.id, **path_fields(one.path), "why": one.why} for one in refused
        ],
        "notes": [path_fields(total.path) for total in applied.changes.totals()],
        "branch": None if delivery is None else delivery.branch,
        "run": None if delivery is None or not delivery.commits else delivery.run,
        "commits": [] if delivery is None else list(delivery.commits),
    }


def _operation(one: Operation) -> "answers.Operation":
    return {"id": one.id, "op": one.op, **path_fields(one.path)}
