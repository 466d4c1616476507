"""The results of the linter, for one note and for many, without the linter itself: reading them costs no import."""

from collections.abc import Iterable, Mapping, Set
from typing import Literal, NamedTuple

from reweave.note.changeset import Change, ChangeSet
from reweave.note.finding import Finding, Fix, Severity
from reweave.note.summary import Summary

UNREADABLE = "unreadable"
"""The rule name of findings about frontmatter that cannot be read."""

Outcome = Literal["unchanged", "changed", "refused", "unreadable", "no_frontmatter", "toml", "json"]
"""The classes of notes in the `Summary`, by the names of their counts."""


class NoteResult(NamedTuple):
    """The result of linting one note, in plain values that cost little to send or to keep."""

    outcome: Outcome
    findings: tuple[Finding, ...]

    def left(self, *, unsafe: bool) -> tuple[Finding, ...]:
        """Return the findings that are left once the note's changes are made."""
        if self.outcome != "changed":
            return self.findings
        written = (Fix.SAFE, Fix.UNSAFE) if unsafe else (Fix.SAFE,)
        return tuple(one for one in self.findings if one.fixable not in written and one.rule != UNREADABLE)


class LintedNote(NamedTuple):
    """A note with its result and its changes; `asks_vault` says whether they depend on other notes."""

    path: str
    source: bytes
    result: NoteResult
    changes: tuple[Change, ...]
    asks_vault: bool


class NoteFindings:
    """The findings in notes, in their order. `left` are those that the changes of the notes do not fix."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.findings: list[Finding] = []
        self.left: list[Finding] = []
        self.summary = Summary()

    def count(self, note: NoteResult, *, unsafe: bool) -> None:
        """Append the findings of one note."""
        if note.findings:
            self.findings.extend(note.findings)
            self.left.extend(note.left(unsafe=unsafe))
        self.summary.count(note.outcome)

    def report_refused(self, reasons: Mapping[str, str], changed: Set[str]) -> None:
        """Report why files are left; those in `changed` were counted before, and lose their changes."""
        if not reasons:
            return
        refused = [Finding(path, 1, 1, "refused", why, Severity.ERROR, Fix.NO) for path, why in reasons.items()]
        own = [finding._replace(fixable=Fix.NO) for finding in self.findings if finding.path in changed]
        self.findings = [finding for finding in self.findings if finding.path not in changed] + own + refused
        self.left = [finding for finding in self.left if finding.path not in changed] + own + refused
        self.summary.changed -= len(changed)
        self.summary.notes += len(reasons) - len(changed)
        self.summary.refused += len(reasons)


class LintResult(NoteFindings):
    """The result of linting notes: their findings and their changes."""

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__()
        self.changes = ChangeSet()

    def add(self, note: NoteResult, changes: Iterable[Change], *, unsafe: bool) -> None:
        """Append the result of one note, and its changes."""
        self.count(note, unsafe=unsafe)
        self.changes.add(changes)

    def refuse(self, reasons: Mapping[str, str]) -> None:
        """Drop the changes of files that have any, and report why they are left: the reasons by path."""
        self.report_refused(reasons, self.changes.drop(reasons.keys()))
