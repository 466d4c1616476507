"""Finding and reading the notes of a workspace."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reweave.files.discovery import Discovery, FoundFile, discover
from reweave.files.reading import read_found
from reweave.files.refusal import RefusalReason, RefusedFile
from reweave.run.workspace import Workspace
from reweave.verbosity import say, timed_step

SKIPPED = (RefusalReason.EXTENSION, RefusalReason.EXCLUDED, RefusalReason.REPOSITORY)
"""The reasons that make a file no note at all, so that nothing is said about it unless it was named."""


@timed_step("list the notes")
def find_notes(workspace: Workspace, paths: Sequence[Path]) -> Discovery:
    """Find the notes below `paths` (none: all of them).

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    config = workspace.config
    return discover(
        workspace.root,
        paths,
        workspace.git,
        notes=config.note_filter(),
        max_bytes=config.limits.note_bytes,
    )


def read_workspace(workspace: Workspace, paths: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield the notes below `paths` that can be read: path relative to the root, bytes.

    Raises:
        ReweaveError: a path does not exist or lies outside the root, or git failed.
    """
    return read_files(find_notes(workspace, paths).files, [], workspace.config.limits.note_bytes)


def read_all_notes(workspace: Workspace) -> Iterator[tuple[str, bytes]]:
    """Yield all notes, with progress; those that cannot be read are named on stderr at the end, and left out.

    Raises:
        ReweaveError: git failed.
    """
    from reweave.progress import progress

    found = find_notes(workspace, [])
    unread = [file for file in found.refused if file.reason not in SKIPPED]
    yield from read_files(progress(found.files, total=len(found.files)), unread, workspace.config.limits.note_bytes)
    for file in unread:
        say(f"{file.path}: skipped: {file.reason}")


def read_files(files: Iterable[FoundFile], unread: list[RefusedFile], limit: int) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file, at most one byte more than `limit`; add those that fail to `unread`."""
    for file in files:
        source = read_found(file.absolute, limit)
        if source is None:
            unread.append(RefusedFile(file.path, RefusalReason.UNREADABLE))
        else:
            yield file.path, source
