"""Findings and changes as JSON."""

import os
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from reweave import __version__
from reweave.note.changed_note import ChangedNote
from reweave.note.finding import Finding, Fix, Severity
from reweave.note.summary import Summary
from reweave.output.counts import count_findings, in_order, summary_counts
from reweave.output.document import document
from reweave.output.paths import path_fields

if TYPE_CHECKING:
    from reweave.schemas import findings as answer


def findings_json(
    findings: Iterable[Finding], summary: Summary, *, root: str, changes: Iterable[ChangedNote] = ()
) -> str:
    """Return findings by path, line and column, and pending or made changes by path, as one JSON document in ASCII."""
    found = in_order(findings)
    counts = count_findings(found)
    whole: answer.Findings = {
        "tool": {"name": "reweave", "version": __version__},
        "root": path_fields(root),
        "summary": {
            **summary_counts(summary),
            "notes_with_findings": counts.notes,
            "findings": counts.findings,
            "findings_by_rule": counts.by_rule,
            "findings_by_severity": {
                "error": counts.by_severity[Severity.ERROR],
                "warning": counts.by_severity[Severity.WARNING],
                "style": counts.by_severity[Severity.STYLE],
                "info": counts.by_severity[Severity.INFO],
            },
            "findings_by_fix": {
                "safe": counts.by_fix[Fix.SAFE],
                "unsafe": counts.by_fix[Fix.UNSAFE],
                "no": counts.by_fix[Fix.NO],
            },
        },
        "findings": [_finding(one) for one in found],
        "changes": [_change(one) for one in sorted(changes, key=lambda one: os.fsencode(one.path))],
    }
    return document("findings", whole)


def _finding(finding: Finding) -> "answer.Finding":
    return {
        **path_fields(finding.path),
        "line": finding.line,
        "column": finding.column,
        "rule": finding.rule,
        "message": finding.message,
        "severity": finding.severity,
        "fixable": finding.fixable,
        "suggestion": finding.suggestion,
    }


def _change(changed: ChangedNote) -> "answer.Change":
    return {
        **path_fields(changed.path),
        "blob_before": changed.blob,
        "blob_after": changed.blob_after,
        "edits_by_rule": dict(sorted(Counter(changed.rules).items())),
    }
