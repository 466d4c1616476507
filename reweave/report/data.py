"""The report for programs."""

from typing import TYPE_CHECKING

from reweave.output.paths import path_text
from reweave.report.vault_report import VaultReport

if TYPE_CHECKING:
    from reweave.schemas import report as answer


def report_data(report: VaultReport) -> "answer.Report":
    """Return the whole report, its lists uncut."""
    health = report.health
    typed = sum(count for (name, _), count in health.edges.items() if name is not None)
    return {
        "commit": report.commit,
        "nothing_to_do": report.is_done,
        "notes": health.notes,
        "participating": health.participants,
        "typed_edges": typed,
        "links": health.edges.total() - typed,
        "orphans": [path_text(report.vault.records[place].path) for place in health.orphans],
        "trend": [
            {
                "day": one.day,
                "commit": one.commit,
                "notes": one.notes,
                "typed_edges": one.edges,
                "links": one.links,
                "orphans": one.orphans,
                "dangling": one.dangling,
                "unreadable": one.unreadable,
            }
            for one in report.trend
        ],
        "dangling": [
            {
                "name": one.name,
                "notes": [path_text(path) for path in one.holders],
                "fields": list(one.fields),
                "probably": None if one.probably is None else path_text(one.probably),
                "command": one.command,
            }
            for one in report.dangling
        ],
        "ambiguous": [
            {"name": one.name, "times": one.times, "means": [path_text(path) for path in one.means]}
            for one in report.ambiguous
        ],
        "unreadable": [
            {"path": path_text(one.path), "line": one.line, "message": one.message, "text": one.text}
            for one in report.unreadable
        ],
        "fixable": report.fixable,
        "findings": [{"rule": one.rule, "new": one.new, "known": one.known} for one in report.findings],
        "runs": [
            {
                "run": one.name,
                "time": one.time,
                "author": one.author,
                "commits": one.commits,
                "undone": one.undone,
                "command": one.command,
            }
            for one in report.runs
        ],
    }
