"""Whether operations were made for the bytes that a note has, and whether they were carried out already."""

from collections.abc import Callable, Sequence
from itertools import groupby

from reweave.note.append import AppendError
from reweave.note.changeset import blob_hash
from reweave.note.note import Note
from reweave.note.verify import ProofError
from reweave.plan.operation import Context, Operation, OperationError
from reweave.plan.operations.rename_note import RenameNote
from reweave.plan.registry import all_operations


def is_current(own: Sequence[Operation], source: bytes) -> bool:
    """Return whether all operations were made for these bytes."""
    return all(one.blob == blob_hash(source, "sha1" if len(one.blob) == 40 else "sha256") for one in own)


def is_done(path: str, own: Sequence[Operation], read: Callable[[str], bytes | None], context: Context) -> bool:
    """Return whether the note at `path` is what its operations would make of it, though it changed since.

    It is looked for at its new path where it was renamed.
    """
    last = own[-1]
    if isinstance(last, RenameNote) and read(path) is None:
        path = last.new_path
    source = read(path)
    if source is None:
        return False
    note = Note(path, source, context.config.limits)
    try:
        return all(
            all_operations()[op].is_done(list(group), note, context) for op, group in groupby(own, lambda one: one.op)
        )
    except (OperationError, AppendError, ProofError):
        return False
