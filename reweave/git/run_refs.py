"""Refs that keep the commits of runs: a branch that is squashed or deleted takes nothing along.

They are `refs/reweave/runs/RUN`, one for each of the latest runs, and never pushed.
"""

import os

from reweave.git.command import run_git
from reweave.git.repository import Repository

RUN_REFS = "refs/reweave/runs/"
_KEPT = 400


def keeps_runs(repository: Repository) -> bool:
    """Return whether the commits of any run are kept.

    Raises:
        GitError: the refs cannot be read.
    """
    return bool(run_git(repository.git, ["for-each-ref", "--count=1", RUN_REFS]))


def keep_run(repository: Repository, run: str, commit: str) -> None:
    """Keep the last commit of a run, and drop the oldest runs beyond the number that is kept.

    Raises:
        GitError: the ref cannot be written.
    """
    # In sessions of their own: a signal to this process's group must not end git while it holds a ref's lock.
    run_git(repository.git, ["update-ref", f"{RUN_REFS}{run}", commit], apart=True)
    # The names begin with the time.
    refs = run_git(repository.git, ["for-each-ref", "--format=%(refname)", "--sort=-refname", RUN_REFS]).splitlines()
    for ref in refs[_KEPT:]:
        run_git(repository.git, ["update-ref", "-d", os.fsdecode(ref)], apart=True)
