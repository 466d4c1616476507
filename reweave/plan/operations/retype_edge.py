"""Giving an edge another type."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.append import append_items
from reweave.note.apply import apply_edits
from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.plan.edge_items import has_edge, held_edge, remove_held
from reweave.plan.fields import Day, Text
from reweave.plan.operation import Context, Operation, OperationError, one_by_one
from reweave.text import quoted
from reweave.weave.edge_entry import EdgeEntry, strip_wikilink
from reweave.weave.style import configured_style
from reweave.weave.writer import write_edges


@dataclass(frozen=True, slots=True, kw_only=True)
class RetypeEdge(Operation):
    """Move what names `target` from the list of `type` to that of `new_type`.

    An edge that reweave wrote gets an entry with `new_type` and `date`; one that a person wrote stays without an entry.
    """

    op: ClassVar[str] = "retype-edge"
    type: Text
    target: Text
    new_type: Text
    date: Day

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return one step: out of the one list, and into the other."""
        return one_by_one(own, note, lambda one, current: one._steps(current, context))

    @classmethod
    def is_done(cls, own: Sequence[Self], note: Note, context: Context) -> bool:
        """Return whether the note has the edges with their new types alone."""
        return all(
            has_edge(note, context, one.new_type, one.target) and not has_edge(note, context, one.type, one.target)
            for one in own
        )

    def _steps(self, note: Note, context: Context) -> list[Change]:
        role = context.role(self.new_type)
        if self.new_type == self.type:
            raise OperationError(f"the edge already has the type {quoted(self.new_type)}")
        held = held_edge(note, context, self.type, self.target)
        removed = remove_held(note, context, [held], rule=self.op)
        without = Note(note.path, removed[-1].after, note.limits)
        style = configured_style(context.config, self.path)
        name = strip_wikilink(held.item)
        message = f"{self.type} to {self.new_type} {name}"
        if held.entries:
            lines = EdgeEntry.of_item(role.field, held.item, self.new_type, self.date, message)
            written = write_edges(without, [lines], style)
            if written.change is None:
                raise OperationError(written.refused[0][1] if written.refused else f"{role.field} already names it")
            after = written.change.after
        else:
            after = apply_edits(
                without, append_items(without, role.field, [held.item], rule=self.op, style=style.lists)
            ).source
        return [Change(note.path, ChangeKind.EDGES, note.source, after, (Edit(0, 0, b"", self.op, message),))]
