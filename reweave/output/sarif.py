"""Findings as SARIF 2.1.0, for code scanning services and editors."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reweave import __version__
from reweave.note.finding import Finding, Severity
from reweave.output.counts import in_order
from reweave.output.fingerprint import fingerprinted, path_uri
from reweave.output.paths import valid

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.STYLE: "note", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


@dataclass(frozen=True, slots=True)
class RuleText:
    """The description of a rule: one sentence, its documentation in Markdown, and the address where that is."""

    short: str
    help: str
    address: str | None = None


def sarif(
    findings: Iterable[Finding], rules: Mapping[str, RuleText], *, prefix: str = "", home: str | None = None
) -> str:
    """Return findings as a SARIF 2.1.0 log in ASCII.

    `rules` describes the rules by name; a rule without a description is listed by name alone. `prefix` is
    the root's place in the repository (`notes/`, or empty), `home` the address of the project.
    """
    found = in_order(findings)
    places = {name: place for place, name in enumerate(sorted({*rules, *(finding.rule for finding in found)}))}
    results = [
        _result(finding, places[finding.rule], fingerprint, prefix)
        for finding, fingerprint in fingerprinted(found, prefix)
    ]
    driver: dict[str, Any] = {"name": "reweave", "version": __version__}
    if home is not None:
        driver["informationUri"] = home
    driver["rules"] = [_rule(name, rules.get(name)) for name in places]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(name: str, text: RuleText | None) -> dict[str, Any]:
    if text is None:
        return {"id": name, "shortDescription": {"text": name}}
    return {
        "id": name,
        "shortDescription": {"text": text.short},
        **({} if text.address is None else {"helpUri": text.address}),
        "help": {"text": text.help, "markdown": text.help},
    }


def _result(finding: Finding, rule_index: int, fingerprint: str, prefix: str) -> dict[str, Any]:
    text = finding.message + (f"; {finding.suggestion}" if finding.suggestion else "")
    uri = path_uri(prefix + finding.path)
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
        "partialFingerprints": {"reweave/v1": fingerprint},
        "properties": {"fixable": finding.fixable},
    }


def _plain(text: str) -> str:
    """Return a message that holds no placeholder (`{0}`) and no link (`[text](target)`), which SARIF reads in it."""
    return valid(text).replace("{", "{{").replace("}", "}}").replace("](", "\\](")
