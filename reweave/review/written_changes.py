"""Cards of changes that are on a branch already, other than edges: kept, or taken back note by note."""

from collections.abc import Sequence
from typing import NamedTuple

from reweave.note.changeset import blob_hash
from reweave.plan.application import apply_operations
from reweave.plan.operation import Context
from reweave.plan.operations.undo_change import UndoChange
from reweave.review.card import ChangeCard, Choice
from reweave.review.shown_lines import side_by_side

_MOST_NOTES = 60


class DeliveredChange(NamedTuple):
    """A note before and after a batch."""

    path: str
    before: bytes
    after: bytes


def undoable_card(
    batch: str, rules: Sequence[str], note: DeliveredChange, now: bytes | None, context: Context
) -> ChangeCard:
    """Return the card of what the rules of a batch (`RUN/NUMBER`) did to a note, which has the bytes `now`."""
    name = f"{batch.replace('/', '-')}-{blob_hash(note.path.encode(errors='surrogateescape'))[:12]}"
    no = UndoChange(id=name, path=note.path, blob=blob_hash(now or b""), batch=batch)
    applied = apply_operations([no], lambda path: now, context)
    context.answers.clear()
    why = next((why for _, why in (*applied.refused, *applied.stale)), "")
    named = ", ".join(rules)
    return ChangeCard(
        id=name,
        choices=(Choice("accept"), Choice("decline", (no,), why=why)),
        title=named,
        notes=(side_by_side(*note),),
        reason=f"Declined, the note is as before, and runs no longer apply {named} to it.",
        written=True,
    )


def whole_card(batch: str, title: str, notes: Sequence[DeliveredChange]) -> ChangeCard:
    """Return the card of a batch that is undone as a whole, or not at all."""
    undo = f"to take this batch back: reweave undo {batch}"
    return ChangeCard(
        id=f"batch-{batch.replace('/', '-')}",
        choices=(Choice("accept"), Choice("decline", why=undo)),
        title=title,
        notes=tuple(side_by_side(*one) for one in notes[:_MOST_NOTES]),
        more=max(len(notes) - _MOST_NOTES, 0),
        written=True,
    )
