"""Staging new bytes next to a note, under a short name, with the note's own mode, owner and attributes.

Kept: the permission bits, owner and group, and on Linux the access control list and `user.*` attributes. Not kept,
because replacing a file cannot keep them: the inode number and the birth time. Labels of a security module
(`security.*`) are set by the system.
"""

import errno
import os
import stat
import sys

from reweave.worktree.safe_fs import FileIdentity

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_LOOK = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_ACL = "system.posix_acl_access"
_NO_ATTRIBUTES = frozenset({errno.ENOTSUP, errno.ENOSYS})


def write_all(handle: int, data: bytes) -> None:
    """Write all of `data`.

    Raises:
        OSError: the disk is full, or failed.
    """
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def stage(folder: int, staged: str, data: bytes, model: str) -> FileIdentity:
    """Write `data` to the new file `staged`, with the attributes of the file `model` in the same folder.

    It is not durable before `sync_file`.

    Raises:
        OSError: it cannot be written, or an owner, mode or attribute cannot be kept.
    """
    source = open_file(folder, model)
    try:
        return stage_like(folder, staged, data, source)
    finally:
        os.close(source)


def stage_like(folder: int, staged: str, data: bytes, source: int | None) -> FileIdentity:
    """Write `data` like `stage`, with the attributes of an open file (`None`: the defaults of new files).

    Raises:
        OSError: as `stage`.
    """
    target = os.open(staged, _NEW, 0o666 if source is None else 0o600, dir_fd=folder)
    try:
        write_all(target, data)
        if source is not None:
            _copy_ownership_and_mode(source, target)
        return FileIdentity.of(os.fstat(target))
    finally:
        os.close(target)


def sync_file(folder: int, staged: str) -> None:
    """Make a staged file's bytes durable.

    Raises:
        OSError: the disk failed.
    """
    handle = open_file(folder, staged)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_file(folder: int, name: str) -> int:
    """Open a file to sync it, or to copy its attributes.

    Raises:
        OSError: it does not exist, or is a symlink.
    """
    return os.open(name, _LOOK, dir_fd=folder)


def _copy_ownership_and_mode(source: int, target: int) -> None:
    wanted, given = os.fstat(source), os.fstat(target)
    if (wanted.st_uid, wanted.st_gid) != (given.st_uid, given.st_gid):
        os.fchown(target, wanted.st_uid, wanted.st_gid)
    _copy_attributes(source, target)
    # Last: a change of owner clears the set-id bits, and an access control list changes the group's bits.
    os.fchmod(target, stat.S_IMODE(wanted.st_mode))


def _copy_attributes(source: int, target: int) -> None:
    wanted, given = _attributes(source), _attributes(target)
    if sys.platform == "linux":
        for name in given.keys() - wanted.keys():  # an access control list inherited from the folder
            os.removexattr(target, name)
        for name, value in wanted.items():
            if given.get(name) != value:
                os.setxattr(target, name, value)


def _attributes(handle: int) -> dict[str, bytes]:
    if sys.platform != "linux":
        return {}
    try:
        names = os.listxattr(handle)
    except OSError as error:
        if error.errno in _NO_ATTRIBUTES:
            return {}
        raise
    return {name: os.getxattr(handle, name) for name in names if name == _ACL or name.startswith("user.")}
