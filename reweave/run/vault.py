"""Reading the notes of a workspace as a graph."""

from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from reweave.files.reading import read_found
from reweave.files.refusal import RefusalReason, RefusedFile
from reweave.run.note_files import SKIPPED, find_notes
from reweave.run.workspace import Workspace
from reweave.verbosity import say, timed_step

if TYPE_CHECKING:
    from reweave.files.discovery import FoundFile
    from reweave.note.limits import Limits
    from reweave.vault.record import Record
    from reweave.vault.vault import Vault

_FEW = 1000
_CHUNK = 32
"""Reading a note takes .06 ms, starting the processes 16 ms: two pay from 600 notes on."""


@timed_step("read the notes as a graph")
def read_vault(workspace: Workspace) -> "Vault":
    """Read all notes as one graph; those that cannot be read are named on stderr and left out.

    Raises:
        ReweaveError: git failed, or a worker process died.
    """
    from reweave.pool import cores
    from reweave.vault.vault import Vault

    return Vault(_records(workspace), workspace.config, processes=cores())


def _records(workspace: Workspace) -> "Iterator[Record]":
    from reweave.pool import cores, run_parallel
    from reweave.progress import progress
    from reweave.vault.record import Record

    found = find_notes(workspace, [])
    unread = [file for file in found.refused if file.reason not in SKIPPED]
    work = partial(_read, limits=workspace.config.limits)
    read = run_parallel(work, found.files, cores(), few=_FEW, chunk=_CHUNK)
    for file, values in zip(found.files, progress(read, total=len(found.files)), strict=True):
        if values is None:
            unread.append(RefusedFile(file.path, RefusalReason.UNREADABLE))
        else:
            yield Record(*values)
    for skipped in unread:
        say(f"{skipped.path}: skipped: {skipped.reason}")


def _read(file: "FoundFile", *, limits: "Limits") -> tuple[Any, ...] | None:
    """Return the fields of the record of a file, which are sent faster than the record."""
    record = read_note_record(file, limits=limits)
    return None if record is None else tuple(getattr(record, field.name) for field in fields(record))


def read_note_record(file: "FoundFile", *, limits: "Limits") -> "Record | None":
    """Return the record of a file, `None` where it cannot be read."""
    from reweave.note.note import Note
    from reweave.vault.record import read_record

    source = read_found(file.absolute, limits.note_bytes)
    return None if source is None else read_record(Note(file.path, source, limits))
