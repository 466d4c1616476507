"""Declining an edge, so that it is not proposed again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from reweave.note.changeset import Change
from reweave.note.note import Note
from reweave.plan.fields import NotePath, Remark
from reweave.plan.operation import Context, Operation, OperationError
from reweave.suggestion import did_you_mean
from reweave.text import quoted
from reweave.weave.answers import Declined
from reweave.weave.declined import content_hash, parse_declined


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Operation):
    """Remember a no to edges from the note to the one at the path `target`: of `type`, or of any where it is empty.

    The note stays as it is; the answer goes into `.reweave/answers.jsonl`, and holds until one of the two notes says
    something else.
    """

    op: ClassVar[str] = "decline"
    target: NotePath
    type: Remark = ""
    """The type of edge; empty or left out: any."""

    @classmethod
    def carry_out(cls, own: Sequence[Self], note: Note, context: Context) -> list[Change]:
        """Give the answers to `context`; the note does not change."""
        for one in own:
            context.answers[one.id] = one._answer(context)
        return []

    @classmethod
    def is_done(cls, own: Sequence[Self], note: Note, context: Context) -> bool:
        """Return whether the answers are remembered, for the text that the notes have now."""
        known = parse_declined(context.said() or b"")
        return all(one._answer(context) in known for one in own)

    def _answer(self, context: Context) -> Declined:
        vault = context.vault
        names = [one.name for one in vault.config.types]
        if self.type and self.type not in names:
            raise OperationError(f"unknown edge type {quoted(self.type)}; {did_you_mean(self.type, names)}", self)
        if self.target not in vault.by_path:
            raise OperationError(f"note {quoted(self.target)} not found", self)
        sources = [vault.records[vault.by_path[path]].source for path in (self.path, self.target)]
        texts = [content_hash(Note("", source, context.config.limits), context.roles) for source in sources]
        return Declined(self.path, self.target, self.type, texts[0], texts[1])
