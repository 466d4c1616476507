"""Printing answers: each in the format that was asked for, on stdout."""

import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reweave.cli.workspace import Workspace
from reweave.config.sweep import Sweep
from reweave.deliver.terminal import escape, is_terminal, wants_colour
from reweave.deliver.text import finding_lines, summary_lines
from reweave.note.changeset import Total
from reweave.note.finding import Finding
from reweave.note.summary import Summary
from reweave.voice import Volume, volume

if TYPE_CHECKING:
    from reweave.cli.delivery import RunResult


def print_findings(workspace: Workspace, result: Sweep, output_format: str) -> None:
    """Print findings and counts."""
    if output_format == "text":
        print_text(from_here(workspace, result.findings))
        for line in summary_lines(result.findings, result.summary):
            print(line)
    else:
        from reweave.rules.registry import all_rules

        totals = result.changes.totals()
        print_for_programs(workspace, result.findings, result.summary, totals, all_rules(), output_format)


def print_for_programs(
    workspace: Workspace,
    findings: Sequence[Finding],
    summary: Summary,
    totals: Sequence[Total],
    rules: Mapping[str, object],
    output_format: str,
) -> None:
    """Print findings as JSON, GitHub annotations or SARIF; `rules` are those that may occur, by name."""
    if output_format == "json":
        from reweave.deliver.jsonout import findings_json

        print(findings_json(findings, summary, root=str(workspace.root), changes=totals), end="")
    elif output_format == "github":
        from reweave.deliver.github import github_commands

        for line in github_commands(findings, prefix=workspace.prefix):
            print(line)
    else:
        import inspect

        from reweave.deliver.sarif import RuleText, sarif

        pages = {name: inspect.cleandoc(rule.__doc__ or "") for name, rule in rules.items()}
        texts = {name: RuleText(page.partition("\n")[0], page) for name, page in pages.items()}
        print(sarif(findings, texts, prefix=workspace.prefix), end="")


def print_fixed(workspace: Workspace, result: Sweep, output_format: str) -> None:
    """Print what `fix` did, and the findings that are left."""
    if output_format != "text":
        print_findings(workspace, result, output_format)
        return
    print_text(from_here(workspace, result.left))
    print(written_line(many(result.summary.changed, "note"), result.findings, result.left))
    for line in summary_lines(result.left, result.summary):
        print(line)


def written_line(what: str, findings: Sequence[Finding], left: Sequence[Finding]) -> str:
    """Say what was written, with the findings of each rule that are mended by it."""
    mended = Counter(one.rule for one in findings) - Counter(one.rule for one in left)
    shown = ", ".join(f"{rule} {count:,}" for rule, count in sorted(mended.items()))
    return f"{what} written{f' ({shown})' if shown else ''}"


def print_diff(workspace: Workspace, result: Sweep, output_format: str) -> None:
    """Print the pending changes: a page at a terminal, a patch in a pipe; what cannot be changed goes to stderr."""
    if output_format != "text":
        print_findings(workspace, result, output_format)
        return
    print_patch(workspace.prefix, result.changes.totals())
    if volume() is Volume.QUIET:
        return
    print_text(from_here(workspace, result.left), stream=sys.stderr)
    for line in summary_lines(result.left, result.summary):
        print(line, file=sys.stderr)


def print_patch(prefix: str, totals: Sequence[Total]) -> None:
    """Print changes: a page at a terminal, in a pipe a patch that `git apply` takes.

    `prefix` is the root's place in its repository.
    """
    from reweave.deliver.diff import coloured, unified

    if is_terminal(sys.stdout):
        for page in coloured(totals, prefix=prefix, colour=wants_colour(sys.stdout, os.environ)):
            print(page, end="")
    else:
        for patch in unified(totals, prefix=prefix):
            sys.stdout.buffer.write(patch)
        sys.stdout.buffer.flush()


def print_run(result: "RunResult", output_format: str) -> None:
    """Print the commits of a run (or what they would be), what was left as it is, and how to go on."""
    from reweave.deliver.report import report_data, stop_line

    delivery, sweep, report = result.delivery, result.sweep, result.report
    if output_format == "json":
        from reweave.deliver.document import document

        print(document("run", report_data(report)), end="")
        return
    for one in report.commits:
        print(f"{one.commit[:10] if one.commit else 'would be'}  {escape(one.subject)}")
    print_text(sweep.left)
    for line in summary_lines(sweep.left, sweep.summary):
        print(line)
    for stale in report.stale:
        print(f"no longer proposed: {escape(stale.path)}: {escape(stale.type)} {escape(stale.title)}: {stale.why}")
    if result.weaving is not None:
        counts = Counter(edge.kind for edge in report.edges)
        print(f"edges: {', '.join(f'{count:,} {kind}' for kind, count in sorted(counts.items())) or 'none to add'}")
    for path, why in report.not_written:
        print(f"cannot be written: {escape(path)}: {escape(why)}")
    for name, count in sorted(report.waiting.items()):
        print(f"waiting already: {many(count, 'change')} on {escape(name)}")
    for stop in report.stops:
        print(stop_line(stop))
    if not delivery.steps and result.merged and not result.dry_run:
        print(f"merged onto the base, nothing else to do: {result.target.base[:10]} on {escape(delivery.branch)}")
    elif not delivery.steps:
        print("nothing to do: no commit made")
    elif result.dry_run:
        print(f"a dry run: {many(len(delivery.steps), 'commit')} on {escape(delivery.branch)}, none made")
    else:
        print(f"{many(len(delivery.commits), 'commit')} on {escape(delivery.branch)}, run {delivery.run}")
        print(f"review: git log -p {result.target.base[:10]}..{escape(delivery.branch)}")
        print(f"take back: reweave undo {delivery.run}")
    if result.sent is not None:
        for line in result.sent.lines():
            print(line)


def print_text(findings: Sequence[Finding], stream: Any = None) -> None:
    """Print one line per finding."""
    stream = stream or sys.stdout
    terminal, colour = is_terminal(stream), wants_colour(stream, os.environ)
    for line in finding_lines(findings, terminal=terminal, colour=colour):
        print(line, file=stream)


def many(count: int, noun: str) -> str:
    """Return a number of things, in words."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def from_here(workspace: Workspace, findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return findings with their paths as seen from the current directory, so that an editor finds the files."""
    here = Path.cwd()
    if here == workspace.root:
        return findings
    folders = {one.path.rpartition("/")[0] for one in findings}
    seen = {folder: os.path.relpath(workspace.root / folder, here) for folder in folders}
    return [one._replace(path=_in_folder(seen, one.path)) for one in findings]


def _in_folder(folders: Mapping[str, str], path: str) -> str:
    folder, _, name = path.rpartition("/")
    return name if folders[folder] == "." else f"{folders[folder]}/{name}"
