"""The interface of a forge."""

from dataclasses import dataclass
from typing import Protocol

from reweave.forge.detection import ForgeRepository


@dataclass(frozen=True, slots=True)
class OpenPullRequest:
    """An open pull request: its number, web page and text."""

    number: int
    url: str
    body: str


class Forge(Protocol):
    """A forge: `repository` is a repository on it, `branch` the branch that a pull request brings."""

    def find(self, repository: ForgeRepository, branch: str) -> OpenPullRequest | None:
        """Return the open pull request of the branch; requests from forks do not count."""

    def create(self, repository: ForgeRepository, branch: str, base: str, title: str, body: str) -> str:
        """Open a pull request into the branch `base`; return its URL."""

    def update(self, repository: ForgeRepository, number: int, title: str, body: str) -> None:
        """Give an open pull request another title and text."""
