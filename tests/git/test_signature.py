"""Authors, trailers and git's identity."""

from pathlib import Path

import pytest

from reweave.errors import ReweaveError
from reweave.git.commit_fields import parse_author
from reweave.git.delivery import CommitOptions, deliver_commits
from reweave.git.lock import Lock
from reweave.git.repository import Repository
from reweave.git.signature import Signature
from reweave.git.target import plan_target
from tests.git.conftest import NOTES, text, upper
from tests.git.test_delivery import BRANCH, branches


def test_author_trailers_and_dates(
    place: Path, repository: Repository, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-28T10:00:00Z")
    signature = Signature.parse("Émile Zola <e@z.fr>", ["Agent: Robot <r@x.org>"])
    options = CommitOptions(signature=signature)
    deliver_commits(repository, upper(NOTES), options, target=plan_target(repository), lock=lock)
    shown = text(place, "log", "-1", "--format=%an|%ae|%cn|%cI|%(trailers:key=Agent,valueonly)", BRANCH)
    assert shown == "Émile Zola|e@z.fr|Ann Author|2026-03-28T10:00:00+00:00|Robot <r@x.org>"


@pytest.mark.parametrize(
    "author", ["", "Ann", "<a@b>", "Ann <a b>", "Ann <a@b> x", "A\nB <a@b>", "A <a@\x1b>", "A <a> <b>"]
)
def test_no_author(author: str) -> None:
    with pytest.raises(ReweaveError, match="invalid author"):
        parse_author(author)


def test_no_identity(place: Path, repository: Repository, lock: Lock, own_configuration: Path) -> None:
    own_configuration.write_text("")
    with pytest.raises(ReweaveError, match="git has no identity") as caught:
        deliver_commits(repository, upper(NOTES), CommitOptions(), target=plan_target(repository), lock=lock)
    assert caught.value.code == "no-identity" and branches(place) == ["main"]
