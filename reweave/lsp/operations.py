"""Operations of plans as changes of notes: what an editor is asked to write goes the same way as a plan."""

from collections.abc import Sequence

from reweave.errors import ReweaveError
from reweave.files.answers_file import ANSWERS_FILE
from reweave.lsp.folder import Folder
from reweave.lsp.proposals import Proposal
from reweave.note.changeset import Total, blob_hash
from reweave.plan.application import Applied, apply_operations
from reweave.plan.builders import declining
from reweave.plan.operation import Context, Operation
from reweave.plan.operations.add_edge import AddEdge
from reweave.text import quoted
from reweave.vault.edges import FieldRole
from reweave.weave.item_names import ItemNames


def carry_out(folder: Folder, operations: Sequence[Operation]) -> list[Total]:
    """Return what the operations make of the notes: all of them, or none.

    Raises:
        ReweaveError: one cannot be carried out.
    """
    context = Context(
        folder.workspace.config,
        lambda: folder.vault,
        said=lambda: folder.source(ANSWERS_FILE),
        exists=lambda path: (folder.root / path).exists(),
    )
    return totals_of(apply_operations(operations, folder.source, context))


def totals_of(applied: Applied) -> list[Total]:
    """Return the changes of operations.

    Raises:
        ReweaveError: one was not carried out.
    """
    for operation, why in (*applied.refused, *applied.stale):
        raise ReweaveError(why, code="refused", path=operation.path)
    return applied.changes.totals()


def accepting(folder: Folder, proposal: Proposal) -> Operation:
    """Return the operation that writes a proposed edge.

    Raises:
        ReweaveError: its note is gone.
    """
    role = next(
        one
        for one in _roles(folder, proposal.type)
        if one.inverse == (proposal.holder == proposal.target and not one.type.symmetric)
    )
    return _adding(folder, proposal.holder, role, proposal.item, proposal)


def reversing(folder: Folder, proposal: Proposal) -> Operation | None:
    """Return the operation that writes a proposed edge the other way round, to the note at its other end.

    `None` where the type has no direction, or no name means the source alone.

    Raises:
        ReweaveError: the note is gone.
    """
    vault = folder.vault
    role = next(one for one in _roles(folder, proposal.type) if not one.inverse)
    ends = [vault.by_path.get(path) for path in (proposal.source, proposal.target)]
    if role.type.symmetric or ends[0] is None or ends[1] is None:
        return None
    item = ItemNames(vault).item(ends[1], role.field, ends[0])
    return None if item is None else _adding(folder, proposal.target, role, item, proposal)


def refusing(folder: Folder, proposal: Proposal) -> Operation:
    """Return the operation that declines a proposed edge.

    Raises:
        ReweaveError: its note is gone.
    """
    return declining(proposal.source, _source(folder, proposal.source), proposal.target, proposal.type)


def _adding(folder: Folder, path: str, role: FieldRole, item: str, proposal: Proposal) -> Operation:
    return AddEdge(
        id="op-1",
        path=path,
        blob=blob_hash(_source(folder, path)),
        reason=proposal.reason,
        type=role.provenance_type,
        target=item,
        date=proposal.date,
    )


def _roles(folder: Folder, name: str) -> list[FieldRole]:
    types = [one for one in folder.workspace.config.weave.types if one.name == name]
    fields = [field for one in types for field in (one.field, one.inverse) if field]
    found = [role for field in fields if (role := folder.vault.role(field)) is not None]
    if not found:
        raise ReweaveError(f"unknown edge type {quoted(name)}", code="unknown-type")
    return found


def _source(folder: Folder, path: str) -> bytes:
    source = folder.source(path)
    if source is None:
        raise ReweaveError("no such note", code="no-such-note", path=path)
    return source
