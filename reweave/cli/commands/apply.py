from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import Author, Branch, By, Commit, ConfigFile, Diff, ListFormat, NewBranch, Trailers


def apply(
    plan: Annotated[Path, typer.Argument(help="The plan file (-: stdin).", metavar="PLAN")],
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="IDS", help="Apply only these operations, such as op-3,op-7.")
    ] = None,
    diff: Diff = False,
    commit: Commit = False,
    skip_stale: Annotated[
        bool, typer.Option("--skip-stale", help="Skip notes that changed since the plan was made.")
    ] = False,
    by: By = None,
    branch: Branch = None,
    new: NewBranch = False,
    author: Author = None,
    trailer: Trailers = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Apply a plan or a worklist to the notes.

    Operations are applied all or nothing. If a note changed since the plan was made, its operations are stale and
    nothing is applied (exit code 5), unless --skip-stale leaves such notes out. `reweave weave --plan`, `reweave fix
    --plan` and others write plans; `reweave schema plan` describes the format.

    Of a worklist (`reweave weave --worklist`), the decided lines are applied whose quotes are in the notes; the others
    are named (exit code 3).

    Example:
    reweave weave --plan edges.jsonl
    reweave apply edges.jsonl --diff
    reweave apply edges.jsonl --commit
    """
    from reweave.cli.plan_file import load_plan_or_worklist
    from reweave.cli.printing.plan import finish
    from reweave.plan.plan import Plan
    from reweave.run.branch_options import BranchOptions
    from reweave.run.note_source import NoteSource
    from reweave.run.plan_execution import PlanOptions
    from reweave.run.worklist import RefusedLine, plan_of_worklist

    ids = tuple(one.strip() for text in only or () for one in text.split(","))
    loaded = load_plan_or_worklist(plan)
    refused: list[RefusedLine] = []

    def make(source: NoteSource) -> Plan:
        return loaded if isinstance(loaded, Plan) else plan_of_worklist(loaded, source, refused)

    commits = BranchOptions(branch=branch, author=author, trailers=tuple(trailer or ()), new=new, by=by)
    how = PlanOptions(diff=diff, commit=commit, only=ids, skip_stale=skip_stale, commits=commits)
    return finish(make, how, None, config, output_format, refused)
