"""Where a repository and its work tree are on disk: the one thing GitPython is asked for.

Git's own answer to "where is the work tree" is `core.worktree`, and that value is the repository's: it may say `/`.
GitPython takes the folder that holds `.git`. It starts no program for that, and here it could start none but the git
of `reweave.git.program`: left to itself it runs whatever `git` comes first on PATH, relative entries included, as soon
as it is imported.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reweave.git.discovery import outside_repository
from reweave.git.program import git_program

if TYPE_CHECKING:
    from git import Repo

# The program that cannot be started, and no complaint about it: the look-up at import then costs and runs nothing.
_IMPORT_VARIABLES = {"GIT_PYTHON_GIT_EXECUTABLE": os.devnull, "GIT_PYTHON_REFRESH": "quiet"}


class Location(NamedTuple):
    """Absolute paths without symlinks; `work_tree` is None in a bare repository."""

    git_dir: Path
    common_dir: Path
    work_tree: Path | None


def locate(path: Path) -> Location:
    """Return where the repository is that `path` (absolute, without symlinks) lies in.

    Raises:
        ReweaveError: `path` is not in a repository (`not-a-repository`).
    """
    repo_class = _repo_class()
    from git import InvalidGitRepositoryError, NoSuchPathError

    try:
        with repo_class(path, search_parent_directories=True, expand_vars=False) as repo:
            bare = repo.bare or repo.working_tree_dir is None
            work_tree = None if bare else Path(str(repo.working_tree_dir)).resolve()
            return Location(Path(repo.git_dir).resolve(), Path(repo.common_dir).resolve(), work_tree)
    except (InvalidGitRepositoryError, NoSuchPathError) as error:
        raise outside_repository(path) from error


@cache
def _repo_class() -> "type[Repo]":
    with _variables(_IMPORT_VARIABLES):
        from git import Git, Repo

    class OurGit(Git):
        GIT_PYTHON_GIT_EXECUTABLE = git_program()

    class OurRepo(Repo):
        GitCommandWrapperType = OurGit

    return OurRepo


@contextmanager
def _variables(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
