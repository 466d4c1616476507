"""The interface of a forge."""

from dataclasses import dataclass
from typing import Literal, Protocol

from reweave.forge.detection import ForgeRepository


@dataclass(frozen=True, slots=True)
class OpenPullRequest:
    """An open pull request: its number, web page and text."""

    number: int
    url: str
    body: str


@dataclass(frozen=True, slots=True)
class LatestRequest:
    """The newest pull request of a branch: its state, its text, the commit at its head, and who decided on it.

    `decided_by` is the login of who closed it, or while it is open of who last edited its text (empty: not known). All
    of it is text from the forge: nothing of it is to be trusted unless that login may write to the repository.
    """

    url: str
    state: Literal["open", "closed", "merged"]
    body: str
    commit: str
    decided_by: str


class Forge(Protocol):
    """A forge: `repository` is a repository on it, `branch` the branch that a pull request brings."""

    def find(self, repository: ForgeRepository, branch: str) -> OpenPullRequest | None:
        """Return the open pull request of the branch; requests from forks do not count."""

    def latest(self, repository: ForgeRepository, branch: str) -> LatestRequest | None:
        """Return the newest pull request of the branch, in any state; requests from forks do not count."""

    def may_write(self, repository: ForgeRepository, login: str) -> bool:
        """Return whether a user may push to the repository."""

    def create(self, repository: ForgeRepository, branch: str, base: str, title: str, body: str) -> str:
        """Open a pull request into the branch `base`; return its URL."""

    def update(self, repository: ForgeRepository, number: int, title: str, body: str) -> None:
        """Give an open pull request another title and text."""
