"""Where a repository is, without running a git that it brings along."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.git.location import locate
from tests.git.conftest import git

Trap = Callable[[], tuple[str, Callable[[], bool]]]

LOCATE = "import sys; from pathlib import Path; from reweave.git.location import locate; print(locate(Path.cwd())[2])"
PLAIN = "import git"


def run(code: str, place: Path, path: str, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PATH": path, **variables}
    return subprocess.run([sys.executable, "-P", "-c", code], cwd=place, env=env, capture_output=True, text=True)


def plant(place: Path, program: str) -> None:
    (place / "git").write_bytes(Path(program).read_bytes())
    (place / "git").chmod(0o755)


@pytest.mark.parametrize("entry", [".", "", "domains/.."])
def test_no_git_of_the_repository_is_run(place: Path, trap: Trap, entry: str) -> None:
    program, ran = trap()
    plant(place, program)
    path = f"{entry}{os.pathsep}{os.environ['PATH']}"
    for executable in ("git", "./git"):
        said = run(LOCATE, place, path, GIT_PYTHON_GIT_EXECUTABLE=executable, GIT_PYTHON_REFRESH="raise")
        assert (said.stdout, said.stderr) == (f"{place}\n", "")
    assert not ran()


def test_the_trap_does_spring_where_gitpython_is_imported_as_it_is(place: Path, trap: Trap) -> None:
    program, ran = trap()
    plant(place, program)
    run(PLAIN, place, f".{os.pathsep}{os.environ['PATH']}")
    assert ran()


def test_gitpython_could_start_the_git_of_ours_alone(place: Path) -> None:
    """And the variables that quiet its import are the caller's own again."""
    code = (
        "import os, shutil; from pathlib import Path; from reweave.git import location; location.locate(Path.cwd())\n"
        "print(location._repo_class()(Path.cwd()).git.GIT_PYTHON_GIT_EXECUTABLE, os.environ.get('GIT_PYTHON_REFRESH'))"
    )
    real = next(
        str(Path(entry, "git")) for entry in os.environ["PATH"].split(os.pathsep) if Path(entry, "git").is_file()
    )
    assert run(code, place, f".{os.pathsep}{os.environ['PATH']}").stdout == f"{real} None\n"


def test_the_work_tree_is_the_folder_that_holds_the_git_directory(place: Path, tmp_path: Path) -> None:
    git(place, "config", "core.worktree", "/")
    assert locate(place / "domains") == (place / ".git", place / ".git", place)
    git(tmp_path, "clone", "-q", "--bare", str(place), "bare.git")
    assert locate(tmp_path / "bare.git") == (tmp_path / "bare.git", tmp_path / "bare.git", None)


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(ReweaveError) as caught:
        locate(tmp_path)
    assert caught.value.code == "not-a-repository"
