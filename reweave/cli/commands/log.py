from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ListFormat, Repo
from reweave.cli.printing.answer import answer
from reweave.exit_codes import Exit
from reweave.git.repository import open_repository
from reweave.git.runs import Run, list_runs
from reweave.text import escape
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.schemas import log as answers


def log(
    repo: Repo = Path(),
    ignore_revs: Annotated[
        bool, typer.Option("--ignore-revs", help="Print the commits of layout alone, for .git-blame-ignore-revs.")
    ] = False,
    output_format: ListFormat = "text",
) -> int:
    """List past runs and their commits.

    Runs are read from the history of all branches, newest first. With --ignore-revs, the commits in the history of HEAD
    that change nothing but layout are printed oldest first, for `git blame` to skip them (`git config
    blame.ignoreRevsFile .git-blame-ignore-revs`).

    Example:
    reweave log --repo ~/vault
    reweave log --ignore-revs > .git-blame-ignore-revs
    """
    repository = open_repository(repo)
    if ignore_revs:
        commits = _layout(list_runs(repository, ["HEAD"]))
        answer("log", output_format, lambda: _data(commits), lambda: _ignored(commits))
        return Exit.DONE
    runs = list_runs(repository)
    if repository.shallow:
        say("this clone is shallow, and older runs are unknown; `git fetch --unshallow` gets the whole history")
    answer("log", output_format, lambda: _data(runs), lambda: _lines(runs))
    return Exit.DONE


def _layout(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with their layout batches alone, those that are not undone, oldest first."""
    kept = [
        replace(run, batches=tuple(one for one in run.batches if one.kind == "layout" and one.undone_by is None))
        for run in reversed(runs)
    ]
    return [run for run in kept if run.batches]


def _ignored(runs: Sequence[Run]) -> Iterator[str]:
    for run in runs:
        for batch in run.batches:
            yield f"# {escape(batch.subject)}"
            yield batch.commit


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
