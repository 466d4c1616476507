from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.cli.options import ListFormat, Repo
from reweave.cli.printing.answer import answer
from reweave.exit_codes import Exit
from reweave.git.repository import open_repository
from reweave.git.runs import Run, list_runs
from reweave.text import escape
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.schemas import log as answers


def log(repo: Repo = Path(), output_format: ListFormat = "text") -> int:
    """List past runs and their commits.

    Runs are read from the history of all branches, newest first.

    Example:
    reweave log --repo ~/vault
    """
    repository = open_repository(repo)
    runs = list_runs(repository)
    if repository.shallow:
        say("this clone is shallow, and older runs are unknown; `git fetch --unshallow` gets the whole history")
    answer("log", output_format, lambda: _data(runs), lambda: _lines(runs))
    return Exit.DONE


def _lines(runs: Sequence[Run]) -> Iterator[str]:
    if not runs:
        yield "no runs yet; `reweave run --dry-run` shows what one would do"
    for run in runs:
        when = datetime.fromtimestamp(run.time, UTC).strftime("%Y-%m-%d %H:%M")
        yield f"{escape(run.name)}  {when} UTC  {escape(run.author)}{'  (undone)' if run.undone else ''}"
        for batch in run.batches:
            undone = "" if batch.undone_by is None else f"  (undone by {batch.undone_by[:10]})"
            yield f"  {batch.number}/{batch.total}  {batch.commit[:10]}  {escape(batch.subject)}{undone}"


def _data(runs: Sequence[Run]) -> "answers.Log":
    return {"runs": [_run(run) for run in runs]}


def _run(run: Run) -> "answers.Run":
    return {
        "run": run.name,
        "time": datetime.fromtimestamp(run.time, UTC).isoformat(),
        "author": run.author,
        "undone": run.undone,
        "batches": [
            {
                "batch": batch.number,
                "of": batch.total,
                "kind": batch.kind,
                "commit": batch.commit,
                "subject": batch.subject,
                "undone_by": batch.undone_by,
            }
            for batch in run.batches
        ],
    }
