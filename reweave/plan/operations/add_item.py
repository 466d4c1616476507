"""Adding an item to a list of a note."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.append import Item, append_items, find_key
from reweave.note.changeset import Change, ChangeKind
from reweave.note.note import Note
from reweave.plan.fields import Text
from reweave.plan.operation import Context, Operation, one_by_one, step
from reweave.plan.reserved_fields import refuse_entries
from reweave.weave.edge_entry import scalar_items
from reweave.weave.style import configured_style


@dataclass(frozen=True, slots=True, kw_only=True)
class AddItem(Operation):
    """Append the text `value` to the list `field`, in the list's own style; a list that holds it is left alone."""

    op: ClassVar[str] = "add-item"
    field: Text
    value: Text

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the step that appends the item."""
        return one_by_one(own, note, lambda one, current: one._steps(current, context))

    def _steps(self, note: Note, context: Context) -> list[Change]:
        refuse_entries(self.field)
        found = find_key(note, self.field)
        if found is not None and self.value in (item.value for item in scalar_items(found[1])):
            return []
        item = Item(self.value, f"{self.value} added to {self.field}")
        style = configured_style(context.config, self.path)
        edited = append_items(note, self.field, [item], rule=self.op, style=style.lists)
        return step(note, ChangeKind.FIELDS, edited)
