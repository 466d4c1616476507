"""The report of a run: from what it did, to a file that a user named."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.atomic import write_whole
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.note.changeset import ChangeKind
from reweave.output.document import indented
from reweave.output.report import Made, NewEdge, RunReport, StaleEdge, report_data, report_markdown
from reweave.run.result import RunResult

if TYPE_CHECKING:
    from reweave.weave.stale import StaleProposal

_SUFFIXES = (".json", ".md")


def run_report(result: RunResult) -> RunReport:
    """Return the report of a run."""
    delivery, weaving = result.delivery, result.weave
    names = delivery.commits or [None] * len(delivery.steps)
    written = {path for step in delivery.steps if step.kind is ChangeKind.EDGES for path in step.files}
    edges = [] if weaving is None else [one for one in weaving.writable if result.prefix + one.holder in written]
    not_written = [(stale.path, f"{stale.why}, but {why}") for stale, why in result.stale_left]
    duplicates: list[tuple[str, str]] = []
    refused: dict[str, int] = {}
    if weaving is not None:
        not_written += [(placed.holder, why) for placed, why in weaving.written.refused]
        records = weaving.vault.records
        duplicates = [(records[one].path, records[other].path) for one, other in weaving.proposed.duplicates]
        refused = {refusal.value: count for refusal, count in weaving.proposed.refused.items()}
    return RunReport(
        run=delivery.run,
        branch=delivery.branch,
        base=result.base,
        start=result.target.base,
        dry_run=result.dry_run,
        commits=[
            Made(name, step.subject, str(step.kind), len(step.files))
            for name, step in zip(names, delivery.steps, strict=True)
        ],
        summary=result.lint.summary,
        left=result.lint.left,
        edges=[
            NewEdge(
                one.edge.source,
                one.edge.target,
                one.edge.source_title,
                one.edge.target_title,
                one.edge.type,
                one.edge.kind.value,
                one.holder,
                round(one.edge.score, 4),
                str(one.edge.reason),
            )
            for one in edges
        ],
        stale=[_stale(one) for one in result.stale],
        not_written=not_written,
        not_proposed=refused,
        duplicates=duplicates,
        waiting=result.pending,
        stops=result.stops,
        merged=len(result.merged),
        cost=result.cost,
        seconds=result.seconds,
        push=None if result.push is None else result.push.data(),
    )


def _stale(one: "StaleProposal") -> StaleEdge:
    return StaleEdge(one.path, one.entry.title, one.entry.type, one.entry.date.isoformat(), one.why)


def report_files(file: Path) -> list[Path]:
    """Return the files that a report goes to: one for a name that ends in .json or .md, else one of each.

    Raises:
        ReweaveError: it cannot be written there (`cannot-write`). A run is not begun then.
    """
    files = [file] if file.suffix in _SUFFIXES else [file.with_name(file.name + suffix) for suffix in _SUFFIXES]
    for one in files:
        if one.is_dir():
            raise ReweaveError("cannot write: it is a folder", code="cannot-write", path=str(one))
        if not one.parent.is_dir() or not os.access(one.parent, os.W_OK | os.X_OK):
            raise ReweaveError(
                "cannot write: there is no such folder, or it is not writable", code="cannot-write", path=str(one)
            )
    return files


def write_report(report: RunReport, files: list[Path]) -> ReweaveError | None:
    """Write a report to files, each whole or not at all; return what went wrong, now that the run is done."""
    for file in files:
        if file.suffix == ".json":
            text = indented("run", report_data(report))
        else:
            text = f"# reweave: {report.title}\n\n{report_markdown(report)}"
        try:
            write_whole(file, [text.encode()])
        except ReweaveError as error:
            return ReweaveError(
                f"the run is done, but not its report: {error.message}",
                code="cannot-write",
                exit_code=Exit.REFUSED,
                path=error.path,
            )
    return None
