"""The command `log`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reweave.cli.options import ListFormat, Repo
from reweave.deliver.terminal import escape
from reweave.exits import Exit
from reweave.git.repository import open_repository
from reweave.git.runs import Run, list_runs


def log(repo: Repo = Path(), output_format: ListFormat = "text") -> int:
    """List the runs and batches that the repository's history tells of, newest first.

    Example:
    reweave log --repo ~/vault
    """
    runs = list_runs(open_repository(repo))
    if output_format == "json":
        print(json.dumps({"schema": "reweave/log/1", "runs": [_data(run) for run in runs]}, indent=2))
        return Exit.DONE
    if not runs:
        print("no runs yet; `reweave run --dry-run` shows what one would do")
    for run in runs:
        when = datetime.fromtimestamp(run.time, UTC).strftime("%Y-%m-%d %H:%M")
        print(f"{escape(run.name)}  {when} UTC  {escape(run.author)}{'  (undone)' if run.undone else ''}")
        for batch in run.batches:
            undone = "" if batch.undone_by is None else f"  (undone by {batch.undone_by[:10]})"
            print(f"  {batch.number}/{batch.total}  {batch.commit[:10]}  {escape(batch.subject)}{undone}")
    return Exit.DONE


def _data(run: Run) -> dict[str, Any]:
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
