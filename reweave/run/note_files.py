"""Finding and reading the notes of a workspace."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reweave.files.discovery import Discovery, FoundFile, discover
from reweave.files.refusal import Reason, RefusedFile
from reweave.run.workspace import Workspace
from reweave.verbosity import part

SKIPPED = (Reason.EXTENSION, Reason.EXCLUDED)
"""Why a file is not a note at all."""

_CHUNK = 1 << 16


@part("list the notes")
def find_notes(workspace: Workspace, paths: Sequence[Path]) -> Discovery:
    """Find the notes below `paths` (none: all of them), as the configuration chooses them.

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


def read_files(files: Iterable[FoundFile], unread: list[RefusedFile], limit: int) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each file, at most one byte more than `limit`; `unread` gets what cannot be read."""
    for file in files:
        try:
            # Whatever stands there by now: no link is followed, no pipe waited for, no more read than a note may have.
            handle = os.open(file.absolute, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                source = _read_at_most(handle, limit + 1)
            finally:
                os.close(handle)
        except OSError:
            unread.append(RefusedFile(file.path, Reason.UNREADABLE))
        else:
            yield file.path, source


def _read_at_most(handle: int, limit: int) -> bytes:
    """Read a file to its end, or `limit` bytes of it; asking for `limit` at once would make room for all of them."""
    size = os.fstat(handle).st_size
    source = os.read(handle, min(limit, size + 1))
    if len(source) == size:  # more was asked for: this is all
        return source
    while len(source) < limit and (more := os.read(handle, min(limit - len(source), _CHUNK))):
        source += more
    return source
