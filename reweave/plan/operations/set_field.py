"""Setting a key of a note to a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.changeset import Change, ChangeKind
from reweave.note.note import Note
from reweave.note.set_value import set_value
from reweave.plan.fields import Scalar, Text
from reweave.plan.operation import Context, Operation, OperationError, one_by_one, step
from reweave.plan.reserved_fields import refuse_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class SetField(Operation):
    """Give the key `field` the `value`, in the quotes that it has; a missing key is made at the end.

    A text that other readers would take for a number, a date or a truth value gets quotes. Lists and mappings are not
    replaced.
    """

    op: ClassVar[str] = "set-field"
    field: Text
    value: Scalar

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the step that sets the value."""
        return one_by_one(own, note, lambda one, current: one._steps(current, context))

    def _steps(self, note: Note, context: Context) -> list[Change]:
        refuse_entries(self.field)
        if self.field in context.roles:
            raise OperationError(f"{self.field} is a list of edges: use add-edge, remove-edge or retype-edge")
        edited = set_value(note, self.field, self.value, rule=self.op)
        return [] if edited is None else step(note, ChangeKind.FIELDS, edited)
