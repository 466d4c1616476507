"""Giving a note another path."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.plan.fields import NotePath
from reweave.plan.new_path import why_unlinkable
from reweave.plan.operation import Context, Operation, OperationError, one_by_one
from reweave.text import quoted
from reweave.vault.rewrite import RewriteError, rewrite_body, rewrite_frontmatter


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameNote(Operation):
    """Give the note the path `new_path`, which must be free. It is the last operation on its note.

    Links to itself, and the paths of its Markdown links where its folder changes, go with it. The names in other
    notes are changed by their own `rename-target` operations.
    """

    op: ClassVar[str] = "rename-note"
    new_path: NotePath

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the step that gives the note its path."""
        if len(own) > 1:
            raise OperationError("a note can be renamed only once", own[1])
        return one_by_one(own, note, lambda one, current: one._steps(current, context))

    @classmethod
    def is_done(cls, own: Sequence[Self], note: Note, context: Context) -> bool:
        """Return whether the note, read at its new path, has left the old one."""
        return all(note.path == one.new_path and one.path not in context.vault.by_path for one in own)

    def _steps(self, note: Note, context: Context) -> list[Change]:
        renaming = context.renaming(self.path, self.new_path)
        if not renaming.moves:
            raise OperationError(f"a note already exists at {quoted(self.new_path)}")
        if self.path.rpartition(".")[2] != self.new_path.rpartition(".")[2]:
            raise OperationError("the extension cannot change")
        if (why := why_unlinkable(self.new_path)) is not None:
            raise OperationError(f"{quoted(self.new_path)}: {why[0]}")
        message = f"{self.path} to {self.new_path}"
        try:
            after, _ = rewrite_frontmatter(note, renaming, rule=self.op, message=message)
            after, _ = rewrite_body(after, renaming, rule=self.op, message=message)
        except RewriteError as error:
            raise OperationError(str(error)) from error
        reason = (Edit(0, 0, b"", self.op, message),)
        return [Change(note.path, ChangeKind.NAMES, note.source, after.source, reason, to=self.new_path)]
