"""Checking one file into findings and changes: a program, a template, or Markdown."""

import ast
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from reweave.code.engine import FixError, fix_module, read_module, reports
from reweave.code.functions_import import FunctionsImport
from reweave.code.ignore_comments import Ignores
from reweave.code.markdown import CodeBlock, code_blocks
from reweave.code.module import Module
from reweave.code.prefilter import may_matter, may_matter_in_script
from reweave.code.registry import code_rules
from reweave.code.rule import CodeRule, ReadableForms, Report, joined_advice
from reweave.code.script.syntax import EXTENSIONS as SCRIPTS
from reweave.code.settings import Settings
from reweave.code.source import UnparsableError
from reweave.code.templates import EXTENSIONS as TEMPLATES
from reweave.code.templates import check_template
from reweave.note.changeset import Change
from reweave.note.finding import Finding, Fix, Severity
from reweave.rules.base import Safety

UNPARSABLE = "unparsable"
"""The rule name of the finding that says why a file cannot be parsed."""
TOO_LONG = "too-long"
"""The rule name of the finding that names a function whose text is not followed to its end."""
EXTENSION = ".py"
_FIX = {Safety.SAFE: Fix.SAFE, Safety.UNSAFE: Fix.UNSAFE, Safety.REPORT: Fix.NO}
Repeat = tuple[tuple[str, str], Finding]
"""A rule and a fingerprint, with a finding that counts only where another file has the same fingerprint."""


@dataclass(slots=True)
class CheckedFile:
    """The result for one file: its findings, those that its changes do not fix, and the count it belongs to.

    `before` and `after` are the repeats before and after its changes. `readers` are the forms that list readers accept.
    """

    findings: list[Finding] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    readers: dict[Finding, ReadableForms] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    before: list[Repeat] = field(default_factory=list)
    after: list[Repeat] = field(default_factory=list)
    functions: FunctionsImport | None = None
    """The import that its changes added."""
    outcome: Literal["unchanged", "changed", "refused", "unreadable"] = "unchanged"

    def add(self, finding: Finding) -> None:
        """Add a finding that has no fix."""
        self.findings.append(finding)
        self.left.append(finding)


def check_file(
    file: tuple[str, bytes], *, rules: Sequence[CodeRule], settings: Settings, fix: bool, unsafe: bool
) -> CheckedFile:
    """Check a program or template (path and bytes), or the code blocks of any other file; nothing is written."""
    path, data = file
    if path.endswith(EXTENSION):
        return _check_program(path, data, rules, settings, fix, unsafe)
    selected = {rule.code for rule in rules}
    if path.casefold().endswith(SCRIPTS):
        checked = CheckedFile()
        if "RW601" in selected:
            _check_script(checked, path, data)
        return checked
    checked = CheckedFile() if path.casefold().endswith(TEMPLATES) else _check_blocks(path, data, rules, settings)
    if "RW602" in selected:
        _check_template(checked, path, data)
    return checked


def _check_script(checked: CheckedFile, path: str, data: bytes) -> None:
    try:
        checked.findings = _script_findings(path, path, data)
    except RecursionError:
        checked.findings = [Finding(path, 1, 1, UNPARSABLE, "nested too deeply", Severity.ERROR, Fix.NO)]
        checked.outcome = "unreadable"
    checked.left = list(checked.findings)


def _script_findings(path: str, name: str, data: bytes) -> list[Finding]:
    """Return the findings in a script; `name` has its extension.

    Raises:
        RecursionError: it is nested too deeply.
    """
    from reweave.code.script.check import check_script

    findings = []
    advice = code_rules()["RW601"].advice
    for one in check_script(name, data):
        line = data.count(b"\n", 0, one.offset) + 1
        column = len(data[data.rfind(b"\n", 0, one.offset) + 1 : one.offset].decode(errors="replace")) + 1
        findings.append(Finding(path, line, column, "RW601", one.message, Severity.WARNING, Fix.NO, advice))
    return findings


def _check_template(checked: CheckedFile, path: str, data: bytes) -> None:
    text = data.decode(errors="replace")
    is_note = not path.casefold().endswith(TEMPLATES)
    for one in check_template(text, core=is_note):
        line, column = text.count("\n", 0, one.offset) + 1, one.offset - text.rfind("\n", 0, one.offset)
        advice = code_rules()["RW602"].advice
        checked.add(Finding(path, line, column, "RW602", one.message, Severity.WARNING, Fix.NO, advice))


