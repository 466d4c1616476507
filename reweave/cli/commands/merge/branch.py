from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import Author, ListFormat, Repo, Trailers
from reweave.cli.printing.answer import answer
from reweave.exit_codes import Exit
from reweave.text import count_of, escape

if TYPE_CHECKING:
    from reweave.schemas import merge_branch as answers


def branch(
    name: Annotated[str, typer.Argument(metavar="BRANCH", help="The branch to merge and move.")],
    repo: Repo = Path(),
    base: Annotated[str, typer.Option("--base", metavar="REV", help="Merge with this commit.")] = "HEAD",
    author: Author = None,
    trailer: Trailers = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be merged, and any conflicts.")] = False,
    output_format: ListFormat = "text",
) -> int:
    """Merge a branch with its updated base.

    Works without a checkout and moves the branch to the merge. The branch then contains all of its base, so a server
    that has no merge driver has nothing left to merge.

    Example:
    reweave merge reweave/normalize --base origin/main
    reweave merge branch status   # a branch that has a command's name
    """
    from reweave.run.merge import merge_onto

    merged = merge_onto(repo, name, base, author, tuple(trailer or ()), dry_run=dry_run)
    data: answers.MergeBranch = {
        "branch": merged.branch,
        "needed": merged.needed,
        "notes": list(merged.notes),
        "commit": merged.commit,
    }
    if merged.needed:
        done = "would be merged" if merged.commit is None else "merged"
        where = "" if merged.commit is None else f": {merged.commit[:10]} on {escape(name)}"
        said = f"{count_of(len(merged.notes), 'note')} changed on both sides {done} semantically{where}"
    else:
        said = f"{escape(name)} and {escape(base)} have not diverged; nothing to merge"
    answer("merge-branch", output_format, lambda: data, lambda: [said])
    return Exit.FINDINGS if dry_run and merged.needed else Exit.DONE
