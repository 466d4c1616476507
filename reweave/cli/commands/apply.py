"""The command `apply`."""

from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import Author, Branch, Commit, ConfigFile, Diff, ListFormat, NewBranch, Trailers


def apply(
    plan: Annotated[Path, typer.Argument(help="The plan file; - for stdin.", metavar="PLAN")],
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Only the operations with these ids (repeatable, or a,b,c).")
    ] = None,
    diff: Diff = False,
    commit: Commit = False,
    skip_stale: Annotated[
        bool, typer.Option("--skip-stale", help="Leave out notes that changed since; carry out the rest.")
    ] = False,
    branch: Branch = None,
    new: NewBranch = False,
    author: Author = None,
    trailer: Trailers = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Carry out a plan on the working tree, or on a branch: every operation, or none.

    An operation on a note that changed since the plan was made is stale: it is named, and nothing is carried out
    (exit 5), unless --skip-stale leaves such notes out. `reweave weave --plan`, `reweave fix --plan` and others write
    plans; `reweave schema plan` says how to write one.

    Example:
    reweave weave --plan edges.jsonl
    reweave apply edges.jsonl --diff
    reweave apply edges.jsonl --commit
    """
    from reweave.cli.plan_file import load_plan
    from reweave.cli.printing.plan import finish
    from reweave.run.branch_options import BranchOptions
    from reweave.run.plan_execution import PlanOptions

    ids = tuple(one.strip() for text in only or () for one in text.split(","))
    loaded = load_plan(plan)
    commits = BranchOptions(branch=branch, author=author, trailers=tuple(trailer or ()), new=new)
    how = PlanOptions(diff=diff, commit=commit, only=ids, skip_stale=skip_stale, commits=commits)
    return finish(lambda source: loaded, how, None, config, output_format)
