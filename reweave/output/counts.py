"""Findings in order, and counted."""

import os
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from reweave.note.finding import Finding, Fix, Severity
from reweave.note.summary import Summary

if TYPE_CHECKING:
    from reweave import schemas


class Counts(NamedTuple):
    """How many notes have findings, and how many findings there are of each fix, severity and rule (by name)."""

    notes: int
    findings: int
    by_fix: dict[Fix, int]
    by_severity: dict[Severity, int]
    by_rule: dict[str, int]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings by path, line, column and rule: the same order for the same findings."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    return [finding for path in sorted(by_path, key=os.fsencode) for finding in sorted(by_path[path], key=_place)]


def _place(finding: Finding) -> tuple[int, int, str, str]:
    return finding.line, finding.column, finding.rule, finding.message


def count_findings(findings: Iterable[Finding]) -> Counts:
    """Count findings."""
    found = list(findings)
    fixes = Counter(finding.fixable for finding in found)
    severities = Counter(finding.severity for finding in found)
    return Counts(
        notes=len({finding.path for finding in found}),
        findings=len(found),
        by_fix={fix: fixes[fix] for fix in Fix},
        by_severity={severity: severities[severity] for severity in Severity},
        by_rule=dict(sorted(Counter(finding.rule for finding in found).items())),
    )


def summary_counts(summary: Summary) -> "schemas.Summary":
    """Return a summary for programs."""
    return {
        "notes": summary.notes,
        "unchanged": summary.unchanged,
        "changed": summary.changed,
        "refused": summary.refused,
        "unreadable": summary.unreadable,
        "no_frontmatter": summary.no_frontmatter,
        "toml": summary.toml,
        "json": summary.json,
    }
