"""Small files of ours below the root (`.reweave/declined.jsonl`), read and replaced without following symlinks."""

import os
from pathlib import Path

from reweave.atomic import replace_file
from reweave.errors import ReweaveError
from reweave.worktree.safe_fs import Tree, is_missing, split, sync_folder


def read_sidecar(root: Path, path: str, limit: int) -> bytes:
    """Return the bytes of a file below the root (one byte more than `limit` at most); empty where it does not exist.

    Raises:
        ReweaveError: it is not a regular file, or cannot be read.
    """
    folder, name = split(path)
    try:
        with Tree(root) as tree:
            found = tree.read(folder, name, limit)
            if found is None and os.path.lexists(root / path):
                raise ReweaveError("not a regular file", code="not-a-file", path=path)
            return b"" if found is None else found.data
    except OSError as error:
        raise _failed("read", path, error) from error


def make_folder(root: Path, path: str) -> None:
    """Make the folders of a file below the root, where they are missing.

    Raises:
        ReweaveError: one is a link, or cannot be made.
    """
    try:
        with Tree(root) as tree:
            _enter(tree, root, split(path)[0])
    except OSError as error:
        raise _failed("write", path, error) from error


def write_sidecar(root: Path, path: str, data: bytes) -> None:
    """Replace a file below the root, or make it with its folders.

    Raises:
        ReweaveError: a folder is a link, or the file cannot be written.
    """
    folder, name = split(path)
    try:
        with Tree(root) as tree:
            opened = _enter(tree, root, folder)
            replace_file(Path(name), [data], folder=opened)
            sync_folder(opened)
    except OSError as error:
        raise _failed("write", path, error) from error


def _enter(tree: Tree, root: Path, folder: str) -> int:
    """Enter a folder, after making it and those above it where they are missing."""
    try:
        return tree.enter(folder)
    except OSError as error:
        if not is_missing(error) or os.path.lexists(root / folder):
            raise
    above, name = split(folder)
    os.mkdir(name, dir_fd=_enter(tree, root, above))
    return tree.enter(folder)


def _failed(what: str, path: str, error: OSError) -> ReweaveError:
    return ReweaveError(f"cannot {what} it: {error.strerror}", code=f"cannot-{what}", path=path)
