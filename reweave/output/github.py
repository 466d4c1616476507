"""Findings as GitHub workflow commands, which show them beside the lines of a pull request."""

from collections.abc import Iterable, Iterator

from reweave.note.finding import Finding, Severity
from reweave.output.counts import in_order
from reweave.output.paths import path_text, valid
from reweave.text import escape

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.STYLE: "notice",
    Severity.INFO: "notice",
}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def github_commands(findings: Iterable[Finding], *, prefix: str = "") -> Iterator[str]:
    """Yield one workflow command per finding (without its line end), by place.

    `prefix` is the root's place in the repository (`notes/`, or empty): GitHub reads paths from the top.
    """
    for finding in in_order(findings):
        properties = {
            "file": path_text(prefix + finding.path),
            "line": str(finding.line),
            "col": str(finding.column),
            "title": finding.rule,
        }
        listed = ",".join(f"{name}={_safe(value).translate(_PROPERTY)}" for name, value in properties.items())
        text = finding.message + (f"; {finding.suggestion}" if finding.suggestion else "")
        yield f"::{_COMMANDS[finding.severity]} {listed}::{_safe(text).translate(_DATA)}"


def _safe(text: str) -> str:
    return escape(valid(text), keep="\r\n\t")
