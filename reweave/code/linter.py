"""The results of many files: findings, counts and a change set."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reweave.code.file_check import CheckedFile
from reweave.code.file_checker import UNCHANGED
from reweave.code.functions_import import FunctionsImport
from reweave.code.rule import ReadableForms
from reweave.note.changeset import ChangeSet
from reweave.note.finding import Finding, Fix, Severity
from reweave.note.summary import Summary

_SHOWN = 3
Repeats = dict[tuple[str, str], list[Finding]]
"""Findings by rule and fingerprint."""


@dataclass(slots=True)
class CodeLintResult:
    """The result of linting. `left` are the findings that `changes` do not fix; the summary counts files."""

    findings: list[Finding] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    changes: ChangeSet = field(default_factory=ChangeSet)
    readers: dict[Finding, ReadableForms] = field(default_factory=dict)
    """The forms that the list readers among the findings accept."""
    functions: dict[str, FunctionsImport] = field(default_factory=dict)
    """The imports that the changes added, by path."""
    unread: list[int] = field(default_factory=list)
    """The numbers of the files that could not be read, which the summary does not count."""

    def add(self, checked: CheckedFile) -> None:
        """Add the result of one file."""
        self.summary.notes += 1
        if checked is UNCHANGED:  # nearly all files
            self.summary.unchanged += 1
            return
        self.findings.extend(checked.findings)
        self.left.extend(checked.left)
        self.readers.update(checked.readers)
        self.changes.add(checked.changes)
        if checked.functions is not None and checked.changes:
            self.functions[checked.changes[0].path] = checked.functions
        setattr(self.summary, checked.outcome, getattr(self.summary, checked.outcome) + 1)

    def refuse(self, reasons: Mapping[str, str]) -> None:
        """Refuse files, by path and reason, and drop the changes of those that have any."""
        if not reasons:
            return
        dropped = self.changes.drop(reasons.keys())
        self.summary.changed -= len(dropped)
        self.summary.notes += len(reasons) - len(dropped)
        self.summary.refused += len(reasons)
        refused = [Finding(path, 1, 1, "refused", why, Severity.ERROR, Fix.NO) for path, why in reasons.items()]
        own = [one for one in self.findings if one.path in dropped]
        self.left = [one for one in self.left if one.path not in dropped] + own + refused
        self.findings += refused

    def add_advice(self, advice: dict[Finding, str]) -> None:
        """Add to the suggestions of findings."""
        self.findings = [_with_advice(one, advice) for one in self.findings]
        self.left = [_with_advice(one, advice) for one in self.left]


def _with_advice(finding: Finding, advice: dict[Finding, str]) -> Finding:
    added = advice.get(finding)
    return finding if added is None else finding._replace(suggestion=f"{finding.suggestion}; {added}")


def lint_code(files: Iterable[CheckedFile | None]) -> CodeLintResult:
    """Put together the results of files; `None` is one that could not be read."""
    result = CodeLintResult()
    before: Repeats = {}
    after: Repeats = {}
    for number, checked in enumerate(files):
        if checked is None:
            result.unread.append(number)
            continue
        result.add(checked)
        for kept, ones in ((before, checked.before), (after, checked.after)):
            for mark, finding in ones:
                kept.setdefault(mark, []).append(finding)
    result.findings.extend(_repeated(before))
    result.left.extend(_repeated(after))
    return result


def _repeated(repeats: Repeats) -> Iterator[Finding]:
    """Yield the findings that two or more files share, with the names of the other files."""
    for same in repeats.values():
        for one in same:
            others = sorted({other.path for other in same} - {one.path})
            if others:
                rest = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
                yield one._replace(message=f"{one.message}: {', '.join(others[:_SHOWN])}{rest}")
