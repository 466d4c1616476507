"""Cards of notes that may be one claim, answered by merging them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from reweave.errors import ReweaveError
from reweave.plan.operation import Operation
from reweave.review.card import Choice, NoteLines, SameCard, ShownLine
from reweave.review.note_facts import NoteTable
from reweave.vault.vault import Vault

_PAIR = 2
MergeOperations = Callable[[Vault, str, str], Sequence[Operation]]


def same_cards(
    vault: Vault,
    groups: Iterable[tuple[Sequence[int], bool]],
    notes: NoteTable,
    merge: MergeOperations,
) -> list[SameCard]:
    """Return a card for each group of near-duplicates (their places, and whether they share a title).

    Two notes can be merged either way; of more, the command that merges two of them is shown.
    """
    cards = []
    for number, (places, same_title) in enumerate(groups, 1):
        name = f"same-{number}"
        choices = [_merge(vault, name, places, keep, merge) for keep in (0, 1)] if len(places) == _PAIR else []
        members = tuple(notes.place(place) for place in places)
        cards.append(SameCard(id=name, choices=(*choices, Choice("decline")), members=members, same_title=same_title))
    return cards


def _merge(vault: Vault, name: str, places: Sequence[int], keep: int, merge: MergeOperations) -> Choice:
    kept, gone = (vault.records[place].path for place in (places[keep], places[1 - keep]))
    try:
        made = merge(vault, kept, gone)
    except ReweaveError as error:
        return Choice("accept", keep=keep, why=str(error))
    operations = tuple(replace(one, id=f"{name}.{at}") for at, one in enumerate(made, 1))
    lines = (
        ShownLine("+", "the text, edges and names of the other note"),
        ShownLine(" ", f"{len(made) - _PAIR} other notes name it, and will name this one"),
        ShownLine("-", gone),
    )
    return Choice("accept", operations, (NoteLines(kept, lines),), keep=keep)
