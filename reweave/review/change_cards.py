"""Cards of what else a plan does: changes of rules, fields, renamed and merged notes."""

from collections.abc import Callable, Sequence

from reweave.plan.application import apply_operations
from reweave.plan.operation import Context, Operation
from reweave.plan.operations.decline import Decline
from reweave.plan.operations.normalize import Normalize
from reweave.review.card import ChangeCard, Choice, SideBySide
from reweave.review.shown_lines import side_by_side

_TOGETHER = ("rename-note", "rename-target", "merge-note", "delete-note", "remove-target")
"""Operations that only make sense with each other."""
_MOST_NOTES = 40


def grouped(operations: Sequence[Operation]) -> list[list[Operation]]:
    """Return operations in the groups that are decided on together: linked ones, else those of each note."""
    found: dict[str, list[Operation]] = {}
    for one in operations:
        found.setdefault("" if one.op in _TOGETHER else one.path, []).append(one)
    return list(found.values())


def change_card(own: Sequence[Operation], read: Callable[[str], bytes | None], context: Context) -> ChangeCard:
    """Return the card of operations that are decided on together; the choice that is impossible says why."""
    applied = apply_operations(own, read, context)
    totals = applied.changes.totals()
    why = next((why for _, why in (*applied.refused, *applied.stale)), "")
    accept = Choice("accept", tuple(own), why=why)
    shown = [side_by_side(total.path, total.before, total.after) for total in totals[:_MOST_NOTES]]
    return ChangeCard(
        id=own[0].id,
        choices=(accept, Choice("decline")),
        stale=bool(applied.stale),
        title=_title(own),
        notes=tuple(shown) or (SideBySide(own[0].path, ()),),
        more=max(len(totals) - _MOST_NOTES, 0),
        reason="; ".join(dict.fromkeys(one.reason for one in own if one.reason))[:2000],
    )


def _title(own: Sequence[Operation]) -> str:
    parts: list[str] = []
    for one in own:
        if isinstance(one, Normalize):
            parts += one.rules
        else:
            parts.append(f"decline the edge to {one.target}" if isinstance(one, Decline) else one.op)
    return ", ".join(dict.fromkeys(parts))
