"""Why a file is left alone."""

from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """A reason, as a person reads it."""

    SYMLINK = "a symbolic link"
    NOT_A_FILE = "not a regular file"
    OUTSIDE = "its folder is a link that leads elsewhere"
    REPOSITORY = "in a submodule or another repository"
    GIT_DIRECTORY = "in git's own directory"
    UNREADABLE = "cannot be read"
    TOO_LARGE = "larger than the limit for notes"
    EXTENSION = "its extension is not one of the configured ones"
    EXCLUDED = "left out by include or exclude"
    MISSING = "not there any more"
    NO_FOLDER = "there is no such folder; make it first"
    TAKEN = "something stands there already"
    HARD_LINK = "it has several names (hard links)"
    FILTER = "git stores it through a filter"
    ENCODING = "git stores it in another encoding (working-tree-encoding)"
    OWNER = "it belongs to another user or group, which could not be kept"
    READ_ONLY = "it, or its folder, is read-only"


class RefusedFile(NamedTuple):
    """A path relative to the root that is left alone, and why."""

    path: str
    reason: Reason
