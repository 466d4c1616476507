"""Taking over what another note says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.plan.body_merge import append_body
from reweave.plan.fields import NotePath
from reweave.plan.note_merge import combine_frontmatter
from reweave.plan.operation import Context, Operation, OperationError, one_by_one
from reweave.vault.record import stem_of
from reweave.vault.rewrite import RewriteError, rewrite_body, rewrite_edges, rewrite_frontmatter
from reweave.weave.style import configured_style


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeNote(Operation):
    """Take over what the note at the path `other` says, which is then deleted by its own `delete-note` operation.

    Its edges and lists are joined with the note's own, its names become aliases, and its body follows under a heading
    with its title. A key with another value in both stays as it is; the other value is quoted above that body.
    """

    op: ClassVar[str] = "merge-note"
    other: NotePath

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the step that combines the two."""
        return one_by_one(own, note, lambda one, current: one._steps(current, context))

    @classmethod
    def is_done(cls, own: Sequence[Self], note: Note, context: Context) -> bool:
        """Return whether the other notes are gone and their names are names of the note."""
        vault = context.vault
        place = vault.by_path[note.path]
        return all(one.other not in vault.by_path and vault.resolve(stem_of(one.other)) == (place,) for one in own)

    def _steps(self, note: Note, context: Context) -> list[Change]:
        if self.other == self.path:
            raise OperationError("a note cannot be merged with itself")
        if note.path not in context.vault.by_path:
            raise OperationError("note not found")
        renaming = context.renaming(self.other, self.path, merges=True)
        other = Note(self.other, context.vault.records[renaming.place].source, note.limits)
        lists = configured_style(context.config, self.path).lists
        message = f"{self.other} merged into it"
        try:
            after, _ = rewrite_edges(note, renaming, rule=self.op, message=message)
            after, _ = rewrite_frontmatter(after, renaming, rule=self.op, message=message)
            after, _ = rewrite_body(after, renaming, rule=self.op, message=message)
            combined = combine_frontmatter(after, other, renaming, lists, context.config.merge.is_set)
            after, left = append_body(combined.note, other, renaming, combined.left), combined.left
        except RewriteError as error:
            raise OperationError(str(error)) from error
        if left:
            message += f" ({', '.join(left)} quoted: both have a value)"
        reason = (Edit(0, 0, b"", self.op, message),)
        return [Change(note.path, ChangeKind.NAMES, note.source, after.source, reason)]
