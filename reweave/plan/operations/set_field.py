"""Setting a key of a note to a value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.set_list import set_list
from reweave.note.set_value import set_value
from reweave.plan.fields import FieldValue, Text
from reweave.plan.operation import Context, Operation, OperationError, one_by_one, step
from reweave.plan.reserved_fields import refuse_entries
from reweave.weave.style import configured_style


@dataclass(frozen=True, slots=True, kw_only=True)
class SetField(Operation):
    """Give the key `field` the `value`, in the quotes that it has; a missing key is made at the end.

    A text that other readers would take for a number, a date or a truth value gets quotes. A list is written in the
    style of the list that it replaces, else of the note's others; it also replaces a single value, but a single value
    replaces no list. Mappings are not replaced.
    """

    op: ClassVar[str] = "set-field"
    field: Text
    value: FieldValue

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the step that sets the value."""
        return one_by_one(own, note, lambda one, current: one._steps(current, context))

    def _steps(self, note: Note, context: Context) -> list[Change]:
        refuse_entries(self.field)
        if self.field in context.roles:
            raise OperationError(f"{self.field} is a list of edges: use add-edge, remove-edge or retype-edge")
        if isinstance(self.value, tuple):
            lists = configured_style(context.config, self.path).lists
            after = set_list(note, self.field, self.value, rule=self.op, style=lists)
            reason = Edit(0, 0, b"", self.op, f"{self.field} set")
            same = after.source == note.source
            return [] if same else [Change(note.path, ChangeKind.FIELDS, note.source, after.source, (reason,))]
        edited = set_value(note, self.field, self.value, rule=self.op)
        return [] if edited is None else step(note, ChangeKind.FIELDS, edited)
