"""Which branches commits may go to."""

import re
from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.git.delivery import CommitOptions, deliver_commits
from reweave.git.lock import Lock
from reweave.git.repository import Repository
from reweave.git.target import plan_target
from tests.git.conftest import NOTES, commit, git, text, upper
from tests.git.test_delivery import BRANCH


def test_a_checked_out_branch_is_refused(place: Path, repository: Repository, lock: Lock, tmp_path: Path) -> None:
    with pytest.raises(ReweaveError, match=f"branch 'main' is checked out at '{re.escape(str(place))}'"):
        plan_target(repository, "main")
    target = plan_target(repository)
    git(place, "worktree", "add", "-q", "-b", BRANCH, str(tmp_path / "linked"))
    with pytest.raises(ReweaveError, match=f"checked out at '{re.escape(str(tmp_path / 'linked'))}"):
        deliver_commits(repository, upper(NOTES), CommitOptions(), target=target, lock=lock)
    assert text(place, "rev-parse", BRANCH) == target.base


def test_a_branch_that_is_an_alias_is_refused(place: Path, repository: Repository) -> None:
    git(place, "symbolic-ref", f"refs/heads/{BRANCH}", "refs/heads/main")
    with pytest.raises(ReweaveError, match="is a symbolic ref to 'refs/heads/main'"):
        plan_target(repository)


def test_a_diverged_branch_is_refused(place: Path, repository: Repository, lock: Lock) -> None:
    deliver_commits(repository, upper(NOTES), CommitOptions(), target=plan_target(repository), lock=lock)
    commit(place, {"other.md": b"other\n"})
    with pytest.raises(ReweaveError, match="has diverged from"):
        plan_target(repository)


@pytest.mark.parametrize(
    ("other", "branch"),
    [("reweave", BRANCH), ("reweave/normalize/old", BRANCH), ("a", "a/b/c"), ("a/b", "a/b/c"), ("x/y/z", "x")],
)
def test_a_branch_in_the_way_is_named_before_the_work(
    place: Path, repository: Repository, other: str, branch: str
) -> None:
    git(place, "branch", other)
    with pytest.raises(ReweaveError) as caught:
        plan_target(repository, branch)
    assert f"cannot make branch '{branch}': branch '{other}' exists, and git cannot have both" in str(caught.value)


@pytest.mark.parametrize("other", ["reweave-x", "reweave/normalized", "rew", "reweave/normal", "normalize"])
def test_a_similar_name_is_not_in_the_way(place: Path, repository: Repository, other: str) -> None:
    git(place, "branch", other)
    assert plan_target(repository).branch == BRANCH
