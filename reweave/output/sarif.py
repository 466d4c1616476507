"""Findings as SARIF 2.1.0, for code scanning services and editors."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote_from_bytes

from reweave import __version__
from reweave.note.finding import Finding, Severity
from reweave.output.counts import in_order
from reweave.output.paths import valid

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.STYLE: "note", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


@dataclass(frozen=True, slots=True)
class RuleText:
    """The description of a rule: one sentence, and its documentation in Markdown."""

    short: str
    help: str


def sarif(findings: Iterable[Finding], rules: Mapping[str, RuleText], *, prefix: str = "") -> str:
    """Return findings as a SARIF 2.1.0 log in ASCII.

    `rules` describes the rules by name; a rule without a description is listed by name alone. `prefix` is
    the root's place in the repository (`notes/`, or empty). A finding's fingerprint depends on its path, rule, message
    and place among equal ones in the note, not on its line, so that it stays the same finding when lines are added.
    """
    found = in_order(findings)
    names = sorted({*rules, *(finding.rule for finding in found)})
    seen: Counter[tuple[str, str, str]] = Counter()
    results: list[dict[str, Any]] = []
    for finding in found:
        same = (finding.path, finding.rule, finding.message)
        results.append(_result(finding, names.index(finding.rule), seen[same], prefix))
        seen[same] += 1
    driver = {"name": "reweave", "version": __version__, "rules": [_rule(name, rules.get(name)) for name in names]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(name: str, text: RuleText | None) -> dict[str, Any]:
    if text is None:
        return {"id": name, "shortDescription": {"text": name}}
    return {
        "id": name,
        "shortDescription": {"text": text.short},
        "help": {"text": text.help, "markdown": text.help},
    }


def _result(finding: Finding, rule_index: int, number: int, prefix: str) -> dict[str, Any]:
    text = finding.message + (f"; {finding.suggestion}" if finding.suggestion else "")
    uri = quote_from_bytes(os.fsencode(prefix + finding.path))
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(text)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                }
            }
        ],
        "partialFingerprints": {"reweave/v1": _fingerprint(uri, finding, number)},
        "properties": {"fixable": finding.fixable},
    }


def _fingerprint(uri: str, finding: Finding, number: int) -> str:
    parts = [uri, finding.rule, valid(finding.message), str(number)]
    return sha256(json.dumps(parts).encode()).hexdigest()


def _plain(text: str) -> str:
    """Return a message that holds no placeholder (`{0}`) and no link (`[text](target)`), which SARIF reads in it."""
    return valid(text).replace("{", "{{").replace("}", "}}").replace("](", "\\](")
