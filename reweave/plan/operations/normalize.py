"""Normalizing the frontmatter of a note."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.lint import normalize as rules
from reweave.note.changeset import Change
from reweave.note.note import Note
from reweave.plan.fields import Flag, Rules
from reweave.plan.operation import Context, Operation, OperationError, one_by_one
from reweave.rules.base import Rule, VaultRule
from reweave.rules.registry import all_rules
from reweave.text import quoted
from reweave.vault.rule_view import RuleView


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalize(Operation):
    """Carry out rules on a note, as `reweave fix` does, with the options that the configuration gives them.

    With `unsafe` repairs are carried out, too.
    """

    op: ClassVar[str] = "normalize"
    rules: Rules
    unsafe: Flag = False

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return a step for each kind of change."""
        return one_by_one(own, note, lambda one, current: one._steps(current, context))

    def _steps(self, note: Note, context: Context) -> list[Change]:
        chosen = [self._rule(name, context) for name in self.rules]
        ordered = [one for name in all_rules() for one in chosen if one.name == name]
        outcome = rules.normalize(note, ordered, rules.layers(ordered, unsafe=self.unsafe))
        if outcome.refusal is not None:
            raise OperationError(outcome.refusal)
        return list(outcome.changes)

    def _rule(self, name: str, context: Context) -> Rule:
        found = next((one for one in context.config.rules_for(self.path) if one.name == name), None)
        if found is None:
            known = name in all_rules()
            why = "is not selected for this note" if known else "does not exist"
            raise OperationError(f"rule {quoted(name)} {why}")
        return found.within(RuleView(context.vault, context.history)) if isinstance(found, VaultRule) else found
