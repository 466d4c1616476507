"""Adding a typed edge, with its entry in `reweave_edges`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from reweave.note.changeset import Change
from reweave.note.note import Note
from reweave.plan.fields import Day, Text
from reweave.plan.operation import Context, Operation, OperationError
from reweave.weave.edge_entry import EdgeEntry, strip_wikilink
from reweave.weave.style import configured_style
from reweave.weave.writer import write_edges


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEdge(Operation):
    """Append an edge: `target` to the list of `type` (an edge type or an inverse field), and its entry with `date`.

    `target` is written as given (the brackets of a wikilink in the list alone), and must mean exactly one other note.
    An edge that the note already has is left out. A note without frontmatter gets one.
    """

    op: ClassVar[str] = "add-edge"
    type: Text
    target: Text
    date: Day

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the step that writes the edges."""
        by_lines = {one._lines(context): one for one in own}
        written = write_edges(note, list(by_lines), replace(configured_style(context.config, note.path), create=True))
        for lines, why in written.refused:
            raise OperationError(why, by_lines[lines])
        return [] if written.change is None else [written.change]

    def _lines(self, context: Context) -> EdgeEntry:
        try:
            role = context.role(self.type)
            context.meant(self.path, strip_wikilink(self.target))
        except OperationError as error:
            raise OperationError(str(error), self) from error
        reason = " ".join(self.reason.split())
        message = f"{self.type} {self.target}" + (f" ({reason})" if reason else "")
        return EdgeEntry.of_item(role.field, self.target, self.type, self.date, message)
