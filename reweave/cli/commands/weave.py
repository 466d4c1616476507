"""The command `weave`."""

from datetime import date, datetime
from typing import Annotated, Literal

import typer

from reweave.cli.options import ConfigFile, ListFormat, Paths, PlanFile
from reweave.cli.printing.weave import print_preview, print_weave_diff
from reweave.exit_codes import Exit
from reweave.run.weave import weave_workspace, writable
from reweave.run.workspace import open_workspace
from reweave.weave.pipeline import WeaveOptions

SCHEMAS = ("weave", "planned")


def weave(
    paths: Paths = None,
    which: Annotated[
        Literal["thin", "orphans", "all"], typer.Option("--from", help="Which notes to look from, without PATHS.")
    ] = "thin",
    type_by: Annotated[
        str,
        typer.Option("--type-by", help="What types a pair that nobody links: stated (nothing), or a judge's name."),
    ] = "stated",
    new: Annotated[bool, typer.Option("--new/--stated-only", help="Also propose edges between unlinked notes.")] = True,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="The most edges.")] = None,
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The date to write.", show_default="today")
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show the changes as a patch.")] = False,
    plan: PlanFile = None,
    write: Annotated[bool, typer.Option("--write", help="Write the edges to the working tree, all or none.")] = False,
    index_url: Annotated[
        str | None,
        typer.Option("--index-url", help="Keep the words of a large vault in a Qdrant database: address or directory."),
    ] = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Find the edges that are missing, each with the reason for it; nothing is written without --write.

    Example:
    reweave weave --from all --diff
    """
    workspace = open_workspace(paths, config)
    if index_url is not None:
        workspace = workspace.with_index(index_url)
    judge = None
    if type_by != "stated":
        from reweave.run.edge_typers import sure_judge

        judge = sure_judge(workspace, type_by)
    options = WeaveOptions(date.today() if day is None else day.date(), which, new, limit)
    if write:
        from reweave.worktree.writer import write_tree

        with workspace.held():
            result = weave_workspace(workspace, paths, options, judge)
            write_tree(workspace.root, workspace.state, writable(workspace, result).totals())
    else:
        result = weave_workspace(workspace, paths, options, judge)
    if plan is not None:
        from reweave.cli.plan_file import save_plan
        from reweave.plan.builders import make_plan, weaving
        from reweave.run.note_source import checked_out_commit

        records, by_path = result.vault.records, result.vault.by_path
        operations = weaving(result.writable, lambda path: records[by_path[path]].source)
        save_plan(make_plan(operations, workspace.config, checked_out_commit(workspace)), plan, output_format)
        return Exit.REFUSED if result.written.refused else Exit.DONE
    if diff and output_format == "text":
        print_weave_diff(workspace, result)
    else:
        print_preview(result, output_format)
    if result.written.changes and not write:
        return Exit.FINDINGS
    return Exit.REFUSED if result.written.refused else Exit.DONE