def _check_program(
    path: str, data: bytes, rules: Sequence[CodeRule], settings: Settings, fix: bool, unsafe: bool
) -> CheckedFile:
    checked = CheckedFile()
    try:
        module = read_module(path, data, settings)
        found = reports(module, rules)
    except (UnparsableError, RecursionError) as error:
        reason, line = (error.reason, error.line) if isinstance(error, UnparsableError) else ("nested too deeply", 1)
        advice = "exclude it in [code] if it is not a program"
        if isinstance(error, UnparsableError) and error.is_newer:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            reason = f"{reason} in Python {version}; it looks like code for a newer one"
            advice = "run reweave with the Python that the program is for"
        checked.add(Finding(path, line, 1, UNPARSABLE, reason, Severity.ERROR, Fix.NO, advice))
        checked.outcome = "unreadable"
        return checked
    checked.findings = _findings(checked, module, found)
    for scope in module.cut_scopes():
        node = scope.node
        line = 1 if isinstance(node, ast.Module) else module.source.position(module.source.start(node))[0]
        message = "the text that is built here is too long to be checked to its end"
        checked.add(Finding(path, line, 1, TOO_LONG, message, Severity.WARNING, Fix.NO, "split the function"))
    checked.before = checked.after = _repeats(checked, module, rules)
    left = found
    if fix and found:
        try:
            fixed = fix_module(module, rules, unsafe=unsafe, found=found)
        except FixError as error:
            checked.add(Finding(path, 1, 1, "refused", f"not fixed: {error}", Severity.ERROR, Fix.NO))
            checked.outcome = "refused"
        else:
            checked.changes = fixed.changes
            if fixed.module.imports_functions and not module.imports_functions:
                checked.functions = fixed.module.functions
            checked.outcome = "changed" if fixed.changes else "unchanged"
            module = fixed.module
            checked.after = _repeats(checked, module, rules)
            # These could not be fixed after all.
            done = (Safety.SAFE, Safety.UNSAFE) if unsafe else (Safety.SAFE,)
            left = [one._replace(fix=None) if one.safety in done else one for one in fixed.left]
    checked.left.extend(_findings(checked, module, left))
    module.release()
    return checked


def _check_blocks(path: str, data: bytes, rules: Sequence[CodeRule], settings: Settings) -> CheckedFile:
    checked = CheckedFile()
    for block in code_blocks(data):
        for one, reader in _block_findings(path, block, rules, settings):
            moved = one._replace(line=one.line + block.line - 1, column=one.column + block.indent, fixable=Fix.NO)
            checked.add(moved)
            if reader is not None:
                checked.readers[moved] = reader
    return checked


def _block_findings(
    path: str, block: CodeBlock, rules: Sequence[CodeRule], settings: Settings
) -> list[tuple[Finding, ReadableForms | None]]:
    """Return the findings in a block; none where it does not parse, since a note may show a fragment of a program."""
    try:
        if block.extension != EXTENSION:
            wanted = may_matter_in_script(block.code) and any(rule.code == "RW601" for rule in rules)
            found = _script_findings(path, f"{path}{block.extension}", block.code) if wanted else []
            return [(one, None) for one in found]
        if not may_matter(block.code):
            return []
        module = read_module(path, block.code, settings)
        inner = CheckedFile()
        findings = _findings(inner, module, reports(module, rules))
    except (UnparsableError, RecursionError):
        return []
    module.release()
    return [(one, inner.readers.get(one)) for one in findings]


def _findings(checked: CheckedFile, module: Module, found: Sequence[Report]) -> list[Finding]:
    """Return one finding for each place: that of its first rule, which names the others."""
    findings = []
    for offset, here in groupby(found, lambda one: one.offset):
        reports = list(here)
        line, column = module.source.position(offset)
        first, *others = reports
        message = first.message
        if others:
            message += f"; also {', '.join(f'{one.rule} {one.message}' for one in others)}"
        advice = joined_advice(code_rules()[one.rule].advice for one in reports)
        finding = Finding(
            module.source.path, line, column, first.rule, message, Severity.WARNING, _fix(module, reports), advice
        )
        reader = next((one.reader for one in reports if one.reader is not None), None)
        if reader is not None:
            checked.readers[finding] = reader
        findings.append(finding)
    return findings


def _fix(module: Module, found: Sequence[Report]) -> Fix:
    """Return how much is fixed at a place, at least in part."""
    kinds = {_FIX[one.safety] for one in found if one.fix is not None and module.source.editable}
    return next((kind for kind in (Fix.SAFE, Fix.UNSAFE) if kind in kinds), Fix.NO)


def _repeats(checked: CheckedFile, module: Module, rules: Sequence[CodeRule]) -> list[Repeat]:
    """Return the findings that count only where another file has the same, with their fingerprints."""
    ignores = Ignores(module.source)
    return [
        ((rule.code, mark), finding)
        for rule in rules
        for mark, report in rule.repeats(module)
        if not ignores.silences(report.rule, report.offset)
        for finding in _findings(checked, module, [report])
    ]
