"""The newest pull request of a branch, and who decided on it, as each forge tells it."""

from pathlib import Path
from typing import Any

import pytest

from reweave.forge.base import LatestRequest
from reweave.forge.pull_request import forge_for
from tests.forge.fake import Fake
from tests.forge.test_pull_request import PLACES, tools

__all__ = ["tools"]
COMMIT = "a" * 40
URLS = {
    "github": "https://github.com/o/r/pull/7",
    "gitlab": "https://gitlab.example.org/m/7",
    "forgejo": "https://cb/7",
}


def said(fake: Fake, kind: str, state: str, *, fork: bool = False, nobody: bool = False) -> None:
    """Have a forge answer with one pull request in a state, decided by `ann` unless by `nobody`."""
    ann: Any = None if nobody else {"login": "ann", "username": "ann"}
    if kind == "github":
        node = {
            "url": URLS[kind], "state": state.upper(), "body": "text", "isCrossRepository": fork, "headRefOid": COMMIT,
            "editor": ann, "timelineItems": {"nodes": [{"actor": ann}] if state == "closed" else []},
        }  # fmt: skip
        fake.answers("api graphql", said={"data": {"repository": {"pullRequests": {"nodes": [node]}}}})
        fake.answers("collaborators/ann/permission", said={"permission": "write"})
        fake.answers("collaborators/bob/permission", said={"permission": "read"})
    elif kind == "gitlab":
        found = {
            "iid": 7, "web_url": URLS[kind], "state": "opened" if state == "open" else state, "description": "text",
            "sha": COMMIT, "source_project_id": 2 if fork else 1, "target_project_id": 1, "closed_by": ann,
        }  # fmt: skip
        note = {"system": True, "body": "changed the description", "author": ann}
        talk = {"system": False, "body": "changed the description, did you?", "author": {"username": "bob"}}
        fake.answers("/7/notes", said=[talk] if nobody else [talk, note])
        fake.answers("merge_requests?state=all", said=[found])
        fake.answers(
            "query=ann", said=[{"username": "anna", "access_level": 50}, {"username": "ann", "access_level": 30}]
        )
        fake.answers("query=bob", said=[{"username": "bob", "access_level": 20}])
    else:
        found = {
            "number": 7, "html_url": URLS[kind], "state": "open" if state == "open" else "closed", "body": "text",
            "merged": state == "merged", "user": ann or {"login": ""},
            "head": {"ref": "b", "sha": COMMIT, "repo_id": 2 if fork else 1}, "base": {"repo_id": 1},
        }  # fmt: skip
        fake.answers("page=1", said=[found])
        fake.answers("page=2", said=[])
        events = [
            {"type": "close", "user": {"login": "old"}},
            {"type": "close", "user": ann},
            {"type": "x", "user": None},
        ]
        fake.answers("timeline", said=[] if nobody else events)
        fake.answers("collaborators/ann/permission", said={"permission": "write"})
        fake.answers("collaborators/bob/permission", said={"permission": "read"})


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("state", ["open", "closed"])
@pytest.mark.parametrize("nobody", [False, True])
def test_who_decided_is_told(tools: dict[str, Fake], kind: str, state: str, nobody: bool) -> None:
    said(tools[kind], kind, state, nobody=nobody)
    forge = forge_for(PLACES[kind], 20)
    login = "" if nobody else "ann"
    assert forge.latest(PLACES[kind], "b") == LatestRequest(URLS[kind], state, "text", COMMIT, login)  # type: ignore[arg-type]
    assert forge.may_write(PLACES[kind], "ann") and not forge.may_write(PLACES[kind], "bob")


@pytest.mark.parametrize("kind", PLACES)
def test_a_fork_is_nobody_and_merged_is_merged(tools: dict[str, Fake], kind: str, tmp_path: Path) -> None:
    said(tools[kind], kind, "merged", fork=True)
    assert forge_for(PLACES[kind], 20).latest(PLACES[kind], "b") is None
    tools[kind].forget()
    if kind == "forgejo":
        tools[kind].answers("login list", said=[{"name": "cb", "url": "https://codeberg.org", "ssh_host": ""}])
    said(tools[kind], kind, "merged")
    found = forge_for(PLACES[kind], 20).latest(PLACES[kind], "b")
    assert found is not None and found.state == "merged"
