"""One pull request per branch: an open one is updated, never duplicated."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.forge.base import Forge
from reweave.forge.detection import ForgeRepository
from reweave.forge.forgejo import Forgejo
from reweave.forge.github import GitHub
from reweave.forge.gitlab import GitLab
from reweave.text import printable

_START, _END = "<!-- reweave: start -->", "<!-- reweave: end -->"
_TITLE = 200
_BODY = 60_000
"""The most bytes of a text; GitHub accepts 65,536 characters."""

_CUT = "\n\n(truncated; the commits have the whole list)\n"


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request, and whether it was opened, updated, or kept as it was."""

    url: str
    number: int | None
    done: Literal["opened", "updated", "kept"]


def forge_for(repository: ForgeRepository, seconds: float) -> Forge:
    """Return the client for a repository's forge; each call of its tool has at most `seconds`."""
    kinds: dict[str, type[GitHub] | type[GitLab] | type[Forgejo]] = {
        "github": GitHub,
        "gitlab": GitLab,
        "forgejo": Forgejo,
    }
    return kinds[repository.forge](seconds)


def open_or_update(
    forge: Forge, repository: ForgeRepository, branch: str, base: str, title: str, body: str, *, refresh: bool
) -> PullRequest:
    """Open the pull request of `branch` into `base`, or update the open one if `refresh` is set.

    Text that others wrote around our part stays; a text without our part, and its title, are left alone.

    Raises:
        ReweaveError: the tool is not installed or failed (exit 6).
    """
    title = _cut(" ".join(title.split()), _TITLE)
    # No title of a note may end our part early.
    ours = f"{_START}\n{_shorten(body.replace('<!--', '&lt;!--').strip())}\n{_END}"
    with expected(repository):
        found = forge.find(repository, branch)
        if found is None:
            return PullRequest(forge.create(repository, branch, base, title, ours + "\n"), None, "opened")
        before, start, rest = found.body.partition(_START)
        _, end, after = rest.partition(_END)
        if not refresh or not (start and end):
            return PullRequest(found.url, found.number, "kept")
        forge.update(repository, found.number, title, before + ours + after)
        return PullRequest(found.url, found.number, "updated")


@contextmanager
def expected(repository: ForgeRepository) -> Iterator[None]:
    """Turn what an answer of another form raises into an error of the forge.

    Raises:
        ReweaveError: an answer was not a pull request (exit 6).
    """
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise ReweaveError(
            f"unexpected answer from {repository.host}, expected a pull request: {printable(repr(error)[:200])}",
            code="forge-failed",
            exit_code=Exit.NOT_SENT,
        ) from error


def _shorten(body: str) -> str:
    if len(body.encode("utf-8", "replace")) <= _BODY:
        return body
    # At the end of a line, so that no markup stays open.
    return _cut(body, _BODY - len(_CUT)).rpartition("\n")[0] + _CUT


def _cut(text: str, size: int) -> str:
    return text.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
