"""Whether operations were made for the bytes that a note has, and whether they were carried out already."""

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from reweave.note.append import AppendError
from reweave.note.changeset import blob_hash
from reweave.note.note import Note
from reweave.note.verify import ProofError
from reweave.plan.operation import Context, Operation, OperationError
from reweave.plan.operations.delete_note import DeleteNote
from reweave.plan.operations.rename_note import RenameNote
from reweave.plan.registry import all_operations

_IDENT = re.compile(rb"\$Id(?::[^$\r\n]*)?\$")


def is_current(own: Sequence[Operation], source: bytes) -> bool:
    """Return whether all operations were made for these bytes.

    They count as the same in each form that git gives them on checkout or commit without running a program: with
    other line ends (`autocrlf`, `eol`), and with `$Id$` expanded or not (`ident`).
    """
    return all(is_blob_of(one.blob, source) for one in own)


def is_blob_of(blob: str, source: bytes) -> bool:
    """Return whether a blob hash is that of these bytes, in one of the forms that git gives them."""
    algorithm = "sha1" if len(blob) == 40 else "sha256"
    if blob_hash(source, algorithm) == blob:
        return True
    names = (blob_hash(source, repository).encode() for repository in ("sha1", "sha256"))
    texts = {source, _IDENT.sub(b"$Id$", source), *(_IDENT.sub(b"$Id: %s $" % name, source) for name in names)}
    forms = {text.replace(b"\r\n", b"\n") for text in texts}
    forms |= {text.replace(b"\n", b"\r\n") for text in forms}
    return any(blob_hash(form, algorithm) == blob for form in forms)


def is_done(path: str, own: Sequence[Operation], read: Callable[[str], bytes | None], context: Context) -> bool:
    """Return whether the note at `path` is what its operations would make of it, though it changed since.

    It is looked for at its new path where it was renamed; a note that was to be deleted is done when it is missing.
    """
    last = own[-1]
    if isinstance(last, RenameNote) and read(path) is None:
        path = last.new_path
    source = read(path)
    if source is None:
        return isinstance(last, DeleteNote)
    note = Note(path, source, context.config.limits)
    try:
        return all(
            all_operations()[op].is_done(list(group), note, context) for op, group in groupby(own, lambda one: one.op)
        )
    except (OperationError, AppendError, ProofError):
        return False
