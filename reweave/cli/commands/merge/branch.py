"""The command `merge BRANCH`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import Author, ListFormat, Repo, Trailers
from reweave.cli.output import many
from reweave.deliver.terminal import escape
from reweave.exits import Exit


def branch(
    name: Annotated[str, typer.Argument(metavar="BRANCH", help="The branch to merge, and to move.")],
    repo: Repo = Path(),
    base: Annotated[str, typer.Option("--base", help="The commit to merge it onto.")] = "HEAD",
    author: Author = None,
    trailer: Trailers = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be merged, and what conflicts.")] = False,
    output_format: ListFormat = "text",
) -> int:
    """Merge a branch onto a base that moved on, without a checkout, and move the branch to the merge.

    The branch then holds all of the base, so that a server, which knows no merge driver, has nothing left to merge.

    Example:
    reweave merge reweave/normalize --base origin/main
    reweave merge branch status   # a branch that has a command's name
    """
    from reweave.cli.merging import merge_onto

    merged = merge_onto(repo, name, base, author, tuple(trailer or ()), dry_run=dry_run)
    if output_format == "json":
        answer = {"branch": merged.branch, "needed": merged.needed, "notes": merged.notes, "commit": merged.commit}
        print(json.dumps({"schema": "reweave/merge/1", **answer}, indent=2))
    elif not merged.needed:
        print(f"{escape(name)} and {escape(base)} have not parted ways; nothing to do")
    else:
        done = "would be merged" if merged.commit is None else "merged"
        where = "" if merged.commit is None else f": {merged.commit[:10]} on {escape(name)}"
        print(f"{many(len(merged.notes), 'note')} changed on both sides {done} by meaning{where}")
    return Exit.FINDINGS if dry_run and merged.needed else Exit.DONE
