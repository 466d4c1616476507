from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import (
    ConfigFile,
    Diff,
    JudgePairs,
    ListFormat,
    LookFrom,
    NoCache,
    Paths,
    PlanFile,
    TypeBy,
    UserConfigFile,
)
from reweave.cli.params import named_day, only_one, typed_by
from reweave.cli.printing.weave import print_preview, print_weave_diff
from reweave.exit_codes import Exit
from reweave.run.weave import weave_workspace, writable
from reweave.run.workspace import Workspace, open_workspace
from reweave.weave.pipeline import WeaveOptions, WeaveResult

SCHEMAS = ("weave", "planned")


def weave(
    paths: Paths = None,
    which: LookFrom = "thin",
    type_by: TypeBy = "stated",
    judge_pairs: JudgePairs = None,
    new: Annotated[
        bool, typer.Option("--new/--stated-only", help="Whether to propose edges between unlinked notes.")
    ] = True,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Propose at most N edges.")] = None,
    day: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Date new edges.", show_default="today")
    ] = None,
    create_frontmatter: Annotated[
        bool, typer.Option("--create-frontmatter", help="Add frontmatter to notes without any.")
    ] = False,
    diff: Diff = False,
    plan: PlanFile = None,
    worklist: Annotated[
        Path | None,
        typer.Option("--worklist", metavar="FILE", help="Write pairs for an agent to type to FILE (-: stdout)."),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the edges to the working tree.")] = False,
    index_url: Annotated[
        str | None,
        typer.Option("--index-url", metavar="URL", help="Keep the text index in Qdrant: a URL or a directory."),
    ] = None,
    no_cache: NoCache = False,
    config: ConfigFile = None,
    user_config: UserConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Find missing edges between notes.

    Each proposed edge comes with its reason. Nothing is written without --write.

    A worklist holds the proposals and likely pairs as JSON lines, with the texts of both notes. An agent fills in type,
    quote and reason, and `reweave apply` writes what holds.

    Example:
    reweave weave --from all --diff
    reweave weave --limit 50 --worklist pairs.jsonl
    """
    today = named_day(day, "--date") or date.today()
    only_one({"--diff": diff, "--plan": plan is not None, "--worklist": worklist is not None, "--write": write})
    if plan is not None:
        from reweave.cli.plan_file import check_plan_file

        check_plan_file(plan)
    if worklist is not None:
        from reweave.cli.worklist_file import check_worklist_file

        check_worklist_file(worklist)
    workspace = open_workspace(paths, config)
    if index_url is not None:
        workspace = workspace.with_index(index_url, user_config)
    if create_frontmatter:
        workspace = workspace.with_new_frontmatter()
    judge = None
    type_by = typed_by(type_by, judge_pairs)
    if type_by != "stated":
        from reweave.run.edge_typers import confident_judge, find_judge

        judge = confident_judge(workspace, find_judge(workspace.config, type_by, user_config))
    # A limit of a worklist counts its lines.
    options = WeaveOptions(today, which, new, limit if worklist is None else None, judge_pairs or "new")
    if write:
        from reweave.run.before_edges import write_edges

        with workspace.held():
            result = weave_workspace(workspace, paths, options, judge, cached=not no_cache)
            write_edges(workspace, writable(workspace, result).totals())
    else:
        result = weave_workspace(workspace, paths, options, judge, cached=not no_cache)
    if plan is not None:
        _save(workspace, result, plan, output_format)
        return Exit.REFUSED if result.written.refused else Exit.DONE
    if worklist is not None:
        from reweave.cli.worklist_file import save_worklist

        save_worklist(workspace, result, worklist, limit, output_format)
        return Exit.DONE
    if diff and output_format == "text":
        print_weave_diff(workspace, result)
    else:
        print_preview(workspace, result, output_format)
    if result.written.changes and not write:
        return Exit.FINDINGS
    return Exit.REFUSED if result.written.refused else Exit.DONE


def _save(workspace: Workspace, result: WeaveResult, plan: Path, output_format: str) -> None:
    from reweave.cli.plan_file import save_plan
    from reweave.plan.builders import make_plan, weaving
    from reweave.run.note_source import checked_out_commit

    records, by_path = result.vault.records, result.vault.by_path
    operations = weaving(result.writable, lambda path: records[by_path[path]].source)
    save_plan(make_plan(operations, workspace.config, checked_out_commit(workspace)), plan, output_format)
