"""Removing an edge from its list and from `reweave_edges`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.changeset import Change
from reweave.note.note import Note
from reweave.plan.edge_items import has_edge, held_edge, remove_held
from reweave.plan.fields import Text
from reweave.plan.operation import Context, Operation, OperationError


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveEdge(Operation):
    """Take an edge out: what names `target` in the list of `type`, and its entry in `reweave_edges` if it has one."""

    op: ClassVar[str] = "remove-edge"
    type: Text
    target: Text

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the step that takes the edges out."""
        held = []
        for one in own:
            try:
                held.append(held_edge(note, context, one.type, one.target))
            except OperationError as error:
                raise OperationError(str(error), one) from error
        return remove_held(note, context, held, rule=cls.op)

    @classmethod
    def is_done(cls, own: Sequence[Self], note: Note, context: Context) -> bool:
        """Return whether the note has none of the edges."""
        return not any(has_edge(note, context, one.type, one.target) for one in own)
