"""The answer of commands that report findings."""

from typing import Annotated, TypedDict

from reweave.note.finding import Fix, Severity
from reweave.schemas import Count, Keywords, Ordinal, PathFields, Summary, Text, Tool

Blob = Annotated[str, Keywords(pattern="^[0-9a-f]{40}$")]


class BySeverity(TypedDict):
    """Counts of findings by severity."""

    error: Count
    """The note is left as it is."""
    warning: Count
    """Needs manual review."""
    style: Count
    """Not in the configured style."""
    info: Count
    """Worth knowing; no exit code changes."""


class ByFix(TypedDict):
    """Counts of findings by what fixes them."""

    safe: Count
    """`reweave fix` fixes it."""
    unsafe: Count
    """`reweave fix --unsafe` fixes it."""
    no: Count
    """Has to be fixed by hand."""


class Totals(Summary):
    """Counts. Every note is in exactly one of the classes from `unchanged` to `json`."""

    notes_with_findings: Count
    """Notes with at least one finding."""
    findings: Count
    """Findings in all."""
    findings_by_rule: dict[str, Count]
    """Findings by the name of the rule; rules without findings are left out."""
    findings_by_severity: BySeverity
    """Findings by severity."""
    findings_by_fix: ByFix
    """Findings by what fixes them."""


class Finding(PathFields):
    """A finding."""

    line: Ordinal
    """From 1; only a line feed ends a line."""
    column: Ordinal
    """In characters (Unicode code points), from 1."""
    rule: Text
    """The rule, or what else found it (unreadable, refused)."""
    message: str
    """What is wrong, for people."""
    severity: Severity
    """error: the note is unreadable or was refused, and stays as it is. warning: needs manual review. style: not in the
    configured style. info: worth knowing, changes no exit code."""
    fixable: Fix
    """safe: `reweave fix` fixes it. unsafe: `reweave fix --unsafe` fixes it. no: has to be fixed by hand."""
    suggestion: str | None
    """What to do, where there is advice."""


class Change(PathFields):
    """A changed note."""

    blob_before: Blob
    """The git blob hash (SHA-1) of the note that the change is made for."""
    blob_after: Blob
    """The git blob hash (SHA-1) of the changed note."""
    edits_by_rule: dict[str, Ordinal]
    """How many edits each rule makes."""


class Findings(TypedDict):
    """What reweave found in the notes below a root, and what it changes or would change."""

    tool: Tool
    """The program that wrote the document."""
    root: PathFields
    """The folder that every other path is relative to."""
    summary: Totals
    """Counts. Every note is in exactly one of the classes from `unchanged` to `json`."""
    findings: list[Finding]
    """By path, line, column and rule."""
    changes: list[Change]
    """The notes that are changed or would be, by path."""
