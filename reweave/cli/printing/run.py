"""Printing the commits of a run."""

from collections import Counter
from typing import TYPE_CHECKING

from reweave.cli.printing.findings import print_lines
from reweave.output.text import summary_lines
from reweave.text import count_of, escape
from reweave.verbosity import Verbosity, verbosity

if TYPE_CHECKING:
    from reweave.output.report import RunReport
    from reweave.run.result import RunResult


def print_run(result: "RunResult", report: "RunReport", output_format: str) -> None:
    """Print the commits of a run (or what they would be), what was left as it is, and how to go on."""
    from reweave.output.report import orphans_line, report_data, stop_line

    delivery, sweep = result.delivery, result.lint
    if output_format == "json":
        from reweave.output.document import document

        print(document("run", report_data(report)), end="")
        return
    for one in report.commits:
        print(f"{one.commit[:10] if one.commit else 'would be'}  {escape(one.subject)}")
    print_lines(report.new)
    quiet = verbosity() is Verbosity.QUIET
    if not quiet:
        for line in summary_lines(sweep.left, sweep.summary):
            print(line)
        if sweep.left:
            print(report.news)
    if quiet and not delivery.steps:
        return
    for stale in report.stale:
        print(f"no longer proposed: {escape(stale.path)}: {escape(stale.type)} {escape(stale.title)}: {stale.why}")
    if result.weave is not None:
        counts = Counter(edge.kind for edge in report.edges)
        print(f"edges: {', '.join(f'{count:,} {kind}' for kind, count in sorted(counts.items())) or 'none to add'}")
    if report.orphans[0]:
        print(f"orphans: {orphans_line(*report.orphans)}")
    for path, why in report.not_written:
        print(f"cannot be written: {escape(path)}: {escape(why)}")
    for name, count in sorted(report.waiting.items()):
        print(f"already pending: {count_of(count, 'change')} on {escape(name)}")
    for stop in report.stops:
        print(stop_line(stop))
    if not delivery.steps and result.merged and not result.dry_run:
        print(f"merged onto the base, nothing else to do: {result.target.base[:10]} on {escape(delivery.branch)}")
    elif not delivery.steps:
        print("nothing to do: no commit made")
    elif result.dry_run:
        print(f"a dry run: {count_of(len(delivery.steps), 'commit')} on {escape(delivery.branch)}, none made")
    else:
        print(f"{count_of(len(delivery.commits), 'commit')} on {escape(delivery.branch)}, run {delivery.run}")
        print(f"review: git log -p {result.target.base[:10]}..{escape(delivery.branch)}")
        print(f"undo with: reweave undo {delivery.run}")
    if result.push is not None:
        for line in result.push.lines():
            print(line)
