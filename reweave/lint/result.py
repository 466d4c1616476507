"""The results of the linter, for one note and for many, without the linter itself: reading them costs no import."""

from collections.abc import Iterable
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class LintResult:
    """The result of linting notes, in their order. `left` are the findings that `changes` do not fix."""

    findings: list[Finding] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    changes: ChangeSet = field(default_factory=ChangeSet)

    def add(self, note: NoteResult, changes: Iterable[Change], *, unsafe: bool) -> None:
        """Append the result of one note, and its changes."""
        self.findings.extend(note.findings)
        self.left.extend(note.left(unsafe=unsafe))
        self.summary.count(note.outcome)
        self.changes.add(changes)

    def refuse(self, path: str, reason: str) -> None:
        """Drop the changes of a file, if it has any, and report why it is left."""
        kept = [change for change in self.changes.changes if change.path != path]
        if len(kept) < len(self.changes.changes):
            self.changes.changes = kept
            self.summary.changed -= 1
            own = [finding._replace(fixable=Fix.NO) for finding in self.findings if finding.path == path]
            self.findings = [finding for finding in self.findings if finding.path != path] + own
            self.left = [finding for finding in self.left if finding.path != path] + own
        else:
            self.summary.notes += 1
        self.summary.refused += 1
        finding = Finding(path, 1, 1, "refused", reason, Severity.ERROR, Fix.NO)
        self.findings.append(finding)
        self.left.append(finding)
