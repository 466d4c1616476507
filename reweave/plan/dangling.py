"""Plans that lead the edges of a name that means no note to a note."""

from collections.abc import Iterator

from reweave.note.changeset import blob_hash
from reweave.plan.builders import number
from reweave.plan.operation import Operation
from reweave.plan.operations.add_edge import AddEdge
from reweave.plan.operations.add_item import AddItem
from reweave.plan.operations.remove_edge import RemoveEdge
from reweave.plan.operations.remove_item import RemoveItem
from reweave.vault.edges import Reference
from reweave.vault.names import fold_name
from reweave.vault.vault import Vault


def dangling_operations(vault: Vault, name: str, place: int) -> list[Operation]:
    """Return what leads every edge whose `name` means no note to the note at `place`; none where no entry has it.

    An edge that reweave wrote keeps its date; one that a person wrote stays without an entry.
    """
    found: list[Operation] = []
    for holder in range(len(vault)):
        if holder != place:
            for reference in _dangling(vault, holder, name):
                found += _led(vault, holder, reference, place, len(found))
    return found


def _dangling(vault: Vault, holder: int, name: str) -> Iterator[Reference]:
    wanted = fold_name(name)
    for one in vault.references[holder]:
        if one.role is not None and not one.targets and fold_name(one.name) == wanted:
            yield one


def _led(vault: Vault, holder: int, reference: Reference, place: int, first: int) -> Iterator[Operation]:
    role, record = reference.role, vault.records[holder]
    assert role is not None
    goal = vault.reference(place) or vault.records[place].path
    item = f"[[{goal}]]" if reference.entry.startswith("[[") else goal
    reason = f"{reference.name} means no note"
    where = {"path": record.path, "blob": blob_hash(record.source), "reason": reason}
    named = place in vault.mentions(holder) and any(
        one.field == reference.field and place in one.targets for one in vault.references[holder]
    )
    written = next(
        (
            one.parsed
            for one in vault.provenance[holder]
            if one.parsed is not None
            and one.parsed.type == role.provenance_type
            and fold_name(one.parsed.title) == fold_name(reference.name)
        ),
        None,
    )
    if written is not None:
        yield RemoveEdge(id=number(first), type=written.type, target=reference.entry, **where)
        if not named:
            yield AddEdge(id=number(first + 1), type=written.type, target=item, date=written.date, **where)
    else:
        yield RemoveItem(id=number(first), field=reference.field, value=reference.entry, **where)
        if not named:
            yield AddItem(id=number(first + 1), field=reference.field, value=item, **where)
