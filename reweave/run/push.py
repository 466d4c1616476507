"""Syncing the branch of a run with a remote: fetched before the run, pushed after it, and a pull request opened."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.git.branch_name import branch_ref
from reweave.git.command import run_git
from reweave.git.lock import Lock
from reweave.git.refs import update_branch
from reweave.git.remote import (
    Remote,
    contains,
    fetch_ref,
    find_remote,
    list_refs,
    open_session,
)
from reweave.git.repository import Repository, is_ancestor, read_ref
from reweave.git.signature import Signature
from reweave.git.target import Target, in_the_way, nested_refs
from reweave.run.pull_request import pull_request_text
from reweave.run.push_branch import Tip, base_for, push_branch
from reweave.run.push_result import PushResult
from reweave.run.result import RunResult
from reweave.text import escape
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.forge.base import Forge
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

    def forge(self) -> "tuple[Forge, ForgeRepository] | None":
        """Return the forge of the pull request, and the repository there; `None` where none is wanted, or not reached.

        Raises:
            ReweaveError: the forge cannot be detected.
        """
        if self._find_forge is None or self._config is None or self._unreachable is not None:
            return None
        from reweave.forge.pull_request import forge_for

        place = self._find_forge(self._config)
        return forge_for(place, self._config.run.push_seconds), place

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
            done, into = push_branch(self._repository, self._remote, Tip(branch, ref, tip, base), seconds)
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

    def _request(
        self, place: "ForgeRepository", result: RunResult, into: str | None, seconds: float, *, update: bool
    ) -> "PullRequest":
        from reweave.forge.pull_request import forge_for, open_or_update

        branch = result.target.branch
        base = base_for(self._remote, branch, into)
        title, body = pull_request_text(self._repository, result)
        return open_or_update(forge_for(place, seconds), place, branch, base, title, body, refresh=update)


def _with_advice(error: ReweaveError, branch: str, remote: Remote) -> ReweaveError:
    """Return the error with a suggestion."""
    name = escape(remote.name) if remote.configured else remote.shown
    again = f"run again, or `git push {name} {branch}`"
    what = error.suggestion or again
    if error.code in ("remote-unreachable", "push-failed"):
        first = f"{error.suggestion}; then " if error.suggestion else ""
        what = f"the commits are on your local {branch}; {first}{again}"
    return ReweaveError(error.message, code=error.code, exit_code=error.exit_code, suggestion=what)
