"""The outcome of a push, and of the pull request after it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reweave.errors import ReweaveError
from reweave.git.remote import Remote
from reweave.text import escape

if TYPE_CHECKING:
    from reweave.forge.pull_request import PullRequest
    from reweave.schemas import run as answer


@dataclass(frozen=True, slots=True)
class PushResult:
    """The outcome of a push: `commit` is where the remote's branch is now (`None`: it has none, or that is unknown).

    `failure` is the error of the push or of the pull request, with which the command ends.
    """

    remote: Remote
    branch: str
    done: Literal["pushed", "up-to-date", "nothing", "failed"]
    commit: str | None
    request: "PullRequest | None" = None
    failure: ReweaveError | None = None

    def lines(self) -> list[str]:
        """Return the outcome in words, for a terminal."""
        branch, where = escape(self.branch), self.remote.shown
        said = {
            "pushed": f"pushed {branch} to {where}",
            "up-to-date": f"{branch} is up to date on {where}",
            "nothing": f"nothing to push to {where}",
            "failed": f"not pushed to {where}; the commits are on your local {branch}",
        }
        lines = [said[self.done]]
        if self.request is not None:
            words = {"opened": "opened", "updated": "updated", "kept": "already open"}
            lines.append(f"pull request {words[self.request.done]}: {escape(self.request.url)}")
        return lines

    def data(self) -> "answer.Push":
        """Return the outcome for a JSON answer."""
        request = self.request
        return {
            "remote": self.remote.shown,
            "branch": self.branch,
            "done": self.done,
            "commit": self.commit,
            "pull_request": None if request is None else {"url": request.url, "done": request.done},
            "failure": None if self.failure is None else self.failure.code,
        }
