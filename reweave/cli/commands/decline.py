"""The command `decline`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from reweave.cli.answer import answer
from reweave.cli.options import Author, Branch, Commit, ConfigFile, Diff, ListFormat, Trailers
from reweave.deliver.paths import path_fields
from reweave.exits import Exit

if TYPE_CHECKING:
    from reweave.cli.declining import Done


def decline(
    source: Annotated[str, typer.Argument(help="The note that the edge starts at: its path or its title.")],
    target: Annotated[str, typer.Argument(help="The note that it leads to.")],
    type: Annotated[str, typer.Option("--type", help="Only this type of edge.", show_default="any")] = "",
    diff: Diff = False,
    commit: Commit = False,
    branch: Branch = None,
    author: Author = None,
    trailer: Trailers = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """Say no to an edge: it is not proposed again until one of its two notes says something else.

    The answer goes into `.reweave/declined.jsonl`, which is to be committed with the notes (or is, with --commit).

    Example:
    reweave decline "claims/storage cost falls.md" "claims/grid batteries displace peaking plants.md"
    """
    from reweave.cli.committing import Wishes
    from reweave.cli.declining import No, decline_in_branch, decline_in_tree
    from reweave.cli.output import print_patch

    no = No(source, target, type)
    if commit:
        done = decline_in_branch(no, Wishes(branch=branch, author=author, trailers=tuple(trailer or ())), preview=diff)
    else:
        done = decline_in_tree(no, config, preview=diff)
    if diff and output_format == "text":
        print_patch(done.prefix, [done.total] if done.is_new else [])
    else:
        said = f"declined in {done.total.path}{done.where}" if done.is_new else "declined already; nothing to do"
        answer("decline", output_format, lambda: _data(done, written=not diff), lambda: [said])
    return Exit.FINDINGS if diff and done.is_new else Exit.DONE


def _data(done: "Done", *, written: bool) -> dict[str, Any]:
    return {
        "source": path_fields(done.declined.source),
        "target": path_fields(done.declined.target),
        "type": done.declined.type or None,
        "new": done.is_new,
        "written": written and done.is_new,
        "file": done.total.path,
        "branch": None if done.delivery is None else done.delivery.branch,
        "commits": [] if done.delivery is None else list(done.delivery.commits),
    }
