"""Differences between trees in git's raw format."""

from collections.abc import Iterator
from typing import NamedTuple

from reweave.git.command import run_git
from reweave.git.paths import decode_path
from reweave.git.repository import Repository

FILE_MODES = frozenset({"100644", "100755", "100664"})
"""Modes of regular files; git wrote the last one in its first years."""

RAW_OPTIONS = ("--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv")


class FileVersion(NamedTuple):
    """A file in one tree: mode and blob, all zeros where the tree has no such file."""

    mode: str
    blob: str

    @property
    def exists(self) -> bool:
        """Whether the tree has the file."""
        return bool(self.blob.strip("0"))

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file."""
        return self.mode in FILE_MODES


class RawChange(NamedTuple):
    """One path that differs; `old_path` is another name than `path` for a rename or copy."""

    status: str
    old_path: str
    path: str
    old: FileVersion
    new: FileVersion


def diff_trees(repository: Repository, old: str, new: str, *, renames: bool = False) -> Iterator[RawChange]:
    """Yield how the files of `new` differ from those of `old`; without `renames`, one is a removal and an addition.

    Raises:
        GitError: one of the two cannot be read.
    """
    args = ["diff-tree", "-r", *RAW_OPTIONS, "-M" if renames else "--no-renames", old, new]
    fields = iter(run_git(repository.git, args).split(b"\0")[:-1])
    for about in fields:
        before, after, status = parse_versions(about)
        old_path = decode_path(next(fields))
        path = decode_path(next(fields)) if status[0] in "RC" else old_path
        yield RawChange(status[0], old_path, path, before, after)


def parse_versions(about: bytes) -> tuple[FileVersion, FileVersion, str]:
    """Return both versions and the status of a raw line without its paths (`:100644 100644 <blob> <blob> M`)."""
    old_mode, new_mode, old, new, status = about.decode("ascii").removeprefix(":").split(" ")
    return FileVersion(old_mode, old), FileVersion(new_mode, new), status
