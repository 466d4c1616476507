"""The branch that commits go to, and the commit they build on."""

from dataclasses import dataclass

from reweave.errors import ReweaveError
from reweave.git.branch_name import branch_ref
from reweave.git.command import ask_git
from reweave.git.repository import Repository, checked_out, is_ancestor, read_ref, resolve
from reweave.text import quoted

DEFAULT_BRANCH = "reweave/normalize"


@dataclass(frozen=True, slots=True)
class Target:
    """Where commits go: onto `base`, and branch `ref` is updated from `old` (None: created) to the last one."""

    branch: str
    ref: str
    old: str | None
    base: str


def plan_target(
    repository: Repository, branch: str = DEFAULT_BRANCH, base: str = "HEAD", *, new: bool = False
) -> Target:
    """Return where commits for `branch` start: the notes are to be read from its `base`.

    A new branch starts at `base`. An existing one continues from its tip, or from `base` where `base` contains it (it
    was merged), so that a second run finds nothing to do. With `new` it must not exist.

    Raises:
        ReweaveError: `base` is not a commit, or the branch name is invalid, or the branch is checked out
            (`checked-out`), is a symbolic ref (`symbolic-branch`), exists although it must be new (`branch-exists`),
            or has diverged from `base` (`branch-diverged`).
    """
    ref = branch_ref(branch)
    start = resolve(repository, base)
    refuse_unsafe_branch(repository, branch, ref)
    old = read_ref(repository, ref)
    if new and old is not None:
        message = f"branch {quoted(branch)} already exists"
        raise ReweaveError(message, code="branch-exists", suggestion="use another name")
    if old is None or is_ancestor(repository, old, start):
        return Target(branch, ref, old, start)
    if not is_ancestor(repository, start, old):
        raise ReweaveError(
            f"branch {quoted(branch)} has diverged from {quoted(base)}",
            code="branch-diverged",
            suggestion="merge or delete the branch, or use another",
        )
    return Target(branch, ref, old, old)


def refuse_unsafe_branch(repository: Repository, branch: str, ref: str) -> None:
    """Refuse a branch whose update would change a checkout, or another ref.

    Raises:
        ReweaveError: a worktree has it checked out (`checked-out`), or it is a symbolic ref (`symbolic-branch`).
    """
    place = checked_out(repository).get(ref)
    if place is not None:
        raise ReweaveError(
            f"branch {quoted(branch)} is checked out at {quoted(str(place))}",
            code="checked-out",
            suggestion="use another with --branch, and merge it after review",
        )
    alias = ask_git(repository.git, ["symbolic-ref", "--quiet", ref])
    if alias.returncode == 0:
        raise ReweaveError(
            f"branch {quoted(branch)} is a symbolic ref to {quoted(alias.stdout.decode('utf-8', 'replace').strip())}",
            code="symbolic-branch",
            suggestion="use another with --branch",
        )
