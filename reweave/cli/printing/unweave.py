"""Printing the edges that were removed, and those that were left."""

import sys
from typing import TYPE_CHECKING

from reweave.cli.printing.patch import print_patch
from reweave.note.provenance import format_provenance
from reweave.run.unweave import Unwoven
from reweave.text import count_of, escape
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.git.delivery import Delivery
    from reweave.schemas import unweave as answers


def print_unwoven(result: Unwoven, delivery: "Delivery | None", prefix: str, *, diff: bool, output_format: str) -> None:
    """Print what was removed, or the patch that would remove it (`diff`); what was left goes to stderr."""
    if output_format == "json":
        from reweave.output.document import document

        sys.stdout.write(document("unweave", _data(result, delivery, written=not diff)))
    elif diff:
        print_patch(prefix, result.changes.totals())
    print_left(result)
    if output_format == "text" and not diff:
        _print_summary(result, delivery)


def print_left(result: Unwoven) -> None:
    """Print on stderr the edges that were left, and the lists whose earlier form is unknown."""
    for path, entry, why in result.left:
        say(f"{path}: left {format_provenance(entry)}: {why}")
    for path, key in result.unknown:
        say(f"{path}: {key} is now empty; history does not show what it was before its edges")


def _print_summary(result: Unwoven, delivery: "Delivery | None") -> None:
    where = ""
    if delivery is not None:
        where = f" on {escape(delivery.branch)}"
        for name, step in zip(delivery.commits, delivery.steps, strict=True):
            print(f"{name[:10]}  {escape(step.subject)}")
    notes = count_of(len(result.changes.totals()), "note")
    print(f"removed {count_of(len(result.removed), 'edge')} from {notes}{where}")


def _data(result: Unwoven, delivery: "Delivery | None", *, written: bool) -> "answers.Unweave":
    return {
        "written": written,
        "removed": [{"path": path, "edge": format_provenance(entry)} for path, entry in result.removed],
        "left": [{"path": path, "edge": format_provenance(entry), "reason": why} for path, entry, why in result.left],
        "unknown": [{"path": path, "key": key} for path, key in result.unknown],
        "branch": None if delivery is None else delivery.branch,
        "run": None if delivery is None or not delivery.commits else delivery.run,
        "commits": [] if delivery is None else list(delivery.commits),
    }
