"""Answers on a pull request: unchecked edges and a closed request are noes, if who gave them may push."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Vault
from tests.cli.test_commits_by import vault
from tests.cli.test_push import URL, bare
from tests.forge.fake import Fake
from tests.git.conftest import commit, git, text

__all__ = ["bare", "vault"]
BRANCH = "reweave/normalize"
RUN = ("run", "--weave", "--push", "origin", "--pr")
PULL = "https://github.com/o/r/pull/7"


class Hub:
    """A stand-in for `gh` with at most one pull request."""

    def __init__(self, vault: Vault, fake: Fake) -> None:
        self.vault = vault
        self.fake = fake
        self.body = ""

    def answers(self, state: str | None, *, by: str = "ann", body: str | None = None, commit: str = "") -> None:
        """Have a pull request in a state, or none; `ann` may push, `bob` may not."""
        self.fake.forget()
        nodes: list[dict[str, Any]] = []
        if state is not None:
            who = {"login": by}
            head = commit or text(self.vault.root, "rev-parse", f"refs/heads/{BRANCH}")
            nodes = [
                {
                    "url": PULL, "state": state, "body": self.body if body is None else body, "headRefOid": head,
                    "isCrossRepository": False, "editor": who,
                    "timelineItems": {"nodes": [{"actor": who}] if state == "CLOSED" else []},
                }
            ]  # fmt: skip
        self.fake.answers("api graphql", said={"data": {"repository": {"pullRequests": {"nodes": nodes}}}})
        self.fake.answers("collaborators/ann/", said={"permission": "admin"})
        self.fake.answers("collaborators/bob/", said={"permission": "read"})
        is_open = [{"number": 7, "url": PULL, "body": self.body, "isCrossRepository": False}] if state == "OPEN" else []
        self.fake.answers("pr list", said=is_open)
        self.fake.answers("pr create", text=PULL + "\n")
        self.fake.answers("pr edit")

    def run(self) -> str:
        """Run, keep the text that the pull request is given, and return what was said."""
        self.fake.calls()
        done = self.vault.run(*RUN)
        assert done.returncode == 0, done.stderr
        for call in self.fake.calls():
            if call["argv"][:2] in (["pr", "create"], ["pr", "edit"]):
                self.body = call["stdin"]
        return (done.stdout + done.stderr).decode()


@pytest.fixture
def hub(vault: Vault, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    fake = Fake(tmp_path / "bin", "gh")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    git(vault.root, "config", "remote.origin.url", URL)
    git(vault.root, "config", "--global", f"url.{bare}.insteadOf", URL)
    made = Hub(vault, fake)
    made.answers(None)
    made.run()
    return made


def edges(vault: Vault) -> list[str]:
    """Return the woven edges on the branch."""
    files = vault.committed(BRANCH)
    return sorted(
        line.removeprefix("- ")
        for path, source in files.items()
        if path.endswith(".md")
        for line in source.decode().splitlines()
        if line.startswith("- ") and line.count("|") == 2
    )


def declined(vault: Vault) -> list[dict[str, Any]]:
    found = vault.run("answers", "--branch", BRANCH, "--output-format", "json")
    return [one for one in json.loads(found.stdout)["answers"] if one["kind"] == "declined-edge"]


def test_edges_are_listed_with_boxes_and_an_unchecked_one_is_declined(hub: Hub) -> None:
    assert hub.body.count("- [x] ") == len(edges(hub.vault)) == 4
    box = next(line for line in hub.body.splitlines() if "`wind is cheap` `supports`" in line)
    hub.answers("OPEN", body=hub.body.replace(box, box.replace("[x]", "[ ]")))
    said = hub.run()
    assert f"{PULL} has unchecked boxes: 1 edge declined" in said
    assert len(edges(hub.vault)) == 3 == hub.body.count("- [x] ")
    (one,) = declined(hub.vault)
    assert (one["source"], one["target"]) == ("claims/wind is cheap.md", "claims/grid is old.md")
    hub.answers("OPEN")
    assert "declined" not in hub.run()
    assert len(edges(hub.vault)) == 3


@pytest.mark.parametrize("hostile", ["bob", "../ann", "", "ann/../x"])
def test_who_may_not_push_is_not_heeded(hub: Hub, hostile: str) -> None:
    hub.answers("OPEN", by=hostile, body=hub.body.replace("[x]", "[ ]"))
    hub.run()
    assert len(edges(hub.vault)) == 4 and not declined(hub.vault)
    hub.answers("CLOSED", by=hostile)
    hub.run()
    assert len(edges(hub.vault)) == 4 and not declined(hub.vault)


def test_a_closed_request_is_a_no_to_its_edges_once(hub: Hub) -> None:
    hub.answers("CLOSED")
    assert f"{PULL} was closed: its 4 edges declined" in hub.run()
    assert not edges(hub.vault) and len(declined(hub.vault)) == 4
    ids = [one["id"] for one in declined(hub.vault)]
    assert hub.vault.run("answers", "--branch", BRANCH, "--lift", ids[0]).returncode == 0
    hub.answers("CLOSED")
    assert "declined" not in hub.run()
    assert len(edges(hub.vault)) == 1 and len(declined(hub.vault)) == 3


def test_a_closed_request_whose_branch_is_gone_is_still_a_no(hub: Hub, bare: Path) -> None:
    head = text(hub.vault.root, "rev-parse", f"refs/heads/{BRANCH}")
    for place in (hub.vault.root, bare):
        git(place, "update-ref", "-d", f"refs/heads/{BRANCH}")
    hub.answers("CLOSED", commit=head)
    hub.run()
    assert not edges(hub.vault) and len(declined(hub.vault)) == 4


def test_a_merged_request_and_a_forge_that_fails_change_nothing(hub: Hub) -> None:
    hub.answers("MERGED", body=hub.body.replace("[x]", "[ ]"))
    hub.run()
    assert len(edges(hub.vault)) == 4
    hub.fake.forget()
    hub.fake.answers("api graphql", status=1, err="HTTP 502\n")
    hub.fake.answers("pr list", said=[{"number": 7, "url": PULL, "body": hub.body, "isCrossRepository": False}])
    hub.fake.answers("pr edit")
    commit(hub.vault.root, {"claims/new one.md": b'---\ntype: claim\ntags:\n  - "x"\n---\n'})
    assert "the answers on the pull request were not read: gh: HTTP 502" in hub.run()


@pytest.mark.parametrize("answer", ["null", "[]", '{"data": {"repository": null}}', '{"data": 7}'])
def test_a_strange_answer_is_one_line(hub: Hub, answer: str) -> None:
    hub.answers("OPEN")
    hub.fake.forget()
    hub.fake.answers("api graphql", text=answer)
    hub.fake.answers("pr list", said=[{"number": 7, "url": PULL, "body": hub.body, "isCrossRepository": False}])
    hub.fake.answers("pr edit")
    assert "the answers on the pull request were not read" in hub.run()
    assert len(edges(hub.vault)) == 4
