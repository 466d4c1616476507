import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import Author, Branch, ListFormat, Repo, Trailers
from reweave.cli.printing.answer import answer
from reweave.exit_codes import Exit
from reweave.git.lock import hold_lock
from reweave.git.repository import open_repository
from reweave.git.signature import Signature
from reweave.git.undo import UndoResult
from reweave.git.undo import undo as take_back
from reweave.run.undo import remember_undone, without_edges
from reweave.text import escape

if TYPE_CHECKING:
    from reweave.schemas import undo as answers


def undo(
    run: Annotated[str, typer.Argument(metavar="RUN[/BATCH]", help="What to revert; see `reweave log`.")],
    repo: Repo = Path(),
    branch: Branch = None,
    author: Author = None,
    trailer: Trailers = None,
    output_format: ListFormat = "text",
) -> int:
    """Revert a run, or one batch of it.

    The revert is a new commit on the branch. Later changes to the same notes are kept; if they conflict with it,
    nothing is written. A run does not make the same changes to these notes again, unless `reweave answers` lifts that.

    Example:
    reweave undo 20260328-101500-3fa2c1/2
    """
    signature = Signature.parse(author, trailer or [])
    repository = open_repository(repo)
    with hold_lock(repository.common_dir / "reweave") as lock:
        undone = take_back(
            repository,
            run,
            lock=lock,
            branch=branch,
            signature=signature,
            remember=remember_undone,
            take_out=without_edges,
        )
    data: answers.Undo = {
        "run": undone.run,
        "branch": undone.branch,
        "commits": list(undone.commits),
        "remembered": undone.remembered,
    }
    answer("undo", output_format, lambda: data, lambda: _lines(undone))
    return Exit.DONE


def _lines(undone: UndoResult) -> Iterator[str]:
    for commit, step in zip(undone.commits, undone.steps, strict=True):
        yield f"{commit[:10]}  {escape(step.subject)}"
    yield f"reverted on {escape(undone.branch)}" if undone.commits else "already reverted; nothing to do"
    if undone.remembered:
        command = f"reweave answers --branch {escape(shlex.quote(undone.branch))}"
        yield f"remembered: no run does this to these notes again; see `{command}`"
