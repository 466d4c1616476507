"""The branch that commits go to, and the commit they build on."""

from dataclasses import dataclass

from reweave.errors import ReweaveError
from reweave.git.branch_name import branch_ref
from reweave.git.command import ask_git, run_git
from reweave.git.paths import decode_path
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
        ReweaveError: a worktree has it checked out (`checked-out`), it is a symbolic ref (`symbolic-branch`), or
            another branch makes it impossible (`branch-in-the-way`).
    """
    place = checked_out(repository).get(ref)
    if place is not None:
        raise ReweaveError(
            f"branch {quoted(branch)} is checked out at {quoted(str(place))}",
            code="checked-out",
            suggestion="use another with --branch, and merge it after review",
        )
    _refuse_nested(repository, branch)
    alias = ask_git(repository.git, ["symbolic-ref", "--quiet", ref])
    if alias.returncode == 0:
        raise ReweaveError(
            f"branch {quoted(branch)} is a symbolic ref to {quoted(alias.stdout.decode('utf-8', 'replace').strip())}",
            code="symbolic-branch",
            suggestion="use another with --branch",
        )


def _refuse_nested(repository: Repository, branch: str) -> None:
    """Refuse a branch beside one whose name is the start of its own, or the reverse: git keeps refs like files."""
    ref = f"refs/heads/{branch}"
    patterns = [name.removesuffix("*") for name in nested_refs(ref)]
    args = ["for-each-ref", "--format=%(refname:lstrip=2)", *patterns]
    for name in map(decode_path, run_git(repository.git, args).splitlines()):
        if branch.startswith(name + "/") or name.startswith(branch + "/"):
            raise in_the_way(branch, name)


def nested_refs(ref: str) -> list[str]:
    """Return the refs that cannot exist beside this one: those that are folders of its name, and all below it."""
    parts = ref.split("/")
    return ["/".join(parts[:length]) for length in range(3, len(parts))] + [f"{ref}/*"]


def in_the_way(branch: str, other: str, where: str = "") -> ReweaveError:
    """Return the error for a branch that cannot be made because another one (`where`: on a remote) has such a name."""
    return ReweaveError(
        f"cannot make branch {quoted(branch)}: branch {quoted(other)} exists{where}, and git cannot have both",
        code="branch-in-the-way",
        suggestion="rename that one, or use another name with --branch",
    )
