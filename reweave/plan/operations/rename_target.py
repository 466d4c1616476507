"""Changing the name that edges and links call a note by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.plan.fields import Flag, NotePath
from reweave.plan.operation import Context, Operation, OperationError, one_by_one
from reweave.text import count_of
from reweave.vault.board_files import is_board
from reweave.vault.boards import rewrite_board
from reweave.vault.renaming import Renaming, dangling_names
from reweave.vault.rewrite import RewriteError, rewrite_body, rewrite_edges, rewrite_frontmatter


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTarget(Operation):
    """Make what names the note at the path `target` name the one at `new_target`.

    That is the note's edges: items of typed lists and entries of `reweave_edges`. With `everywhere` it is every name in
    the frontmatter, and the links of the body, for a `target` that is gone then: it gets the path `new_target` (see
    `rename-note`), or what it says is in that note (see `merge-note`). This also holds for canvases and bases.
    """

    op: ClassVar[str] = "rename-target"
    target: NotePath
    new_target: NotePath
    everywhere: Flag = False

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the steps that replace the names."""
        return one_by_one(own, note, lambda one, current: one._steps(current, context))

    @classmethod
    def is_done(cls, own: Sequence[Self], note: Note, context: Context) -> bool:
        """Return whether the note names the new target alone."""
        known = context.vault.by_path
        if is_board(note.path):
            text = note.source.decode(errors="replace")
            return all(one.target not in known and one.new_target in known and one.target not in text for one in own)
        gone = [one for one in own if one.target not in known]
        if any(one.new_target not in known or dangling_names(context.vault, note.path, one.target) for one in gone):
            return False
        left = [one for one in own if one.target in known]
        return not any(one.everywhere for one in left) and not cls.carry_out(left, note, context)

    def _steps(self, note: Note, context: Context) -> list[Change]:
        renaming = context.renaming(self.target, self.new_target, merges=self.everywhere)
        message = f"{self.target} to {self.new_target}"
        try:
            if is_board(self.path):
                return self._on_board(note, renaming, message)
            after, count = note, 0
            if not self.everywhere or not renaming.moves:
                after, count = rewrite_edges(note, renaming, rule=self.op, message=message)
            if self.everywhere:
                after, more = rewrite_frontmatter(after, renaming, rule=self.op, message=message)
                after, most = rewrite_body(after, renaming, rule=self.op, message=message)
                count += more + most
        except RewriteError as error:
            raise OperationError(str(error)) from error
        return self._change(note, after.source, count, message)

    def _on_board(self, note: Note, renaming: Renaming, message: str) -> list[Change]:
        if not self.everywhere:
            raise OperationError("a canvas or base has no edges")
        after, count = rewrite_board(self.path, note.source, renaming, rule=self.op, message=message)
        return self._change(note, after, count, message)

    def _change(self, note: Note, after: bytes, count: int, message: str) -> list[Change]:
        if not count:
            return []
        reason = Edit(0, 0, b"", self.op, f"{message} ({count_of(count, 'name')})")
        kind = ChangeKind.NAMES if self.everywhere else ChangeKind.EDGES
        return [Change(note.path, kind, note.source, after, (reason,))]
