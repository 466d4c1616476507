"""Who a run's commits are by: author, committer and extra trailers."""

from collections.abc import Sequence
from dataclasses import dataclass

from reweave.errors import ReweaveError
from reweave.git.command import ask_git
from reweave.git.commit_fields import parse_author, parse_trailer
from reweave.git.repository import Repository


@dataclass(frozen=True, slots=True)
class Signature:
    """The author of a run's commits (name and e-mail; None: git's own), and their extra trailers."""

    author: tuple[str, str] | None = None
    trailers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, author: str | None, trailers: Sequence[str]) -> "Signature":
        """Return the signature given as `Name <email>` and `Key: value` texts.

        Raises:
            ReweaveError: one of them is not of that form (`author`, `trailer`).
        """
        return cls(None if author is None else parse_author(author), tuple(map(parse_trailer, trailers)))


def identity_variables(repository: Repository, signature: Signature) -> dict[str, str]:
    """Return the variables that say who the author is, after git has found both identities."""
    env: dict[str, str] = {}
    if signature.author is not None:
        env["GIT_AUTHOR_NAME"], env["GIT_AUTHOR_EMAIL"] = signature.author
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        answer = ask_git(repository.git, ["var", who], env=env)
        if answer.returncode != 0:
            raise ReweaveError(
                "git has no identity (user.name, user.email)",
                code="no-identity",
                suggestion="set it with `git config --global user.name` and `git config --global user.email`",
            )
    return env
