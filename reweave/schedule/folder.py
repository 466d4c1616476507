"""Schedules that are files in one folder: reading, writing and removing them."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from reweave.effects import record_change
from reweave.errors import ReweaveError
from reweave.schedule.base import Resource
from reweave.schedule.ownership import OwnershipState, add_owner_marker, ownership_of
from reweave.worktree.safe_fs import Tree, split
from reweave.worktree.sidecar import read_sidecar, write_sidecar

_LIMIT = 1 << 20


def read_resources(root: Path, files: Mapping[str, str]) -> list[Resource]:
    """Return the resources for files below `root`, by relative path.

    Raises:
        ReweaveError: one is not a regular file, or cannot be read.
    """
    found = []
    for path, text in files.items():
        content = add_owner_marker(text)
        found.append(Resource(str(root / path), content, ownership_of(read_resource(root, path), content)))
    return found


def read_resource(root: Path, path: str) -> bytes | None:
    """Return a file below `root`, `None` if there is none.

    Raises:
        ReweaveError: it is not a regular file, or cannot be read.
    """
    return read_sidecar(root, path, _LIMIT) if os.path.lexists(root / path) else None


def write_resource(root: Path, path: str, content: bytes) -> None:
    """Replace a file below `root`, or make it with its folders.

    Raises:
        ReweaveError: it cannot be written.
    """
    write_sidecar(root, path, content)


def write_resources(root: Path, resources: Sequence[Resource]) -> None:
    """Write the resources that are missing or older.

    Raises:
        ReweaveError: one cannot be written.
    """
    for one in resources:
        if one.state in (OwnershipState.MISSING, OwnershipState.OLDER):
            write_resource(root, _inner(root, one), one.content)


def remove_resources(root: Path, resources: Sequence[Resource], *, folders: bool) -> None:
    """Remove the files that are there; with `folders` also folders below `root` that are empty then.

    Raises:
        ReweaveError: one cannot be removed.
    """
    for one in resources:
        if one.state is OwnershipState.MISSING:
            continue
        path = _inner(root, one)
        folder, name = split(path)
        try:
            with Tree(root) as tree:
                os.unlink(name, dir_fd=tree.enter(folder))
                record_change()
                while folders and folder:
                    folder, name = split(folder)
                    try:
                        os.rmdir(name, dir_fd=tree.enter(folder))
                    except OSError:
                        # It has other files.
                        break
        except OSError as error:
            raise ReweaveError(f"cannot remove: {error.strerror}", code="cannot-write", path=path) from error


def _inner(root: Path, resource: Resource) -> str:
    return Path(resource.location).relative_to(root).as_posix()
