from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import Author, Commit, ConfigFile, ListFormat, LookFrom, PlanFile, Trailers
from reweave.cli.params import only_one
from reweave.exit_codes import Exit

if TYPE_CHECKING:
    from reweave.review.card import Review
    from reweave.run.plan_execution import PlanOptions
    from reweave.schemas import review as answers

SCHEMAS = ("review", "apply", "planned")


def review(
    proposals: Annotated[
        Path | None, typer.Argument(metavar="[PLAN]", help="A plan file.", show_default="what `weave` proposes")
    ] = None,
    run: Annotated[
        str | None, typer.Option("--run", metavar="RUN", help="Review what this run delivered; see `reweave log`.")
    ] = None,
    branch: Annotated[
        str | None,
        typer.Option("--branch", metavar="NAME", help="Review what runs put on this branch; with PLAN: commit to it."),
    ] = None,
    which: LookFrom = "thin",
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page to FILE instead.")] = None,
    serve: Annotated[bool, typer.Option("--serve", help="Serve the page on this machine instead.")] = False,
    plan: PlanFile = None,
    commit: Commit = False,
    author: Author = None,
    trailer: Trailers = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Decide on proposed edges, one at a time.

    In the terminal each is shown with its reason, and answered by a key; at the end the answers are written to the
    notes, committed (--commit), or saved as a plan (--plan), which the next review with the same --plan goes on with.
    The page does the same in a browser, and exports a plan for `reweave apply`; served, it writes it itself.

    Example:
    reweave review
    reweave review edges.jsonl --html review.html
    reweave review --branch reweave/normalize --serve
    """
    from reweave.run.branch_options import BranchOptions
    from reweave.run.plan_execution import PlanOptions

    only_one({"PLAN": proposals is not None, "--run": run is not None})
    only_one({"--html": html is not None, "--serve": serve, "--plan": plan is not None})
    only_one({"--html": html is not None, "--commit": commit})
    delivered = run is not None or (proposals is None and branch is not None)
    commits = BranchOptions(branch=branch, author=author, trailers=tuple(trailer or ()))
    how = PlanOptions(commit=commit or delivered or branch is not None, commits=commits)
    if html is not None:
        from reweave.cli.review_page import check_page, write_page

        check_page(html)
        found = _find(proposals, run, how, delivered, which, config)
        _print(found, output_format, page=write_page(found, html))
        return Exit.DONE
    if serve:
        from reweave.cli.review_page import serve_page

        found = _find(proposals, run, how, delivered, which, config)
        return serve_page(found, how, config, lambda address: _print(found, output_format, address=address))
    from reweave.cli.plan_file import check_plan_file
    from reweave.cli.reviewing import ask

    check_plan_file(plan)
    return ask(_find(proposals, run, how, delivered, which, config), how, plan, config, output_format)


def _find(
    proposals: Path | None, run: str | None, how: "PlanOptions", delivered: bool, which: LookFrom, config: Path | None
) -> "Review":
    from datetime import date

    from reweave.run.review import review_branch, review_file, review_weave
    from reweave.run.workspace import open_workspace
    from reweave.weave.pipeline import WeaveOptions

    if delivered:
        return review_branch(how.commits, run)
    if proposals is None:
        return review_weave(open_workspace(None, config), WeaveOptions(date.today(), which))
    from reweave.cli.plan_file import load_plan_or_worklist

    return review_file(open_workspace(None, config), load_plan_or_worklist(proposals), str(proposals))


def _print(found: "Review", output_format: str, *, page: Path | None = None, address: str | None = None) -> None:
    from reweave.cli.printing.answer import answer
    from reweave.output.paths import path_fields
    from reweave.text import count_of, escape

    left = [f"{name}: {why}" for name, why in found.left]
    data: answers.Review = {
        "page": None if page is None else path_fields(str(page)),
        "address": address,
        "cards": len(found.cards),
        "left": left,
    }
    where = f"in {escape(str(page))}" if address is None else f"at {address}"
    lines = [*(f"not shown: {escape(line)}" for line in left), f"{count_of(len(found.cards), 'proposal')} {where}"]
    answer("review", output_format, lambda: data, lambda: lines)
