"""The reasons why a file is skipped or not written."""

import os
import stat
from enum import StrEnum
from typing import NamedTuple


class RefusalReason(StrEnum):
    """Why a file is refused, as messages say it after the path."""

    SYMLINK = "a symlink"
    NOT_A_FILE = "not a regular file"
    OUTSIDE = "in a symlinked folder"
    REPOSITORY = "in a submodule or another repository"
    GIT_DIRECTORY = "in the .git directory"
    UNREADABLE = "cannot be read"
    TOO_LARGE = "larger than the size limit"
    EXTENSION = "not one of the configured extensions"
    LEFT_OUT = "a folder of tools or environments"
    EXCLUDED = "excluded by the include and exclude patterns"
    MISSING = "no longer exists"
    NO_FOLDER = "a file has the name of its folder"
    TAKEN = "already exists"
    HARD_LINK = "has more than one hard link"
    FILTER = "uses a git filter"
    ENCODING = "uses a git working-tree-encoding"
    OWNER = "owned by another user or group, which cannot be preserved"
    READ_ONLY = "read-only, or in a read-only folder"


class RefusedFile(NamedTuple):
    """A path, relative to the root, and why it is refused."""

    path: str
    reason: RefusalReason


def regular_file(path: str) -> os.stat_result | RefusalReason:
    """Return the status of a regular file, or why `path` is none; follow no symlink."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return RefusalReason.MISSING
    except OSError:
        return RefusalReason.UNREADABLE
    mode = found.st_mode
    if stat.S_ISREG(mode):
        return found
    return RefusalReason.SYMLINK if stat.S_ISLNK(mode) else RefusalReason.NOT_A_FILE
