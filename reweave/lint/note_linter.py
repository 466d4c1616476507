"""The linter for one note: its findings, its class in the summary, and its changes."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from reweave.config.model import Config
from reweave.lint.normalize import Layer, Normalized, layers, normalize
from reweave.lint.result import UNREADABLE, NoteResult, Outcome
from reweave.lint.simple import is_simple, pass_simple
from reweave.note.block import Form, find_block
from reweave.note.changeset import Change
from reweave.note.finding import Finding, Fix, Severity
from reweave.note.note import Note
from reweave.rules.base import Proposal, Rule, Safety, VaultRule, VaultView
from reweave.rules.registry import rule_named

_FORMS: dict[Form, Outcome] = {Form.NONE: "no_frontmatter", Form.TOML: "toml", Form.JSON: "json"}
_FIX = {Safety.SAFE: Fix.SAFE, Safety.UNSAFE: Fix.UNSAFE, Safety.REPORT: Fix.NO}


class Selection(NamedTuple):
    """The rules for a note, each within the vault if it asks about it, and the steps that fix the note."""

    rules: tuple[Rule, ...]
    steps: tuple[Layer, ...]
    asks_vault: bool
    """Whether the result depends on other notes."""
    pass_simple: bool
    """Whether nothing is found in simple frontmatter, so that it need not be read."""


class Linted(NamedTuple):
    """The result of a note, its changes, and the note that they make of it.

    `final` is the note itself where nothing is changed; `None` where it had not to be read. `final_simple` says that
    `is_simple` recognized it.
    """

    result: NoteResult
    changes: tuple[Change, ...]
    final: Note | None
    final_simple: bool = False


_SIMPLE = Linted(NoteResult("unchanged", ()), (), None)


class NoteLinter:
    """Lints notes, each on its own, under one configuration."""

    def __init__(
        self,
        config: Config,
        *,
        unsafe: bool = False,
        by_rule: bool = False,
        vault: Callable[[], VaultView] | None = None,
    ) -> None:
        """Remember the arguments of `lint_notes`."""
        self._config = config
        self._unsafe = unsafe
        self._by_rule = by_rule
        self._view = None if vault is None else cache(vault)
        self._selections: dict[int, Selection] = {}

    def prepare(self, paths: Sequence[str]) -> None:
        """Choose the rules for all notes now, with the vault if they ask about it.

        Raises:
            ValueError: as `selection`.
        """
        for path in paths if self._config.overrides else paths[:1]:
            self.selection(path)

    def selection(self, path: str) -> Selection:
        """Return the rules for the note at a path.

        Raises:
            ValueError: one asks about the vault, and none was given.
        """
        rules = self._config.rules_for(path)
        found = self._selections.get(id(rules))
        if found is None:
            within = tuple(self._within(rule) for rule in rules)
            steps = layers(within, unsafe=self._unsafe, by_rule=self._by_rule)
            asks_vault = any(isinstance(rule, VaultRule) for rule in within)
            found = self._selections[id(rules)] = Selection(within, steps, asks_vault, pass_simple(within))
        return found

    def lint(self, path: str, source: bytes) -> Linted:
        """Normalize one note; nothing is written.

        Raises:
            ValueError: as `selection`.
        """
        rules, steps, _, passes = self.selection(path)
        block, limits = find_block(source), self._config.limits
        if passes and is_simple(source, limits, block):
            return _SIMPLE
        return _linted(normalize(Note(path, source, limits, block=block), rules, steps))

    def lint_note(self, note: Note) -> Linted:
        """Normalize a note that was read before; nothing is written.

        Raises:
            ValueError: as `selection`.
        """
        rules, steps, _, passes = self.selection(note.path)
        if passes and is_simple(note.source, note.limits, note.block):
            return _SIMPLE
        return _linted(normalize(note, rules, steps))

    def lint_final(self, linted: Linted) -> NoteResult:
        """Return what is found in a note, `linted`, once its changes are made.

        Raises:
            ValueError: as `selection`.
        """
        assert linted.final is not None
        if linted.final_simple and self.selection(linted.final.path).pass_simple:
            return _SIMPLE.result
        return self.lint_note(linted.final).result

    def _within(self, rule: Rule) -> Rule:
        if not isinstance(rule, VaultRule):
            return rule
        if self._view is None:
            raise ValueError(f"the rule {rule.name} asks about the vault, and none was given")
        return rule.within(self._view())


def _linted(normalized: Normalized) -> Linted:
    result = NoteResult(_outcome(normalized), _findings(normalized))
    return Linted(result, normalized.changes, normalized.final, normalized.final_simple)


def _outcome(normalized: Normalized) -> Outcome:
    note = normalized.note
    if normalized.refusal is not None:
        return "refused"
    if normalized.changes:
        return "changed"
    if note.problem is not None:
        return "unreadable"
    return _FORMS.get(note.block.form, "unchanged")


def _findings(normalized: Normalized) -> tuple[Finding, ...]:
    note = normalized.note
    found = [_finding(note, proposal) for proposal in normalized.proposals]
    if normalized.refusal is not None or normalized.obstacle is not None:
        found = [finding._replace(fixable=Fix.NO) for finding in found]
    if normalized.refusal is not None:
        first = next(proposal for proposal in normalized.proposals if proposal.edits)
        line, column = normalized.place or note.place(first.offset)
        message = f"not fixed: {normalized.refusal}"
        found.append(Finding(note.path, line, column, "refused", message, Severity.ERROR, Fix.NO))
    if note.problem is not None:
        found.append(_unreadable(note, normalized))
    return tuple(found)


def _finding(note: Note, proposal: Proposal) -> Finding:
    line, column = note.place(proposal.offset)
    severity, fix = _weight(proposal.rule, bool(proposal.edits))
    return Finding(note.path, line, column, proposal.rule, proposal.message, severity, fix)


@cache
def _weight(name: str, has_edits: bool) -> tuple[Severity, Fix]:
    """Return how much the findings of a rule weigh, and how they are fixed."""
    rule = rule_named(name)
    safety = rule.safety if has_edits else Safety.REPORT
    severity = Severity.STYLE if safety is Safety.SAFE else Severity.WARNING
    return Severity.INFO if rule.informational else severity, _FIX[safety]


def _unreadable(note: Note, normalized: Normalized) -> Finding:
    assert note.problem is not None
    line, column = note.place(note.problem.offset)
    repairs = sorted({proposal.rule for proposal in normalized.proposals if proposal.edits})
    suggestion, fixable = None, Fix.NO
    if normalized.obstacle is not None:
        suggestion = f"`reweave fix --unsafe` cannot fix all of it: {normalized.obstacle}"
    elif repairs and normalized.refusal is None:
        suggestion, fixable = f"`reweave fix --unsafe` can fix it ({', '.join(repairs)})", Fix.UNSAFE
    return Finding(note.path, line, column, UNREADABLE, note.problem.reason, Severity.ERROR, fixable, suggestion)
