"""Reading the notes of a workspace as a graph."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

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

    class _Reader(Protocol):
        def __call__(self, file: FoundFile, *, limits: Limits) -> tuple[Any, ...] | None: ...


_FEW = 1000
_CHUNK = 32
"""Reading a note takes .06 ms, starting the processes 16 ms: two pay from 600 notes on."""
_SHORT = 16
"""Values of at most so many characters, such as types and days, are likely to be those of other notes."""


@timed_step("read the notes as a graph")
def read_vault(workspace: Workspace) -> "Vault":
    """Read all notes as one graph; those that cannot be read are named on stderr and left out.

    Raises:
        ReweaveError: git failed, or a worker process died.
    """
    from reweave.pool import cores
    from reweave.vault.record import Record
    from reweave.vault.vault import Vault

    records = (Record(*values) for _, values in _read_all(workspace, _read))
    return Vault(records, workspace.config, processes=cores())


@timed_step("read the notes as a graph")
def read_graph(workspace: Workspace) -> "Vault":
    """Read all notes as one graph that holds no texts; those that cannot be read are named on stderr and left out.

    A text is held only where several notes share a title, since copies are told by it. The source of other records is
    empty.

    Raises:
        ReweaveError: git failed, or a worker process died.
    """
    from reweave.vault.names import fold_name
    from reweave.vault.record import Record
    from reweave.vault.vault import Vault

    files, records, links = [], [], []
    words: dict[str, str] = {}
    for file, (found, *values) in _read_all(workspace, _read_names):
        record = Record(*values)
        files.append(file)
        links.append(found)
        records.append(replace(record, fields=_shared(record.fields, words)))
    titles = Counter(fold_name(record.title) for record in records)
    for place, record in enumerate(records):
        if titles[fold_name(record.title)] > 1:
            again = read_note_record(files[place], limits=workspace.config.limits)
            if again is not None:
                records[place] = replace(record, source=again.source, body_start=again.body_start)
    return Vault(records, workspace.config, links=links)


def _read_all(workspace: Workspace, read: "_Reader") -> "Iterator[tuple[FoundFile, tuple[Any, ...]]]":
    """Yield each note with what `read` says of it, in several processes, and then name those that cannot be read."""
    from reweave.pool import cores, run_parallel
    from reweave.progress import progress

    found = find_notes(workspace, [])
    unread = [file for file in found.refused if file.reason not in SKIPPED]
    work = partial(read, limits=workspace.config.limits)
    done = run_parallel(work, found.files, cores(), few=_FEW, chunk=_CHUNK)
    for file, values in zip(found.files, progress(done, total=len(found.files)), strict=True):
        if values is None:
            unread.append(RefusedFile(file.path, RefusalReason.UNREADABLE))
        else:
            yield file, values
    for skipped in unread:
        say(f"{skipped.path}: skipped: {skipped.reason}")


def _read(file: "FoundFile", *, limits: "Limits") -> tuple[Any, ...] | None:
    """Return the fields of the record of a file, which are sent faster than the record."""
    record = read_note_record(file, limits=limits)
    return None if record is None else tuple(getattr(record, field.name) for field in fields(record))


def _read_names(file: "FoundFile", *, limits: "Limits") -> tuple[Any, ...] | None:
    """Return the links in the body of a file, and the fields of its record without its text."""
    from reweave.vault.links import find_links

    record = read_note_record(file, limits=limits)
    if record is None:
        return None
    bare = replace(record, source=b"", body_start=0)
    return find_links(record.body), *(getattr(bare, field.name) for field in fields(bare))


def _shared(values: "Mapping[str, tuple[str, ...]]", words: dict[str, str]) -> "Mapping[str, tuple[str, ...]]":
    """Return the fields of a note with keys and short values that are one object in all notes."""
    return {
        words.setdefault(key, key): tuple(
            words.setdefault(text, text) if len(text) <= _SHORT else text for text in entries
        )
        for key, entries in values.items()
    }


def read_note_record(file: "FoundFile", *, limits: "Limits") -> "Record | None":
    """Return the record of a file, `None` where it cannot be read."""
    from reweave.note.note import Note
    from reweave.vault.record import read_record

    source = read_found(file.absolute, limits.note_bytes)
    return None if source is None else read_record(Note(file.path, source, limits))
