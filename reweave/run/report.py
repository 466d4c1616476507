"""Building the report of a run, and writing it to files."""

from pathlib import Path
from typing import TYPE_CHECKING

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.note.changeset import ChangeKind
from reweave.output.document import indented
from reweave.output.report import Made, NewEdge, RunReport, StaleEdge, report_data, report_markdown
from reweave.own_files import check_own_file, write_own_file
from reweave.run.result import RunResult
from reweave.run.woven import Woven

if TYPE_CHECKING:
    from reweave.weave.stale_proposal import StaleProposal

_SUFFIXES = (".json", ".md")
_HEAD = 100
_TITLE = "# reweave: "
_MARK = "<!-- written by reweave run, which replaces this file -->"


def run_report(result: RunResult) -> RunReport:
    """Return the report of a run."""
    delivery = result.delivery
    names = delivery.commits or [None] * len(delivery.steps)
    woven = Woven() if result.weave is None else result.weave
    stale_left = [(stale.path, f"{stale.why}, but {why}") for stale, why in result.stale_left]
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
        known=result.known,
        edges=_new_edges(result),
        stale=[_stale_edge(stale) for stale in result.stale],
        not_written=[*stale_left, *woven.not_written],
        not_proposed=woven.not_proposed,
        duplicates=woven.duplicates,
        orphans=woven.orphans,
        waiting=result.pending,
        stops=result.stops,
        merged=len(result.merged),
        cost=result.cost,
        seconds=result.seconds,
        push=None if result.push is None else result.push.data(),
    )


def _new_edges(result: RunResult) -> list[NewEdge]:
    """Return the edges that the commits add; those beyond `max-notes` are in none of them."""
    if result.weave is None:
        return []
    steps = result.delivery.steps
    committed = {path for step in steps if step.kind is ChangeKind.EDGES for path in step.files}
    left = {(change.path, change.other) for batch in result.delivery.left for change in batch.changes if change.other}
    placements = [
        placement
        for placement in result.weave.edges
        if result.prefix + placement.holder in committed
        and (result.prefix + placement.holder, result.prefix + placement.other) not in left
    ]
    return [
        NewEdge(
            placement.edge.source,
            placement.edge.target,
            placement.edge.source_title,
            placement.edge.target_title,
            placement.edge.type,
            placement.edge.kind.value,
            placement.holder,
            round(placement.edge.score, 4),
            str(placement.edge.reason),
        )
        for placement in placements
    ]


def _stale_edge(stale: "StaleProposal") -> StaleEdge:
    entry = stale.entry
    return StaleEdge(stale.path, entry.title, entry.type, entry.date.isoformat(), stale.why)


def report_files(file: Path) -> list[Path]:
    """Return the files to write a report to: `file` itself if it ends in .json or .md, else one of each.

    Raises:
        ReweaveError: a report cannot be written there (`cannot-write`), so that the run need not start.
    """
    files = [file] if file.suffix in _SUFFIXES else [file.with_name(file.name + suffix) for suffix in _SUFFIXES]
    for path in files:
        check_own_file(path, is_report)
    return files


def is_report(source: bytes) -> bool:
    """Return whether a file is a report that `write_report` made, as JSON or as Markdown."""
    if source.startswith(b"{"):
        return source[:_HEAD].split()[:3] == [b"{", b'"schema":', b'"reweave/run/1",']
    return source.startswith(_TITLE.encode()) and source.rstrip().endswith(_MARK.encode())


def write_report(report: RunReport, files: list[Path]) -> ReweaveError | None:
    """Write a report to files, each whole or not at all; return the error, as the run itself succeeded."""
    for file in files:
        if file.suffix == ".json":
            text = indented("run", report_data(report))
        else:
            text = f"{_TITLE}{report.title}\n\n{report_markdown(report)}\n{_MARK}\n"
        try:
            write_own_file(file, [text.encode()], is_report)
        except ReweaveError as error:
            return ReweaveError(
                f"the run is complete, but its report was not written: {error.message}",
                code="cannot-write",
                exit_code=Exit.REFUSED,
                path=error.path,
            )
    return None
