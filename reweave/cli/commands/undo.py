"""The command `undo`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from reweave.cli.options import Author, Branch, ListFormat, Repo, Trailers
from reweave.deliver.terminal import escape
from reweave.exits import Exit
from reweave.git.commits import Signature
from reweave.git.lock import hold_lock
from reweave.git.repository import open_repository
from reweave.git.undo import undo as take_back


def undo(
    run: Annotated[str, typer.Argument(metavar="RUN[/BATCH]", help="What to take back; `reweave log` lists it.")],
    repo: Repo = Path(),
    branch: Branch = None,
    author: Author = None,
    trailer: Trailers = None,
    output_format: ListFormat = "text",
) -> int:
    """Make the commit that takes a run, or one batch of it, back; what people changed since is kept or refused.

    Example:
    reweave undo 20260328-101500-3fa2c1/2
    """
    signature = Signature.parse(author, trailer or [])
    repository = open_repository(repo)
    with hold_lock(repository.common_dir / "reweave") as lock:
        undone = take_back(repository, run, lock=lock, branch=branch, signature=signature)
    if output_format == "json":
        answer = {"schema": "reweave/undo/1", "run": undone.run, "branch": undone.branch, "commits": undone.commits}
        print(json.dumps(answer, indent=2))
        return Exit.DONE
    for commit, step in zip(undone.commits, undone.steps, strict=True):
        print(f"{commit[:10]}  {escape(step.subject)}")
    print(f"taken back on {escape(undone.branch)}" if undone.commits else "taken back already; nothing to do")
    return Exit.DONE
