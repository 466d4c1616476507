"""Deleting a note."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.plan.operation import Context, Operation, OperationError


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteNote(Operation):
    """Delete the note. It is the last operation on its note.

    The edges in other notes are taken out by their own `remove-target` operations.
    """

    op: ClassVar[str] = "delete-note"

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the step that deletes the note."""
        if len(own) > 1:
            raise OperationError("a note can be deleted only once", own[1])
        reason = (Edit(0, 0, b"", cls.op, f"{note.path} deleted"),)
        return [Change(note.path, ChangeKind.NAMES, note.source, b"", reason, gone=True)]
