"""Findings and changes for programs: one JSON document, which names the schema it keeps to."""

import os
from collections import Counter
from collections.abc import Iterable
from typing import Any

from reweave import __version__
from reweave.note.changeset import Total, blob_hash
from reweave.note.finding import Finding
from reweave.note.summary import Summary
from reweave.output.counts import count_findings, in_order
from reweave.output.document import document
from reweave.output.paths import path_fields, valid


def findings_json(findings: Iterable[Finding], summary: Summary, *, root: str, changes: Iterable[Total] = ()) -> str:
    """Return findings and pending or made changes as one JSON document in ASCII (`reweave/schemas/findings-1.json`).

    The same input gives the same text: findings stand by place, changes by path, each on a line of its own.
    """
    found = in_order(findings)
    counts = count_findings(found)
    parts: dict[str, Any] = {
        "tool": {"name": "reweave", "version": __version__},
        "root": path_fields(root),
        "summary": {
            "notes": summary.notes,
            "unchanged": summary.unchanged,
            "changed": summary.changed,
            "refused": summary.refused,
            "unreadable": summary.unreadable,
            "no_frontmatter": summary.no_frontmatter,
            "toml": summary.toml,
            "json": summary.json,
            "notes_with_findings": counts.notes,
            "findings": counts.findings,
            "findings_by_rule": counts.by_rule,
            "findings_by_severity": counts.by_severity,
            "findings_by_fix": counts.by_fix,
        },
        "findings": [_finding(one) for one in found],
        "changes": [_change(one) for one in sorted(changes, key=lambda one: os.fsencode(one.path))],
    }
    return document("findings", parts)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        **path_fields(finding.path),
        "line": finding.line,
        "column": finding.column,
        "rule": finding.rule,
        "message": valid(finding.message),
        "severity": finding.severity,
        "fixable": finding.fixable,
        "suggestion": None if finding.suggestion is None else valid(finding.suggestion),
    }


def _change(total: Total) -> dict[str, Any]:
    return {
        **path_fields(total.path),
        "blob_before": total.blob,
        "blob_after": blob_hash(total.after),
        "edits_by_rule": dict(sorted(Counter(edit.rule for edit in total.reasons).items())),
    }
