"""Printing findings and fixes in code."""

import sys
from collections.abc import Sequence
from typing import TextIO

from reweave.cli.printing.findings import (
    FOR_PEOPLE,
    print_for_programs,
    print_statistics,
    print_text,
    written_line,
)
from reweave.cli.printing.patch import print_patch
from reweave.code.linter import CodeLintResult
from reweave.note.finding import Finding, Fix
from reweave.output.counts import count_findings
from reweave.run.workspace import Workspace
from reweave.text import count_of
from reweave.verbosity import Verbosity, verbosity


def print_code_findings(
    workspace: Workspace,
    result: CodeLintResult,
    findings: Sequence[Finding],
    output_format: str,
    *,
    statistics: bool = False,
) -> None:
    """Print findings, or with `statistics` how many each rule has, and counts.

    Raises:
        ReweaveError: statistics are asked for in a format for programs.
    """
    if statistics:
        print_statistics(findings, output_format)
    if output_format in FOR_PEOPLE:
        if not statistics:
            print_text(workspace, findings, output_format)
        print_summary(result, findings)
    else:
        from reweave.code.registry import code_rules

        totals = result.changes.totals()
        print_for_programs(workspace, findings, result.summary, totals, code_rules, output_format)


def print_code_diff(workspace: Workspace, result: CodeLintResult, output_format: str) -> None:
    """Print the changes: paged at a terminal, as a patch in a pipe; remaining findings go to stderr."""
    if output_format not in FOR_PEOPLE:
        print_code_findings(workspace, result, result.findings, output_format)
        return
    print_patch(workspace.prefix, result.changes.totals())
    if verbosity() is Verbosity.QUIET:
        return
    print_text(workspace, result.left, output_format, stream=sys.stderr)
    print_summary(result, result.left, stream=sys.stderr)


def print_code_fixed(workspace: Workspace, result: CodeLintResult, output_format: str) -> None:
    """Print the result of `code fix`, and the remaining findings."""
    if output_format not in FOR_PEOPLE:
        print_code_findings(workspace, result, result.findings, output_format)
        return
    print_text(workspace, result.left, output_format)
    print(written_line(count_of(result.summary.changed, "file"), result.findings, result.left))
    print_summary(result, result.left)


def print_summary(result: CodeLintResult, findings: Sequence[Finding], stream: TextIO | None = None) -> None:
    """Print the summary: files, and how the findings can be fixed."""
    counts = count_findings(findings)
    summary = result.summary
    parts = [
        f"{counts.notes:,} with findings" if counts.notes else "no findings",
        *(f"{count:,} {what}" for count, what in _troubles(summary.unreadable, summary.refused) if count),
    ]
    lines = [f"{count_of(summary.notes, 'file')} read: {', '.join(parts)}"]
    if counts.findings:
        unsafe = counts.by_fix[Fix.UNSAFE]
        fixes = [
            (counts.by_fix[Fix.SAFE], "fixable with `reweave code fix`"),
            (unsafe, f"hidden unsafe {'fix' if unsafe == 1 else 'fixes'}, with `reweave code fix --unsafe`"),
            (counts.by_fix[Fix.NO], "manual"),
        ]
        told = ", ".join(f"{count:,} {what}" for count, what in fixes if count)
        lines.append(f"{count_of(counts.findings, 'finding')}: {told}")
    for line in lines:
        print(line, file=stream or sys.stdout)


def _troubles(unparsable: int, refused: int) -> tuple[tuple[int, str], ...]:
    return (unparsable, "unparsable"), (refused, "refused")
