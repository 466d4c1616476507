"""Taking out every edge to a note."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.changeset import Change, ChangeKind
from reweave.note.note import Note
from reweave.plan.edge_items import edges_to, remove_held
from reweave.plan.fields import NotePath
from reweave.plan.operation import Context, Operation, OperationError, one_by_one
from reweave.text import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveTarget(Operation):
    """Take out every edge to the note at the path `target`: items of typed lists, and entries of `reweave_edges`.

    The comments on the lines of those go, too. Names in other fields and links in the body stay.
    """

    op: ClassVar[str] = "remove-target"
    target: NotePath

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the steps that take the edges out."""
        return one_by_one(own, note, lambda one, current: one._steps(current, context))

    @classmethod
    def is_done(cls, own: Sequence[Self], note: Note, context: Context) -> bool:
        """Return whether no target has an edge from the note; of one that is deleted, no edge can be told."""
        known = context.vault.by_path
        return all(one.target not in known or not edges_to(note, context, one.target) for one in own)

    def _steps(self, note: Note, context: Context) -> list[Change]:
        if self.target not in context.vault.by_path:
            raise OperationError(f"note {quoted(self.target)} not found")
        held = edges_to(note, context, self.target)
        made = remove_held(note, context, held, rule=self.op, with_comments=True) if held else []
        return [one._replace(kind=ChangeKind.NAMES) for one in made]
