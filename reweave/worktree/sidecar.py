"""Small files of ours below the root (`.reweave/answers.jsonl`), read and replaced without following symlinks."""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reweave.atomic import replace_file
from reweave.effects import record_change
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


@contextmanager
def made_folders(root: Path, paths: Iterable[str]) -> Iterator[None]:
    """Make the folders of files below the root that are missing, for a block; where it fails they are removed again.

    Raises:
        ReweaveError: one is a link, or cannot be made.
    """
    made: list[str] = []
    try:
        for path in paths:
            try:
                with Tree(root) as tree:
                    _enter(tree, root, split(path)[0], made)
            except OSError as error:
                raise _failed("write", path, error) from error
        yield
    except BaseException:
        for folder in reversed(made):
            _remove_empty(root, folder)
        raise


def _remove_empty(root: Path, folder: str) -> None:
    above, name = split(folder)
    try:
        with Tree(root) as tree:
            os.rmdir(name, dir_fd=tree.enter(above))
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST) and not is_missing(error):
            raise


def write_sidecar(root: Path, path: str, data: bytes) -> None:
    """Replace a file below the root, or make it with its folders.

    Raises:
        ReweaveError: a folder is a link, or the file cannot be written.
    """
    write_state(root, path, data)
    record_change()


def write_state(root: Path, path: str, data: bytes) -> None:
    """Replace a file as `write_sidecar` does, which holds nothing that the user asked to be written.

    Raises:
        ReweaveError: as `write_sidecar`.
    """
    folder, name = split(path)
    try:
        with Tree(root) as tree:
            opened = _enter(tree, root, folder, [])
            replace_file(Path(name), [data], folder=opened)
            sync_folder(opened)
    except OSError as error:
        raise _failed("write", path, error) from error


def remove_state(root: Path, path: str) -> None:
    """Remove a file below the root, if there is one.

    Raises:
        ReweaveError: a folder is a link, or the file cannot be removed.
    """
    folder, name = split(path)
    try:
        with Tree(root) as tree:
            os.unlink(name, dir_fd=tree.enter(folder))
    except FileNotFoundError:
        return
    except OSError as error:
        raise _failed("remove", path, error) from error


def _enter(tree: Tree, root: Path, folder: str, made: list[str]) -> int:
    """Enter a folder, after making it and those above it where they are missing; `made` collects these."""
    try:
        return tree.enter(folder)
    except OSError as error:
        if not is_missing(error) or os.path.lexists(root / folder):
            raise
    above, name = split(folder)
    os.mkdir(name, dir_fd=_enter(tree, root, above, made))
    made.append(folder)
    return tree.enter(folder)


def _failed(what: str, path: str, error: OSError) -> ReweaveError:
    return ReweaveError(f"cannot {what} it: {error.strerror}", code=f"cannot-{what}", path=path)
