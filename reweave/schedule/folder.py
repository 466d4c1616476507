"""Schedules that are files in one folder: reading, writing and taking them away."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from reweave.errors import ReweaveError
from reweave.schedule.base import Piece
from reweave.schedule.ownership import OwnershipState, judge, seal
from reweave.worktree.safe_fs import Tree, split
from reweave.worktree.sidecar import read_sidecar, write_sidecar

_LIMIT = 1 << 20


def look(root: Path, files: Mapping[str, str]) -> list[Piece]:
    """Return the pieces for files below `root`, by relative path.

    Raises:
        ReweaveError: one is no regular file, or cannot be read.
    """
    found = []
    for path, text in files.items():
        content = seal(text)
        there = read_sidecar(root, path, _LIMIT) if os.path.lexists(root / path) else None
        found.append(Piece(str(root / path), content, judge(there, content)))
    return found


def write(root: Path, pieces: Sequence[Piece]) -> None:
    """Write the pieces that are missing or older.

    Raises:
        ReweaveError: one cannot be written.
    """
    for one in pieces:
        if one.state in (OwnershipState.MISSING, OwnershipState.OLDER):
            write_sidecar(root, _inner(root, one), one.content)


def take_away(root: Path, pieces: Sequence[Piece], *, folders: bool) -> None:
    """Remove the files that are there; with `folders` also folders below `root` that are empty then.

    Raises:
        ReweaveError: one cannot be removed.
    """
    for one in pieces:
        if one.state is OwnershipState.MISSING:
            continue
        path = _inner(root, one)
        folder, name = split(path)
        try:
            with Tree(root) as tree:
                os.unlink(name, dir_fd=tree.enter(folder))
                while folders and folder:
                    folder, name = split(folder)
                    try:
                        os.rmdir(name, dir_fd=tree.enter(folder))
                    except OSError:
                        # Somebody else's files are in it.
                        break
        except OSError as error:
            raise ReweaveError(f"cannot remove: {error.strerror}", code="cannot-write", path=path) from error


def _inner(root: Path, piece: Piece) -> str:
    return Path(piece.place).relative_to(root).as_posix()
