"""Removing an item from a list of a note."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.append import find_key
from reweave.note.changeset import Change, ChangeKind
from reweave.note.note import Note
from reweave.note.remove import remove_items, why_stuck
from reweave.note.tree import Scalar
from reweave.note.tree import Sequence as ListNode
from reweave.plan.fields import Text
from reweave.plan.operation import Context, Operation, OperationError, one_by_one, step
from reweave.plan.reserved_fields import refuse_entries
from reweave.text import quoted
from reweave.weave.edge_entry import scalar_items


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveItem(Operation):
    """Take the text `value` out of the list `field`, wherever it occurs; an empty list is left as `[]`."""

    op: ClassVar[str] = "remove-item"
    field: Text
    value: Text

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the step that takes the items out."""
        return one_by_one(own, note, lambda one, current: one._steps(current, context))

    @classmethod
    def is_done(cls, own: Sequence[Self], note: Note, context: Context) -> bool:
        """Return whether the list has none of the items."""
        return not any(one._items(note) for one in own)

    def _items(self, note: Note) -> list[Scalar]:
        found = find_key(note, self.field)
        return [] if found is None else [item for item in scalar_items(found[1]) if item.value == self.value]

    def _steps(self, note: Note, context: Context) -> list[Change]:
        refuse_entries(self.field)
        found, items = find_key(note, self.field), self._items(note)
        if found is None or not items or not isinstance(found[1], ListNode):
            raise OperationError(f"the list {self.field} has no item {quoted(self.value)}")
        for item in items:
            why = why_stuck(note, found[1], item)
            if why is not None:
                raise OperationError(f"{self.field}: {why}")
        message = f"{self.value} taken out of {self.field}"
        return step(note, ChangeKind.FIELDS, remove_items(note, {self.field: items}, rule=self.op, message=message))
