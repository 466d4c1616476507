"""The way of a run to a remote: what was pushed there is taken over first, and pushed is what the run made."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reweave.config.model import Config
from reweave.errors import ReweaveError
from reweave.git.command import run_git
from reweave.git.lock import Lock
from reweave.git.refs import move_branch
from reweave.git.remote import (
    Remote,
    ask_remote,
    contains,
    fetch_ref,
    find_remote,
    moved,
    open_link,
    push_commit,
)
from reweave.git.repository import Repository, branch_ref, is_ancestor, read_ref
from reweave.git.signature import Signature
from reweave.git.target import Target
from reweave.run.pull_request import proposal
from reweave.run.push_result import PushResult
from reweave.run.result import RunResult
from reweave.text import escape
from reweave.verbosity import say

if TYPE_CHECKING:
    from reweave.forge.detection import ForgeRepository
    from reweave.forge.pull_request import Request


class Pusher:
    """Pushes the branch of one run to one remote."""

    def __init__(
        self, repository: Repository, remote: Remote, place: "Callable[[Config], ForgeRepository] | None"
    ) -> None:
        """Remember where to; `place` finds the forge for a pull request (None: none is wanted)."""
        self._repository = repository
        self._remote = remote
        self._place = place
        self._unreachable: ReweaveError | None = None
        self._config: Config | None = None

    @classmethod
    def to(cls, repository: Repository, name: str, *, pr: bool, forge: str | None) -> "Pusher":
        """Return what pushes to the remote `name`; `forge` is what is asked for instead of the configured one.

        Raises:
            ReweaveError: it is no remote.
        """
        remote = find_remote(repository, name, Path.cwd())
        if not pr:
            return cls(repository, remote, None)
        from reweave.forge.detection import detect_forge

        return cls(repository, remote, lambda config: detect_forge(remote.url, forge or config.run.forge))

    def take_over(
        self,
        branch: str,
        base: str,
        config: Config,
        wanted: Callable[[str], bool],
        signature: Signature,
        lock: Lock,
    ) -> None:
        """Bring what the remote's branch has, and ours has not, into ours; the two are merged if they parted ways.

        `base` is the commit that the run starts from. The remote is looked at once, however often a run tries. One
         that cannot be reached is no reason not to work: the run goes on, and does not try to push.

        Raises:
            ReweaveError: the forge cannot be told, the two conflict (exit 3), or the branch cannot be moved.
        """
        if self._config is not None:
            return
        if self._place is not None:
            self._place(config)
        self._config = config
        ref, start = branch_ref(self._repository, branch), base
        ours = read_ref(self._repository, ref)
        try:
            with open_link(self._repository, self._remote, config.run.push_seconds) as link:
                theirs = ask_remote(link, [ref]).refs.get(ref)
                if theirs is not None and not any(
                    contains(self._repository, one, theirs) for one in (ours, start) if one is not None
                ):
                    theirs = fetch_ref(link, ref, [one for one in (ours, start) if one is not None])
        except ReweaveError as error:
            if error.code != "remote-unreachable":
                raise
            self._unreachable = error
            return
        if theirs is None or (ours is not None and contains(self._repository, ours, theirs)):
            return
        if ours is None or is_ancestor(self._repository, ours, theirs):
            move_branch(self._repository, Target(branch, ref, ours, theirs), theirs, "reweave: taken over", lock)
            say(f"{branch}: what {self._remote.shown} has was taken over")
            return
        from reweave.merge.branch import merge_branch

        merge_branch(self._repository, branch, theirs, config, wanted, signature=signature, lock=lock)
        say(f"{branch}: merged with what {self._remote.shown} has")

    def send(self, result: RunResult, base: str) -> PushResult:
        """Push the branch if the remote has it not yet, and open the pull request if one is wanted.

        `base` is the revision that was asked for: the branch of that name is the one that a pull request goes into.
        """
        assert self._config is not None, "what the remote has was taken over before"
        run, branch, ref = self._config.run, result.target.branch, result.target.ref
        tip = read_ref(self._repository, ref)
        if tip is None or self._brings_nothing(tip, result.base):
            return PushResult(self._remote, branch, "nothing", None)
        try:
            if self._unreachable is not None:
                raise self._unreachable
            done, into = self._push(branch, ref, tip, run.push_seconds, base)
        except ReweaveError as error:
            return PushResult(self._remote, branch, "failed", None, failure=_go_on(error, branch, self._remote))
        if self._place is None:
            return PushResult(self._remote, branch, done, tip)
        try:
            request = self._request(self._place(self._config), result, into, run.push_seconds, fresh=done == "pushed")
        except ReweaveError as error:
            return PushResult(self._remote, branch, done, tip, failure=error)
        return PushResult(self._remote, branch, done, tip, request)

    def _brings_nothing(self, tip: str, start: str) -> bool:
        """Return whether the branch holds the very files of its base: it was merged, in one commit or another."""
        trees = {run_git(self._repository.git, ["rev-parse", f"{one}^{{tree}}"]) for one in (tip, start)}
        return len(trees) == 1

    def _push(
        self, branch: str, ref: str, tip: str, seconds: float, base: str
    ) -> tuple[Literal["pushed", "up-to-date"], str | None]:
        """Push, and return the remote's branch that a pull request would go into."""
        own = base.removeprefix("refs/heads/").removeprefix("refs/remotes/").removeprefix(f"{self._remote.name}/")
        wanted = f"refs/heads/{own}"
        with open_link(self._repository, self._remote, seconds) as link:
            there = ask_remote(link, [ref, wanted])
            into = own if wanted in there.refs else there.default
            theirs = there.refs.get(ref)
            if theirs == tip:
                return "up-to-date", into
            if theirs is not None and not contains(self._repository, tip, theirs):
                raise moved(branch, self._remote)
            push_commit(link, tip, ref, theirs)
        return "pushed", into

    def _request(
        self, place: "ForgeRepository", result: RunResult, into: str | None, seconds: float, *, fresh: bool
    ) -> "Request":
        from reweave.forge.pull_request import forge_at, request_branch

        if into is None or into == result.target.branch:
            raise ReweaveError(
                f"{self._remote.shown} has no branch that a pull request could go into",
                code="forge",
                suggestion="push the base branch first",
            )
        title, body = proposal(self._repository, result)
        forge = forge_at(place, seconds)
        return request_branch(forge, place, result.target.branch, into, title, body, fresh=fresh)


def _go_on(error: ReweaveError, branch: str, remote: Remote) -> ReweaveError:
    """Return the error with what to do now."""
    name = escape(remote.name) if remote.configured else remote.shown
    what = error.suggestion or f"the commits are on {branch} here: run again, or `git push {name} {branch}`"
    return ReweaveError(error.message, code=error.code, exit_code=error.exit_code, suggestion=what)
