from typing import Annotated

import typer

from reweave.cli.options import Author, Branch, Commit, ConfigFile, Diff, ListFormat, Paths, PlanFile, Trailers
from reweave.exit_codes import Exit
from reweave.run.workspace import open_workspace

SCHEMAS = ("unweave", "planned")


def unweave(
    paths: Paths = None,
    run: Annotated[
        str | None, typer.Option("--run", metavar="RUN", help="Remove only edges that this run wrote.")
    ] = None,
    type: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Remove only edges of this type.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="Remove only edges from this date on.")
    ] = None,
    diff: Diff = False,
    plan: PlanFile = None,
    commit: Commit = False,
    branch: Branch = None,
    author: Author = None,
    trailer: Trailers = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Remove edges that reweave wrote.

    Edges that people wrote are left alone, and notes return to the bytes they had before.

    Example:
    reweave unweave --type related --since 2026-03-01 --diff
    """
    from reweave.cli.params import named_day, only_one
    from reweave.cli.printing.unweave import print_left, print_unwoven
    from reweave.run.branch_options import BranchOptions
    from reweave.run.unweave import UnweaveOptions, unweave_branch, unweave_workspace

    choice = UnweaveOptions(run, type, named_day(since, "--since"))
    preview = diff or plan is not None
    only_one({"--diff": diff, "--plan": plan is not None})
    if plan is not None:
        from reweave.cli.plan_file import check_plan_file

        check_plan_file(plan)
    if commit:
        commits = BranchOptions(branch=branch, author=author, trailers=tuple(trailer or ()))
        result, delivery, prefix = unweave_branch(commits, paths, choice, preview=preview)
    else:
        workspace = open_workspace(paths, config)
        result, delivery, prefix = unweave_workspace(workspace, paths, choice, preview=preview), None, workspace.prefix
    if plan is not None:
        from reweave.cli.plan_file import save_plan
        from reweave.plan.builders import make_plan, unweaving

        operations = unweaving(result.removed, {one.path: one.before for one in result.changes.totals()})
        save_plan(make_plan(operations, result.config, result.base), plan, output_format)
        print_left(result)
    else:
        print_unwoven(result, delivery, prefix, diff=diff, output_format=output_format)
    if result.left:
        return Exit.REFUSED
    return Exit.FINDINGS if diff and result.changes.changes else Exit.DONE
