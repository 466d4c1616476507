"""Reaching files below one folder without following symlinks.

Every folder is opened from the root, one name after the other, with `O_NOFOLLOW`. What then happens to a file happens
relative to that open folder, so a folder that is swapped for a symlink during a run redirects nothing.
"""

import errno
import os
import stat
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_NO_SUCH_FILE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO})


class FileIdentity(NamedTuple):
    """Stat fields that tell whether a file is still the one that was checked."""

    device: int
    inode: int
    size: int
    mtime_ns: int
    mode: int
    owner: int
    group: int
    links: int

    @classmethod
    def of(cls, found: os.stat_result) -> Self:
        """Return the identity in a stat result."""
        return cls(
            found.st_dev,
            found.st_ino,
            found.st_size,
            found.st_mtime_ns,
            found.st_mode,
            found.st_uid,
            found.st_gid,
            found.st_nlink,
        )


class FileSnapshot(NamedTuple):
    """A regular file: its stat fields and its bytes."""

    identity: FileIdentity
    data: bytes


def is_inner(path: str) -> bool:
    """Tell whether a relative path can only name something below the root and outside a `.git` folder."""
    return "\0" not in path and all(
        part not in ("", ".", "..") and part.casefold() != ".git" for part in path.split("/")
    )


class Tree:
    """A root folder, and access to what is below it; a context manager."""

    def __init__(self, root: Path) -> None:
        """Open the root.

        Raises:
            OSError: it is not a folder, or cannot be opened.
        """
        self.root = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self._last = ""
        self._folder = self.root

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()
        os.close(self.root)

    def enter(self, folder: str) -> int:
        """Return a descriptor of a folder (`""` is the root), valid until another folder is entered.

        Raises:
            OSError: a part of the path is missing, a symlink, or not a folder.
        """
        if folder == self._last:
            return self._folder
        self._leave()
        if not is_inner(folder) and folder:
            raise OSError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder)
        descriptor = self.root
        for part in folder.split("/") if folder else ():
            above, descriptor = descriptor, os.open(part, _FOLDER, dir_fd=descriptor)
            if above != self.root:
                os.close(above)
        self._last, self._folder = folder, descriptor
        return descriptor

    def _leave(self) -> None:
        if self._folder != self.root:
            os.close(self._folder)
        self._last, self._folder = "", self.root

    def read(self, folder: str, name: str, limit: int) -> FileSnapshot | None:
        """Read a file as `read_file` does; None also when its folder is missing.

        Raises:
            OSError: it is there and cannot be read.
        """
        try:
            return read_file(self.enter(folder), name, limit)
        except OSError as error:
            if is_missing(error):
                return None
            raise

    def sync(self, folder: str) -> None:
        """Make the names in a folder durable.

        Raises:
            OSError: the folder cannot be entered, or the disk failed.
        """
        sync_folder(self.enter(folder))


def is_missing(error: OSError) -> bool:
    """Tell whether an error means that a path does not exist, or leads through a symlink."""
    return error.errno in _NO_SUCH_FILE


def path_of(error: OSError) -> str | None:
    """Return the path in a system error, if any."""
    return os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else None


def sync_folder(folder: int) -> None:
    """Make the names in an open folder durable.

    Raises:
        OSError: the disk failed.
    """
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that cannot sync folders: its names need no sync
            raise


def split(path: str) -> tuple[str, str]:
    """Split a relative path into its folder (`""` for the root) and its name."""
    folder, _, name = path.rpartition("/")
    return folder, name


def read_file(folder: int, name: str, limit: int) -> FileSnapshot | None:
    """Read a regular file, at most one byte more than `limit`; None where it does not exist.

    Raises:
        OSError: it exists and cannot be read.
    """
    try:
        handle = os.open(name, _FILE, dir_fd=folder)
    except OSError as error:
        if is_missing(error):
            return None
        raise
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return None
        return FileSnapshot(FileIdentity.of(found), _read(handle, limit + 1))
    finally:
        os.close(handle)


def find_file(folder: int, name: str) -> FileIdentity | None:
    """Return what tells a file apart, without reading it; None where it does not exist. No symlink is followed.

    Raises:
        OSError: the folder cannot be read.
    """
    try:
        return FileIdentity.of(os.stat(name, dir_fd=folder, follow_symlinks=False))
    except FileNotFoundError:
        return None


def name_exists(folder: int, name: str) -> bool:
    """Tell whether a name exists in an open folder; a dangling symlink does.

    Raises:
        OSError: the folder cannot be read.
    """
    return find_file(folder, name) is not None


def _read(handle: int, size: int) -> bytes:
    parts = []
    while size > 0 and (part := os.read(handle, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
