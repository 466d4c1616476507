"""Taking back what a batch of a run changed in one note."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.changeset import Change, ChangeKind
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.plan.fields import Text
from reweave.plan.operation import Context, Operation, OperationError, one_by_one
from reweave.text import quoted
from reweave.weave.answers import Undone, parse_answers


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoChange(Operation):
    """Take back what the rules of a batch (`RUN/NUMBER`) changed in the note, and remember that.

    Later changes are kept. The answer goes into `.reweave/answers.jsonl`; runs apply these rules to the note no more.
    """

    op: ClassVar[str] = "undo-change"
    batch: Text
    """The batch, as `RUN/NUMBER`; see `reweave log`."""

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Return the step that gives the note its earlier bytes back, and give the answers to `context`."""
        return one_by_one(own, note, lambda one, current: one._steps(current, context))

    @classmethod
    def is_done(cls, own: Sequence[Self], note: Note, context: Context) -> bool:
        """Return whether the answers are remembered: they are written together with the note."""
        known = parse_answers(context.said() or b"")
        return all(one._answer(context) in known for one in own)

    def _steps(self, note: Note, context: Context) -> list[Change]:
        from reweave.git.undo import revert_change  # few plans have use for git

        now = note.source
        found = context.delivered(self.path, self.batch)
        if found is None:
            raise OperationError(f"no rule of batch {quoted(self.batch)} changed this note")
        if now == found.after:
            reverted: bytes | None = found.before
        else:
            reverted = now if now == found.before else revert_change(now, found.before, found.after)
        if reverted is None or (reverted != found.before and _breaks(note, reverted)):
            raise OperationError(f"what batch {self.batch} wrote here has changed since; undo what came later first")
        context.answers[self.id] = self._answer(context)
        if reverted == now:
            return []
        reason = Edit(0, 0, b"", self.op, f"as before batch {self.batch}")
        return [Change(note.path, ChangeKind.FIELDS, now, reverted, (reason,))]

    def _answer(self, context: Context) -> Undone:
        found = context.delivered(self.path, self.batch)
        return Undone(self.batch, () if found is None else found.rules, (self.path,))


def _breaks(note: Note, reverted: bytes) -> bool:
    return note.problem is None and Note(note.path, reverted, note.limits).problem is not None
