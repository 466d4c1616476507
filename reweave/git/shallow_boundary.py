"""Where the history of a shallow clone begins."""

import os

from reweave.git.command import Git, run_git


def shallow_boundary(git: Git) -> frozenset[bytes]:
    """Return the commits that a shallow clone begins with, by their names; none in any other.

    Raises:
        GitError: git failed.
    """
    said = run_git(git, ["rev-parse", "--is-shallow-repository", "--git-common-dir"]).removesuffix(b"\n")
    shallow, _, common = said.partition(b"\n")
    if shallow != b"true":
        return frozenset()
    return frozenset((git.directory / os.fsdecode(common) / "shallow").read_bytes().split())
