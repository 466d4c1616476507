"""Findings as a GitLab Code Quality report, which merge requests show."""

import json
from collections.abc import Iterable

from reweave.note.finding import Finding, Severity
from reweave.output.counts import in_order
from reweave.output.fingerprint import fingerprinted
from reweave.output.paths import path_text, valid
from reweave.text import escape

_SEVERITIES = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.STYLE: "info",
    Severity.INFO: "info",
}


def gitlab_report(findings: Iterable[Finding], *, prefix: str = "") -> str:
    """Return findings as a report in ASCII; `prefix` is the root's place in the repository (`notes/`, or empty)."""
    report = [
        {
            "check_name": finding.rule,
            "description": escape(valid(_described(finding))),
            "severity": _SEVERITIES[finding.severity],
            "fingerprint": fingerprint,
            "location": {
                "path": path_text(prefix + finding.path),
                "lines": {"begin": finding.line},
            },
        }
        for finding, fingerprint in fingerprinted(in_order(findings), prefix)
    ]
    return json.dumps(report, indent=1) + "\n"


def _described(finding: Finding) -> str:
    return finding.message + (f"; {finding.suggestion}" if finding.suggestion else "")
