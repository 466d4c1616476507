"""The outcome of a push, and of the pull request after it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reweave.errors import ReweaveError
from reweave.git.remote import Remote
from reweave.text import escape

if TYPE_CHECKING:
    from reweave.forge.pull_request import Request
    from reweave.schemas import run as answer


@dataclass(frozen=True, slots=True)
class PushResult:
    """What became of a push: `commit` is what the branch is on the remote now (None: it is not there, or unknown).

    `failure` is what the command ends with: the push or the pull request that did not succeed.
    """

    remote: Remote
    branch: str
    done: Literal["pushed", "up-to-date", "nothing", "failed"]
    commit: str | None
    request: "Request | None" = None
    failure: ReweaveError | None = None

    def lines(self) -> list[str]:
        """Return it in words."""
        branch, where = escape(self.branch), self.remote.shown
        said = {
            "pushed": f"pushed {branch} to {where}",
            "up-to-date": f"{where} has {branch} as it is",
            "nothing": f"nothing to push to {where}",
            "failed": f"not pushed to {where}; what was made stays on {branch} here",
        }
        found = [said[self.done]]
        if self.request is not None:
            words = {"opened": "opened", "updated": "brought up to date", "kept": "open already"}
            found.append(f"pull request {words[self.request.done]}: {escape(self.request.url)}")
        return found

    def data(self) -> "answer.Push":
        """Return it for programs."""
        request = self.request
        return {
            "remote": self.remote.shown,
            "branch": self.branch,
            "done": self.done,
            "commit": self.commit,
            "pull_request": None if request is None else {"url": request.url, "done": request.done},
            "failure": None if self.failure is None else self.failure.code,
        }
