"""Syncing the branch of a run with a remote: fetched before the run, pushed after it, and a pull request opened."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.git.branch_name import branch_ref
from reweave.git.command import ask_git, run_git
from reweave.git.lock import Lock
from reweave.git.refs import update_branch
from reweave.git.remote import (
    Remote,
    contains,
    fetch_ref,
    find_remote,
    list_refs,
    open_session,
    push_commit,
    remote_changed,
)
from reweave.git.repository import Repository, is_ancestor, read_ref
from reweave.git.signature import Signature
from reweave.git.target import Target, in_the_way, nested_refs
from reweave.run.pull_request import pull_request_text
from reweave.run.push_result import PushResult
from reweave.run.result import RunResult
from reweave.text import escape
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.forge.detection import ForgeRepository
    from reweave.forge.pull_request import PullRequest


class Pusher:
    """Syncs the branch of one run with one remote."""

    def __init__(
        self, repository: Repository, remote: Remote, find_forge: "Callable[[Config], ForgeRepository] | None"
    ) -> None:
        """Push to `remote`; `find_forge` finds the forge of its pull request (`None`: none is wanted)."""
        self._repository = repository
        self._remote = remote
        self._find_forge = find_forge
        self._unreachable: ReweaveError | None = None
        self._config: Config | None = None

    @classmethod
    def for_remote(cls, repository: Repository, name: str, *, pr: bool, forge: str | None) -> "Pusher":
        """Return the pusher for the remote called `name`; `forge` is the kind of its forge if not the configured one.

        Raises:
            ReweaveError: there is no such remote.
        """
        remote = find_remote(repository, name, Path.cwd())
        if not pr:
            return cls(repository, remote, None)
        from reweave.forge.detection import detect_forge

        return cls(repository, remote, lambda config: detect_forge(remote.url, forge or config.run.forge))

    def pull(
        self,
        branch: str,
        base: str,
        config: Config,
        is_note: Callable[[str], bool],
        signature: Signature,
        lock: Lock,
    ) -> None:
        """Fast-forward our branch to the remote's; if the two diverged, merge them.

        `base` is the commit that the run starts from. The remote is asked once, however many attempts a run takes. If
        it cannot be reached, the run goes on without it and does not try to push.

        Raises:
            ReweaveError: the forge cannot be detected, the branches conflict (exit 3), or ours cannot be moved.
        """
        if self._config is not None:
            return
        if self._find_forge is not None:
            self._find_forge(config)
        self._config = config
        ref = branch_ref(branch)
        ours = read_ref(self._repository, ref)
        try:
            theirs = self._fetch(ref, [base] if ours is None else [ours, base], config.run.push_seconds)
        except ReweaveError as error:
            if error.code != "remote-unreachable":
                raise
            self._unreachable = error
            return
        if theirs is None or (ours is not None and contains(self._repository, ours, theirs)):
            return
        if ours is None or is_ancestor(self._repository, ours, theirs):
            update_branch(self._repository, Target(branch, ref, ours, theirs), theirs, "reweave: fast-forward", lock)
            say(f"{branch}: fast-forwarded to {self._remote.shown}")
            return
        from reweave.merge.branch import merge_branch

        merge_branch(self._repository, branch, theirs, config, is_note, signature=signature, lock=lock)
        say(f"{branch}: merged with {self._remote.shown}, from which it had diverged")

    def push(self, result: RunResult, base: str) -> PushResult:
        """Push the branch unless the remote has it, and open or update the pull request if one is wanted.

        `base` is the revision that was asked for; a pull request goes into the branch of that name.
        """
        assert self._config is not None, "pull comes first"
        seconds, branch, ref = self._config.run.push_seconds, result.target.branch, result.target.ref
        tip = read_ref(self._repository, ref)
        if tip is None or self._same_files(tip, result.base):
            return PushResult(self._remote, branch, "nothing", None)
        try:
            if self._unreachable is not None:
                raise self._unreachable
            done, into = self._push(branch, ref, tip, seconds, base)
        except ReweaveError as error:
            return PushResult(self._remote, branch, "failed", None, failure=_with_advice(error, branch, self._remote))
        if self._find_forge is None:
            return PushResult(self._remote, branch, done, tip)
        try:
            request = self._request(self._find_forge(self._config), result, into, seconds, update=done == "pushed")
        except ReweaveError as error:
            return PushResult(self._remote, branch, done, tip, failure=error)
        return PushResult(self._remote, branch, done, tip, request)

    def _fetch(self, ref: str, known: Sequence[str], seconds: float) -> str | None:
        """Return the commit of the remote's ref, fetched unless one of the `known` commits contains it.

        Raises:
            ReweaveError: the remote cannot be reached, or has a branch that makes ours impossible.
        """
        with open_session(self._repository, self._remote, seconds) as session:
            found = list_refs(session, [ref, *nested_refs(ref)]).refs
            theirs = found.get(ref)
            if theirs is None and found:
                names = [name.removeprefix("refs/heads/") for name in (ref, next(iter(found)))]
                raise in_the_way(names[0], names[1], f" on {self._remote.shown}")
            if theirs is None or any(contains(self._repository, commit, theirs) for commit in known):
                return theirs
            return fetch_ref(session, ref, known)

    def _same_files(self, tip: str, base: str) -> bool:
        """Return whether two commits have the same files: the branch was merged already, by whatever commit."""
        trees = {run_git(self._repository.git, ["rev-parse", f"{commit}^{{tree}}"]) for commit in (tip, base)}
        return len(trees) == 1

    def _push(
        self, branch: str, ref: str, tip: str, seconds: float, base: str
    ) -> tuple[Literal["pushed", "up-to-date"], str | None]:
        """Push, and return the remote's branch that a pull request goes into."""
        name = base.removeprefix("refs/heads/").removeprefix("refs/remotes/").removeprefix(f"{self._remote.name}/")
        base_ref = f"refs/heads/{name}"
        with open_session(self._repository, self._remote, seconds) as session:
            advertised = list_refs(session, [ref, base_ref])
            into = name if base_ref in advertised.refs else advertised.default
            theirs = advertised.refs.get(ref)
            if theirs == tip:
                return "up-to-date", into
            if theirs is not None and not contains(self._repository, tip, theirs):
                raise remote_changed(branch, self._remote)
            push_commit(session, tip, ref, theirs)
        self._track(branch, tip)
        return "pushed", into

    def _track(self, branch: str, tip: str) -> None:
        """Move the remote-tracking branch, as git's own push does, where the remote is fetched in the usual way."""
        git, name = self._repository.git, self._remote.name
        usual = f"+refs/heads/*:refs/remotes/{name}/*".encode()
        refspecs = ask_git(git, ["config", "--get-all", f"remote.{name}.fetch"]).stdout.splitlines()
        if self._remote.configured and usual in refspecs:
            run_git(git, ["update-ref", "-m", "reweave: push", f"refs/remotes/{name}/{branch}", tip], apart=True)

    def _request(
        self, place: "ForgeRepository", result: RunResult, into: str | None, seconds: float, *, update: bool
    ) -> "PullRequest":
        from reweave.forge.pull_request import forge_for, open_or_update

        if into is None or into == result.target.branch:
            raise ReweaveError(
                f"{self._remote.shown} has no base branch for a pull request",
                code="forge",
                suggestion="push the base branch first",
            )
        title, body = pull_request_text(self._repository, result)
        forge = forge_for(place, seconds)
        return open_or_update(forge, place, result.target.branch, into, title, body, refresh=update)


def _with_advice(error: ReweaveError, branch: str, remote: Remote) -> ReweaveError:
    """Return the error with a suggestion."""
    name = escape(remote.name) if remote.configured else remote.shown
    again = f"run again, or `git push {name} {branch}`"
    what = error.suggestion or again
    if error.code in ("remote-unreachable", "push-failed"):
        first = f"{error.suggestion}; then " if error.suggestion else ""
        what = f"the commits are on your local {branch}; {first}{again}"
    return ReweaveError(error.message, code=error.code, exit_code=error.exit_code, suggestion=what)
