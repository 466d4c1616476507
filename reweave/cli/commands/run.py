"""The command `run`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from reweave.cli.options import Author, Branch, ListFormat, NewBranch, Repo, Trailers, Unsafe
from reweave.cli.output import print_run
from reweave.exits import Exit


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
    trailer: Trailers = None,
    author: Author = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the commits instead of making them.")] = False,
    output_format: ListFormat = "text",
) -> int:
    """Bring a repository's notes to the configured style on a branch of its own, one reviewable commit per batch.

    The notes and the configuration are read from the base commit; the checkout, the index and HEAD are not touched.

    Example:
    reweave run --branch reweave/normalize --dry-run
    """
    from reweave.cli.delivery import Wishes, deliver

    result = deliver(
        repo, Wishes(branch, base, batch_size, by, unsafe, tuple(trailer or ()), author, dry_run, weave, new)
    )
    print_run(result, output_format)
    if dry_run and result.delivery.steps:
        return Exit.FINDINGS
    return Exit.REFUSED if result.sweep.summary.refused or result.sweep.summary.unreadable else Exit.DONE
