"""The linter: many notes to findings, counts and a change set."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reweave.config.model import Config
from reweave.lint.note_linter import NoteLinter, NoteResult
from reweave.note.changeset import Change, ChangeSet
from reweave.note.finding import Finding, Fix, Severity
from reweave.note.summary import Summary
from reweave.rules.base import VaultView


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


NoteCache = dict[str, tuple[bytes, NoteResult, tuple[Change, ...]]]
"""Notes by path: the bytes that were linted, the result, and the changes."""


def lint_notes(
    files: Iterable[tuple[str, bytes]],
    config: Config,
    *,
    unsafe: bool = False,
    by_rule: bool = False,
    vault: Callable[[], VaultView] | None = None,
    known: NoteCache | None = None,
) -> LintResult:
    """Normalize every note of `files` (path relative to the root, bytes). Nothing is written.

    `vault` returns the view for rules that ask about the whole vault; it is called once, and only if there are any.
    `known` is a cache: it gets the result of each note, and a note with the same bytes is not linted again (unless such
    a rule holds for it). The configuration and the other arguments must be the same.

    Raises:
        ValueError: such a rule is selected, and `vault` is missing.
    """
    result = LintResult()
    linter = NoteLinter(config, unsafe=unsafe, by_rule=by_rule, vault=vault)
    for path, source in files:
        before = None if known is None else known.get(path)
        if before is not None and before[0] == source:
            note, changes = before[1:]
        else:
            note, changes = linter.lint(path, source)
            if known is not None and not linter.selection(path).asks_vault:
                known[path] = source, note, changes
        result.add(note, changes, unsafe=unsafe)
    return result
