"""Many files through the rules: every file once, to findings, counts and a change set."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from reweave.code.base import CodeRule, Reader, Report
from reweave.code.engine import MendError, mend, read_module, reports
from reweave.code.ignore import Ignores
from reweave.code.markdown import code_blocks
from reweave.code.module import Module
from reweave.code.prefilter import may_hold_python, may_matter
from reweave.code.settings import Settings
from reweave.code.source import UnparsableError
from reweave.note.changeset import ChangeSet
from reweave.note.finding import Finding, Fix, Severity
from reweave.note.summary import Summary
from reweave.rules.base import Safety

UNPARSABLE = "unparsable"
"""The rule name of the finding that says why a file cannot be parsed."""
EXTENSION = ".py"
_SHOWN = 3
Repeats = dict[tuple[str, str], list[Finding]]
"""By rule and by what tells that two are the same: the findings."""
_FIX = {Safety.SAFE: Fix.SAFE, Safety.UNSAFE: Fix.UNSAFE, Safety.REPORT: Fix.NO}


@dataclass(slots=True)
class CodeSweep:
    """What a sweep found. `left` are the findings that `changes` do not mend; the summary counts files."""

    findings: list[Finding] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    changes: ChangeSet = field(default_factory=ChangeSet)
    readers: dict[Finding, Reader] = field(default_factory=dict)
    """What the readers of lists among the findings read."""

    def refuse(self, path: str, reason: str) -> None:
        """Leave a file as it is, whose changes (if there are any) cannot be carried out."""
        kept = [change for change in self.changes.changes if change.path != path]
        if len(kept) < len(self.changes.changes):
            self.changes.changes = kept
            self.summary.changed -= 1
            self.left = [one for one in self.left if one.path != path]
            self.left.extend(one for one in self.findings if one.path == path)
        else:
            self.summary.notes += 1
        self.summary.refused += 1
        finding = Finding(path, 1, 1, "refused", reason, Severity.ERROR, Fix.NO)
        self.findings.append(finding)
        self.left.append(finding)

    def add_advice(self, advice: dict[Finding, str]) -> None:
        """Give findings a suggestion."""
        self.findings = [one._replace(suggestion=advice.get(one, one.suggestion)) for one in self.findings]
        self.left = [one._replace(suggestion=advice.get(one, one.suggestion)) for one in self.left]


def sweep_code(
    files: Iterable[tuple[str, bytes]],
    rules: Sequence[CodeRule],
    settings: Settings,
    *,
    fix: bool = False,
    unsafe: bool = False,
) -> CodeSweep:
    """Look at Python files, and at the Python code blocks of all others. Nothing is written."""
    result = CodeSweep()
    before: Repeats = {}
    after: Repeats = {}
    with _uncollected():
        for path, data in files:
            result.summary.notes += 1
            result.summary.unchanged += 1
            if not path.endswith(EXTENSION):
                _look_at_blocks(result, path, data, rules, settings)
            elif may_matter(data):
                _look_at(result, path, data, rules, settings, fix, unsafe, (before, after))
    result.findings.extend(_repeated(before))
    result.left.extend(_repeated(after))
    return result


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put garbage collection off: it would go over growing syntax trees again and again.

    What a file leaves is freed nonetheless, since `Module.forget` leaves no cycles to be found.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _look_at(
    result: CodeSweep,
    path: str,
    data: bytes,
    rules: Sequence[CodeRule],
    settings: Settings,
    fix: bool,
    unsafe: bool,
    repeats: tuple[Repeats, Repeats],
) -> None:
    summary = result.summary
    try:
        module = read_module(path, data, settings)
        found = reports(module, rules)
    except (UnparsableError, RecursionError) as error:
        reason, line = (error.reason, error.line) if isinstance(error, UnparsableError) else ("nested too deeply", 1)
        finding = Finding(path, line, 1, UNPARSABLE, reason, Severity.ERROR, Fix.NO)
        result.findings.append(finding)
        result.left.append(finding)
        summary.unreadable += 1
        summary.unchanged -= 1
        return
    result.findings.extend(_findings(result, module, found))
    left = found
    first = module
    same = _repeats(result, module, rules)
    if fix and found:
        try:
            mended = mend(module, rules, unsafe=unsafe, found=found)
        except MendError as error:
            summary.refused += 1
            summary.unchanged -= 1
            refusal = Finding(path, 1, 1, "refused", f"left as it was: {error}", Severity.ERROR, Fix.NO)
            result.findings.append(refusal)
            result.left.append(refusal)
        else:
            if mended.changes:
                result.changes.add(mended.changes)
                summary.changed += 1
                summary.unchanged -= 1
            module = mended.module
            # What is still there could not be mended after all.
            done = (Safety.SAFE, Safety.UNSAFE) if unsafe else (Safety.SAFE,)
            left = [one._replace(mend=None) if one.safety in done else one for one in mended.left]
    for kept, ones in zip(repeats, (same, same if module is first else _repeats(result, module, rules)), strict=True):
        for mark, finding in ones:
            kept.setdefault(mark, []).append(finding)
    result.left.extend(_findings(result, module, left))
    for one in {first, module}:
        one.forget()


def _findings(result: CodeSweep, module: Module, found: Sequence[Report]) -> list[Finding]:
    findings = []
    for report in found:
        line, column = module.source.place(report.offset)
        fixable = _FIX[report.safety] if report.mend is not None and module.source.editable else Fix.NO
        finding = Finding(module.source.path, line, column, report.rule, report.message, Severity.WARNING, fixable)
        if report.reader is not None:
            result.readers[finding] = report.reader
        findings.append(finding)
    return findings


def _look_at_blocks(result: CodeSweep, path: str, data: bytes, rules: Sequence[CodeRule], settings: Settings) -> None:
    if not may_hold_python(data):
        return
    for block in code_blocks(data):
        if not may_matter(block.code):
            continue
        try:
            module = read_module(path, block.code, settings)
            found = reports(module, rules)
        except (UnparsableError, RecursionError):
            continue  # a note may show a part of a program; nobody runs it
        for one in _findings(result, module, found):
            reader = result.readers.get(one)
            moved = one._replace(line=one.line + block.line - 1, column=one.column + block.indent, fixable=Fix.NO)
            result.findings.append(moved)
            result.left.append(moved)
            if reader is not None:
                result.readers[moved] = reader
        module.forget()


def _repeats(result: CodeSweep, module: Module, rules: Sequence[CodeRule]) -> list[tuple[tuple[str, str], Finding]]:
    """Return what is a finding only where other files have the same, with what tells that."""
    ignores = Ignores(module.source)
    return [
        ((rule.code, mark), finding)
        for rule in rules
        for mark, report in rule.repeats(module)
        if not ignores.silences(report.rule, report.offset)
        for finding in _findings(result, module, [report])
    ]


def _repeated(repeats: Repeats) -> Iterator[Finding]:
    """Yield the findings of what stands in two or more files, with the others' names."""
    for same in repeats.values():
        for one in same:
            others = sorted({other.path for other in same} - {one.path})
            if others:
                rest = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
                yield one._replace(message=f"{one.message}: {', '.join(others[:_SHOWN])}{rest}")
