"""Repositories inside the one that is worked on: submodules, linked worktrees and clones."""

import os
from pathlib import Path

_LINK = b"gitdir:"


def is_repository(folder: Path) -> bool:
    """Return whether a folder is the top of a repository: its `.git` is one, or names one, reachable or not.

    An empty `.git` is none, and neither is a folder of that name with other files: git says the same of them.
    """
    git = folder / ".git"
    if not os.path.lexists(git):
        return False
    if git.is_symlink():
        return True
    if git.is_dir():
        return os.path.lexists(git / "HEAD")
    try:
        with git.open("rb") as file:
            return file.read(len(_LINK)) == _LINK
    except OSError:
        return True  # what cannot be looked at is left alone


class NestedRepositories:
    """Finds the repository below `root` that a file is in; each folder is looked at once."""

    def __init__(self, root: Path) -> None:
        """Look below `root`, which is a repository, or a folder of one, itself."""
        self._root = root
        self._known: dict[str, str | None] = {"": None}

    def around(self, path: str) -> str | None:
        """Return the outermost repository that holds a path, relative to the root; `None`: it is in no other one."""
        folder = path.rpartition("/")[0]
        waiting: list[str] = []
        while folder not in self._known:
            waiting.append(folder)
            folder = folder.rpartition("/")[0]
        outer = self._known[folder]
        for inner in reversed(waiting):
            outer = outer or (inner if is_repository(self._root / inner) else None)
            self._known[inner] = outer
        return outer
