"""Moving a branch: compare-and-swap, and the ref lock of a run that was killed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.git import refs
from reweave.git.command import Git, GitError, run_git
from reweave.git.delivery import CommitOptions, deliver_commits
from reweave.git.lock import Lock, RefUpdate
from reweave.git.repository import Repository
from reweave.git.target import plan_target
from tests.git.conftest import NOTES, commit, git, text, upper
from tests.git.test_delivery import BRANCH, branches


@pytest.mark.parametrize("before", [False, True], ids=["appears", "moves"])
def test_branch_moves_under_the_run(place: Path, repository: Repository, lock: Lock, before: bool) -> None:
    if before:
        git(place, "branch", BRANCH)
    target = plan_target(repository)
    other = commit(place, {"other.md": b"other\n"})
    git(place, "update-ref", f"refs/heads/{BRANCH}", other)
    with pytest.raises(ReweaveError, match="changed during this run") as caught:
        deliver_commits(repository, upper(NOTES), CommitOptions(), target=target, lock=lock)
    assert caught.value.exit_code == Exit.MOVED
    assert text(place, "rev-parse", BRANCH) == other
    assert lock.update is None


def test_branch_vanishes_under_the_run(place: Path, repository: Repository, lock: Lock) -> None:
    git(place, "branch", BRANCH)
    target = plan_target(repository)
    git(place, "branch", "-D", BRANCH)
    with pytest.raises(ReweaveError, match="changed during this run"):
        deliver_commits(repository, upper(NOTES), CommitOptions(), target=target, lock=lock)
    assert branches(place) == ["main"]


def test_a_branch_in_the_way(place: Path, repository: Repository, lock: Lock) -> None:
    target = plan_target(repository)
    git(place, "branch", "reweave")  # after it was looked for
    with pytest.raises(ReweaveError, match="branch 'reweave' exists"):
        deliver_commits(repository, upper(NOTES), CommitOptions(), target=target, lock=lock)
    assert lock.update is None


def test_the_lock_of_a_dead_move_is_removed_when_it_is_ours(
    place: Path, repository: Repository, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refs, "_WAIT_SECONDS", 0.0)
    stale = place / ".git" / "refs" / "heads" / f"{BRANCH}.lock"
    stale.parent.mkdir(parents=True)
    stale.write_text("1" * 40 + "\n")
    # Somebody else's: nothing says that a run of ours was at it, or it is to another commit.
    for move in (None, RefUpdate(f"refs/heads/{BRANCH}", "2" * 40), RefUpdate("refs/heads/../../config", "1" * 40)):
        lock.record(move)
        with pytest.raises(GitError, match=r"Unable to create .*\.lock.* if none runs, remove that file"):
            deliver_commits(repository, upper(NOTES), CommitOptions(), target=plan_target(repository), lock=lock)
        assert stale.exists()
    lock.record(RefUpdate(f"refs/heads/{BRANCH}", "1" * 40))
    assert deliver_commits(repository, upper(NOTES), CommitOptions(), target=plan_target(repository), lock=lock).commits
    assert not stale.exists() and branches(place) == ["main", BRANCH]


def test_an_interrupted_move_stays_recorded(
    repository: Repository, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(git: Git, args: Sequence[str], *, apart: bool = False, **options: Any) -> bytes:
        if apart:
            raise KeyboardInterrupt
        return run_git(git, args, **options)

    monkeypatch.setattr("reweave.git.refs.run_git", interrupt)
    with pytest.raises(KeyboardInterrupt):
        deliver_commits(repository, upper(NOTES), CommitOptions(), target=plan_target(repository), lock=lock)
    assert lock.update is not None and lock.update.ref == f"refs/heads/{BRANCH}"
