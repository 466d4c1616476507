"""Findings and counts as lines for people, `path:line:column: rule message`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from reweave.note.finding import Finding, Fix, Severity
from reweave.note.summary import Summary
from reweave.output.counts import Counts, count_findings, in_order
from reweave.terminal import Style, paint
from reweave.text import count_of, escape, one_line

if TYPE_CHECKING:
    from reweave.output.excerpt import Excerpts

_COLOURS = {
    Severity.ERROR: Style.RED,
    Severity.WARNING: Style.YELLOW,
    Severity.STYLE: Style.CYAN,
    Severity.INFO: Style.CYAN,
}
_FIXES = {Fix.SAFE: "safe", Fix.UNSAFE: "unsafe", Fix.NO: "manual"}
"""How `--statistics` names who fixes a finding."""


def finding_lines(
    findings: Iterable[Finding],
    *,
    terminal: bool = False,
    colour: bool = False,
    excerpts: "Excerpts | None" = None,
) -> Iterator[str]:
    """Yield one line per finding (without its line end), by place; with `excerpts`, the line of the note below it.

    For a terminal, all that could steer it or deceive a reader is escaped; in a pipe only what could end the line or
    steer whatever shows it, so that names stay names. Bytes of a name that are not UTF-8 stay surrogate escapes there:
    write the lines with `errors="surrogateescape"`.
    """
    safe = escape if terminal else one_line
    for finding in in_order(findings):
        path, line, column, rule, message, severity, _, suggestion = finding
        advice = f"; {suggestion}" if suggestion else ""
        if colour:
            place = paint(safe(f"{path}:{line}:{column}:"), Style.BOLD, colour=True)
            yield f"{place} {paint(safe(rule), _COLOURS[severity], colour=True)} {safe(message)}{safe(advice)}"
        else:  # each character is escaped for itself, so that all of them can be at once
            yield safe(f"{path}:{line}:{column}: {rule} {message}{advice}")
        if excerpts is not None:
            yield from excerpts.lines(finding)


def grouped_lines(findings: Iterable[Finding], *, terminal: bool = False, colour: bool = False) -> Iterator[str]:
    """Yield the findings by note: its path once, then a line for each finding; escaped as by `finding_lines`."""
    safe = escape if terminal else one_line
    for number, (path, group) in enumerate(groupby(in_order(findings), key=lambda finding: finding.path)):
        own = list(group)
        if number:
            yield ""
        yield paint(f"{safe(path)}:", Style.BOLD, colour=colour)
        width = max(len(f"{finding.line}:{finding.column}") for finding in own)
        for finding in own:
            place = f"{finding.line}:{finding.column}"
            advice = f"; {safe(finding.suggestion)}" if finding.suggestion else ""
            rule = paint(safe(finding.rule), _COLOURS[finding.severity], colour=colour)
            yield f"  {place:{width}} {rule} {safe(finding.message)}{advice}"


def statistics_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the number of findings of each rule, the most frequent first, and which command fixes them."""
    counts = Counter((finding.rule, finding.fixable) for finding in findings)
    if not counts:
        return
    digits = max(len(f"{count:,}") for count in counts.values())
    width = max(len(one_line(rule)) for rule, _ in counts)
    for (rule, fix), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{count:{digits},}  {one_line(rule):{width}}  {_FIXES[fix]}"


def summary_lines(findings: Iterable[Finding], summary: Summary, *, pending: bool = False) -> Iterator[str]:
    """Yield the closing lines (without line ends): the notes, and if there are any, the findings.

    With `pending`, changes are shown and not made: their notes are counted, and `findings` are what they leave.
    """
    counts = count_findings(findings)
    yield _notes(counts, summary, summary.changed if pending else 0)
    if counts.findings:
        yield _findings(counts)


def _notes(counts: Counts, summary: Summary, pending: int) -> str:
    with_findings = _some(counts.notes, "with other findings" if pending else "with findings")
    parts = [
        _some(pending, "would change"),
        with_findings or ("" if pending else "no findings"),
        _some(summary.unreadable, "unreadable"),
        _some(summary.refused, "refused"),
        _some(summary.toml, "with TOML left alone"),
        _some(summary.json, "with JSON left alone"),
        _some(summary.no_frontmatter, "without frontmatter"),
    ]
    return f"{count_of(summary.notes, 'note')} read: {', '.join(part for part in parts if part)}"


def _findings(counts: Counts) -> str:
    parts = [
        _some(counts.by_fix[Fix.SAFE], "fixable with `reweave fix`"),
        _some(counts.by_fix[Fix.UNSAFE], "only with `reweave fix --unsafe`"),
        _some(counts.by_fix[Fix.NO] - counts.by_severity[Severity.INFO], "manual"),
        _some(counts.by_severity[Severity.INFO], "informational"),
    ]
    return f"{count_of(counts.findings, 'finding')}: {', '.join(part for part in parts if part)}"


def _some(count: int, what: str) -> str:
    return f"{count:,} {what}" if count else ""
