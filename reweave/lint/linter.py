"""The linter: many notes to findings, counts and a change set."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from functools import cache

from reweave.config.model import Config
from reweave.lint.normalize import Layer, Normalized, layers, normalize
from reweave.note.block import Form
from reweave.note.changeset import ChangeSet
from reweave.note.finding import Finding, Fix, Severity
from reweave.note.note import Note
from reweave.note.summary import Summary
from reweave.rules.base import Proposal, Rule, Safety, VaultRule, VaultView
from reweave.rules.registry import all_rules

UNREADABLE = "unreadable"
"""The rule name of findings about frontmatter that cannot be read."""

_FORMS = {Form.NONE: "no_frontmatter", Form.TOML: "toml", Form.JSON: "json"}
_FIX = {Safety.SAFE: Fix.SAFE, Safety.UNSAFE: Fix.UNSAFE, Safety.REPORT: Fix.NO}


@dataclass(slots=True)
class LintResult:
    """The result of linting notes, in their order. `left` are the findings that `changes` do not fix."""

    findings: list[Finding] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    changes: ChangeSet = field(default_factory=ChangeSet)

    def add(self, other: "LintResult") -> None:
        """Append another result."""
        self.findings.extend(other.findings)
        self.left.extend(other.left)
        self.changes.add(other.changes.changes)
        for count in fields(Summary):
            total = getattr(self.summary, count.name) + getattr(other.summary, count.name)
            setattr(self.summary, count.name, total)

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


NoteCache = dict[str, tuple[bytes, LintResult]]
"""Notes by path: the bytes that were linted, and the result."""


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
    prepared: dict[int, tuple[tuple[Rule, ...], tuple[Layer, ...]]] = {}
    view = None if vault is None else cache(vault)
    for path, source in files:
        chosen = config.rules_for(path)
        if id(chosen) not in prepared:
            rules = tuple(_within(rule, view) for rule in chosen)
            prepared[id(chosen)] = rules, layers(rules, unsafe=unsafe, by_rule=by_rule)
        rules, own = prepared[id(chosen)]
        if known is not None and (before := known.get(path)) is not None and before[0] == source:
            result.add(before[1])
            continue
        note = Note(path, source, config.limits)
        outcome = normalize(note, rules, own)
        if known is None or any(isinstance(rule, VaultRule) for rule in rules):
            _count(result, outcome, rules, unsafe)
        else:
            part = LintResult()
            _count(part, outcome, rules, unsafe)
            known[path] = source, part
            result.add(part)
    return result


def _within(rule: Rule, view: Callable[[], VaultView] | None) -> Rule:
    if not isinstance(rule, VaultRule):
        return rule
    if view is None:
        raise ValueError(f"the rule {rule.name} asks about the vault, and none was given")
    return rule.within(view())


def _count(result: LintResult, outcome: Normalized, rules: tuple[Rule, ...], unsafe: bool) -> None:
    note, summary = outcome.note, result.summary
    summary.notes += 1
    found = [_finding(note, proposal) for proposal in outcome.proposals]
    if outcome.refusal is not None:
        summary.refused += 1
        found = [finding._replace(fixable=Fix.NO) for finding in found]
        first = next(proposal for proposal in outcome.proposals if proposal.edits)
        line, column = note.place(first.offset)
        message = f"not fixed: {outcome.refusal}"
        found.append(Finding(note.path, line, column, "refused", message, Severity.ERROR, Fix.NO))
    elif outcome.changes:
        summary.changed += 1
        result.changes.add(outcome.changes)
    elif note.problem is not None:
        summary.unreadable += 1
    elif note.block.form in _FORMS:
        name = _FORMS[note.block.form]
        setattr(summary, name, getattr(summary, name) + 1)
    else:
        summary.unchanged += 1
    if outcome.obstacle is not None:
        found = [finding._replace(fixable=Fix.NO) for finding in found]
    if note.problem is not None:
        found.append(_unreadable(note, outcome))
    result.findings.extend(found)
    written = (Fix.SAFE, Fix.UNSAFE) if unsafe else (Fix.SAFE,)
    if outcome.changes:
        found = [finding for finding in found if finding.fixable not in written and finding.rule != UNREADABLE]
    result.left.extend(found)


def _finding(note: Note, proposal: Proposal) -> Finding:
    line, column = note.place(proposal.offset)
    rule = all_rules()[proposal.rule]
    safety = rule.safety if proposal.edits else Safety.REPORT
    severity = Severity.STYLE if safety is Safety.SAFE else Severity.WARNING
    if rule.informational:
        severity = Severity.INFO
    return Finding(note.path, line, column, proposal.rule, proposal.message, severity, _FIX[safety])


def _unreadable(note: Note, outcome: Normalized) -> Finding:
    assert note.problem is not None
    line, column = note.place(note.problem.offset)
    repairs = sorted({proposal.rule for proposal in outcome.proposals if proposal.edits})
    suggestion = None
    if outcome.obstacle is not None:
        suggestion = f"`reweave fix --unsafe` cannot fix all of it: {outcome.obstacle}"
    elif repairs and outcome.refusal is None:
        suggestion = f"`reweave fix --unsafe` can fix it ({', '.join(repairs)})"
    return Finding(note.path, line, column, UNREADABLE, note.problem.reason, Severity.ERROR, Fix.NO, suggestion)
