"""Pushing one branch to a remote."""

from typing import Literal, NamedTuple

from reweave.errors import ReweaveError
from reweave.git.command import ask_git, run_git
from reweave.git.remote import Remote, contains, list_refs, open_session, push_commit, remote_changed
from reweave.git.repository import Repository


class Tip(NamedTuple):
    """A branch, its ref and last commit, and the revision that it is to be merged into."""

    branch: str
    ref: str
    commit: str
    base: str


def push_branch(
    repository: Repository, remote: Remote, tip: Tip, seconds: float
) -> tuple[Literal["pushed", "up-to-date"], str | None]:
    """Push a branch, and return the remote's branch that a pull request goes into (`None`: there is none).

    Raises:
        ReweaveError: the remote cannot be reached or refuses it, or has commits that ours lacks (exit 5).
    """
    name = tip.base.removeprefix("refs/heads/").removeprefix("refs/remotes/").removeprefix(f"{remote.name}/")
    base_ref = f"refs/heads/{name}"
    with open_session(repository, remote, seconds) as session:
        advertised = list_refs(session, [tip.ref, base_ref])
        into = name if base_ref in advertised.refs else advertised.default
        theirs = advertised.refs.get(tip.ref)
        if theirs == tip.commit:
            return "up-to-date", into
        if theirs is not None and not contains(repository, tip.commit, theirs):
            raise remote_changed(tip.branch, remote)
        push_commit(session, tip.commit, tip.ref, theirs)
    _track(repository, remote, tip)
    return "pushed", into


def base_for(remote: Remote, branch: str, into: str | None) -> str:
    """Return the branch that a pull request goes into.

    Raises:
        ReweaveError: the remote has none (`forge`).
    """
    if into is None or into == branch:
        raise ReweaveError(
            f"{remote.shown} has no base branch for a pull request",
            code="forge",
            suggestion="push the base branch first",
        )
    return into


def _track(repository: Repository, remote: Remote, tip: Tip) -> None:
    """Move the remote-tracking branch, as git's own push does, where the remote is fetched in the usual way."""
    git, name = repository.git, remote.name
    usual = f"+refs/heads/*:refs/remotes/{name}/*".encode()
    refspecs = ask_git(git, ["config", "--get-all", f"remote.{name}.fetch"]).stdout.splitlines()
    if remote.configured and usual in refspecs:
        run_git(git, ["update-ref", "-m", "reweave: push", f"refs/remotes/{name}/{tip.branch}", tip.commit], apart=True)
