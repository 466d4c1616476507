from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import Author, Branch, Commit, ConfigFile, Diff, ListFormat, Paths, PlanFile, Trailers
from reweave.exit_codes import Exit
from reweave.run.workspace import open_workspace
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.schemas import unweave as answers

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
    from reweave.cli.params import named_day
    from reweave.cli.printing.patch import print_patch
    from reweave.note.provenance import format_provenance
    from reweave.run.branch_options import BranchOptions
    from reweave.run.unweave import UnweaveOptions, unweave_branch, unweave_workspace
    from reweave.text import count_of, escape
    from reweave.worktree.writer import write_tree

    choice = UnweaveOptions(run, type, named_day(since, "--since"))
    if commit:
        commits = BranchOptions(branch=branch, author=author, trailers=tuple(trailer or ()))
        result, delivery, prefix = unweave_branch(commits, paths, choice, preview=diff or plan is not None)
    else:
        delivery, workspace = None, open_workspace(paths, config)
        prefix = workspace.prefix
        if diff or plan is not None:
            result = unweave_workspace(workspace, paths, choice)
        else:
            with workspace.held():
                result = unweave_workspace(workspace, paths, choice)
                write_tree(workspace.root, workspace.state, result.changes.totals())
    if plan is not None:
        from reweave.cli.plan_file import save_plan
        from reweave.plan.builders import make_plan, unweaving

        operations = unweaving(result.removed, {one.path: one.before for one in result.changes.totals()})
        save_plan(make_plan(operations, result.config, result.base), plan, output_format)
    elif output_format == "json":
        from reweave.output.document import document

        data: answers.Unweave = {
            "written": not diff,
            "removed": [{"path": path, "edge": format_provenance(entry)} for path, entry in result.removed],
            "left": [
                {"path": path, "edge": format_provenance(entry), "reason": why} for path, entry, why in result.left
            ],
            "unknown": [{"path": path, "key": key} for path, key in result.unknown],
            "branch": None if delivery is None else delivery.branch,
            "run": None if delivery is None or not delivery.commits else delivery.run,
            "commits": [] if delivery is None else list(delivery.commits),
        }
        print(document("unweave", data), end="")
    elif diff:
        print_patch(prefix, result.changes.totals())
    for path, entry, why in result.left:
        say(f"{path}: left {format_provenance(entry)}: {why}")
    for path, key in result.unknown:
        say(f"{path}: {key} is now empty; history does not show what it was before its edges")
    if output_format == "text" and not diff and plan is None:
        where = "" if delivery is None else f" on {escape(delivery.branch)}"
        for name, step in () if delivery is None else zip(delivery.commits, delivery.steps, strict=True):
            print(f"{name[:10]}  {escape(step.subject)}")
        notes = count_of(len(result.changes.totals()), "note")
        print(f"removed {count_of(len(result.removed), 'edge')} from {notes}{where}")
    if result.left:
        return Exit.REFUSED
    return Exit.FINDINGS if diff and result.changes.changes else Exit.DONE
