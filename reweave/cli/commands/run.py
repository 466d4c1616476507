"""The command `run`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from reweave.cli.options import Author, Branch, ListFormat, NewBranch, Repo, Trailers, Unsafe
from reweave.cli.printing.run import print_run
from reweave.exit_codes import Exit


def run(
    repo: Repo = Path(),
    branch: Branch = None,
    new: NewBranch = False,
    base: Annotated[str, typer.Option("--base", help="The commit to start a new branch from.")] = "HEAD",
    batch_size: Annotated[int | None, typer.Option("--batch-size", min=1, help="The most notes in a commit.")] = None,
    by: Annotated[Literal["folder", "rule"] | None, typer.Option("--by", help="What a commit holds one of.")] = None,
    unsafe: Unsafe = False,
    weave: Annotated[
        bool | None, typer.Option("--weave/--no-weave", help="Add missing edges, too.", show_default="as configured")
    ] = None,
    type_by: Annotated[
        str,
        typer.Option("--type-by", help="What types a pair that nobody links: stated (nothing), or a judge's name."),
    ] = "stated",
    report: Annotated[
        Path | None,
        typer.Option("--report", help="Write a report: FILE.json, FILE.md, or both for another name.", metavar="FILE"),
    ] = None,
    trailer: Trailers = None,
    author: Author = None,
    push: Annotated[
        str | None,
        typer.Option("--push", metavar="REMOTE", help="Push the branch afterwards: a remote's name, or a URL."),
    ] = None,
    pr: Annotated[
        bool, typer.Option("--pr", help="With --push: open a pull request, or bring the open one up to date.")
    ] = False,
    forge: Annotated[
        Literal["github", "gitlab", "forgejo"] | None,
        typer.Option("--forge", help="What the remote's server is.", show_default="seen from its name"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the commits instead of making them.")] = False,
    output_format: ListFormat = "text",
) -> int:
    """Bring a repository's notes to the configured style on a branch of its own, one reviewable commit per batch.

    The notes and the configuration are read from the base commit; the checkout, the index and HEAD are not touched.
    What moves meanwhile is looked at again. Limits of one run ([run] max-notes, max-edges, max-minutes, max-cost) leave
    the rest to the next one. With --push, commits that somebody pushed to the branch are taken over first, and a push
    that failed is made up for by the next run; --pr uses gh, glab or tea.

    Example:
    reweave run --branch reweave/normalize --dry-run
    reweave run --report last-night
    reweave run --push origin --pr
    """
    from reweave.run.options import RunOptions
    from reweave.run.pipeline import deliver
    from reweave.run.report import report_files, run_report, write_report

    files = [] if report is None else report_files(report)
    trailers = tuple(trailer or ())
    sending = (push, pr, forge)
    result = deliver(
        repo, RunOptions(branch, base, batch_size, by, unsafe, trailers, author, dry_run, weave, type_by, *sending, new)
    )
    content = run_report(result)
    failure = write_report(content, files)
    print_run(result, content, output_format)
    if result.push is not None and result.push.failure is not None:
        raise result.push.failure
    if failure is not None:
        raise failure
    if dry_run and result.delivery.steps:
        return Exit.FINDINGS
    return Exit.REFUSED if result.lint.summary.refused or result.lint.summary.unreadable else Exit.DONE
