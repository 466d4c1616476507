"""Findings as JUnit XML, which CI servers show as failed tests."""

from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree

from reweave.note.finding import Finding, Severity
from reweave.output.counts import in_order
from reweave.output.paths import path_text, valid
from reweave.text import escape


def junit_xml(findings: Iterable[Finding], *, prefix: str = "") -> str:
    """Return findings as JUnit XML: a suite for each note, a failed test for each finding that needs attention.

    Informational findings are skipped tests. Without findings there is one test that succeeded, since servers report an
    error where they find none. `prefix` is the root's place in the repository (`notes/`, or empty).
    """
    found = in_order(findings)
    root = ElementTree.Element("testsuites", {"name": "reweave", **_counts(found)})
    for path, own in groupby(found, key=lambda finding: finding.path):
        _add_suite(root, _text(path_text(prefix + path)), list(own))
    if not found:
        suite = ElementTree.SubElement(root, "testsuite", {"name": "reweave", "tests": "1", "failures": "0"})
        ElementTree.SubElement(suite, "testcase", {"name": "no findings", "classname": "reweave"})
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _add_suite(root: ElementTree.Element, path: str, findings: list[Finding]) -> None:
    suite = ElementTree.SubElement(root, "testsuite", {"name": path, **_counts(findings)})
    for finding in findings:
        case = ElementTree.SubElement(
            suite,
            "testcase",
            {
                "name": f"{finding.rule} ({finding.line}:{finding.column})",
                "classname": path,
                "file": path,
                "line": str(finding.line),
            },
        )
        informational = finding.severity is Severity.INFO
        result = ElementTree.SubElement(
            case, "skipped" if informational else "failure", {"message": _text(finding.message)}
        )
        if not informational:
            result.set("type", finding.severity)
        result.text = _text(f"{path}:{finding.line}:{finding.column}: {finding.message}")
        if finding.suggestion:
            result.text += f"; {_text(finding.suggestion)}"


def _counts(findings: list[Finding]) -> dict[str, str]:
    skipped = sum(finding.severity is Severity.INFO for finding in findings)
    return {
        "tests": str(len(findings) or 1),
        "failures": str(len(findings) - skipped),
        "skipped": str(skipped),
        "errors": "0",
    }


def _text(text: str) -> str:
    """Return a text that XML can hold: without control characters."""
    return escape(valid(text))
