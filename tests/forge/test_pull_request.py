import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from reweave.errors import ReweaveError
from reweave.forge.detection import ForgeRepository
from reweave.forge.pull_request import PullRequest, forge_for, open_or_update
from tests.forge.fake import Fake

HOSTILE = "a `$(touch x)` \"title\"\nwith --lines\t<!-- reweave: end --> 'and' \x1b[31m more"
START, END = "<!-- reweave: start -->", "<!-- reweave: end -->"
PLACES = {
    "github": ForgeRepository("github", "github.com", "o/r"),
    "gitlab": ForgeRepository("gitlab", "gitlab.example.org", "group/sub/r"),
    "forgejo": ForgeRepository("forgejo", "codeberg.org", "o/r"),
}
TOOLS = {"github": "gh", "gitlab": "glab", "forgejo": "tea"}
LOGINS = [
    {"name": "work", "url": "https://git.example.org", "ssh_host": "git.example.org", "default": "true"},
    {"name": "cb", "url": "https://codeberg.org", "ssh_host": "codeberg.org", "default": "false"},
]


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Fake]:
    place = tmp_path / "bin"
    made = {name: Fake(place, tool) for name, tool in TOOLS.items()}
    monkeypatch.setenv("PATH", f"{place}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GH_REPO", "somebody/else")
    made["forgejo"].answers("login list", said=LOGINS)
    return made


def one(kind: str, *, body: str, fork: bool = False, branch: str = "b") -> Any:
    """An open pull request, as the forge's own interface gives it."""
    if kind == "github":
        return {"number": 7, "url": "https://github.com/o/r/pull/7", "body": body, "isCrossRepository": fork}
    if kind == "gitlab":
        url = "https://gitlab.example.org/group/sub/r/-/merge_requests/7"
        return {
            "iid": 7,
            "web_url": url,
            "description": body,
            "source_project_id": 2 if fork else 1,
            "target_project_id": 1,
        }
    return {
        "number": 7,
        "html_url": "https://codeberg.org/o/r/pulls/7",
        "body": body,
        "head": {"ref": branch, "repo_id": 2 if fork else 1},
        "base": {"ref": "main", "repo_id": 1},
    }


def listed(tools: dict[str, Fake], kind: str, found: list[Any]) -> None:
    if kind == "github":
        tools[kind].answers("pr list", said=found)
    elif kind == "gitlab":
        tools[kind].answers("--method GET", said=found)
    else:
        tools[kind].answers("page=1", said=found)
        tools[kind].answers("page=2", said=[])


def sent(kind: str, call: dict[str, Any]) -> tuple[str, str]:
    """Return title and text that a call brought."""
    if kind == "github":
        (title,) = (word.removeprefix("--title=") for word in call["argv"] if word.startswith("--title="))
        assert "--body-file=-" in call["argv"]
        return title, call["stdin"]
    data = json.loads(call["stdin"])
    return data["title"], data["description" if kind == "gitlab" else "body"]


def ask(kind: str, *, fresh: bool = True, body: str = HOSTILE) -> PullRequest:
    place = PLACES[kind]
    return open_or_update(forge_for(place, 20), place, "b", "main", HOSTILE, body, refresh=fresh)


@pytest.mark.parametrize("kind", PLACES)
def test_one_is_opened(tools: dict[str, Fake], kind: str) -> None:
    # One of somebody's fork, whose branch has the same name, is not ours.
    listed(tools, kind, [one(kind, body="", fork=True)])
    new = one(kind, body="")
    if kind == "github":
        tools[kind].answers("pr create", text="Warning: 1 uncommitted change\nhttps://github.com/o/r/pull/7\n")
    else:
        tools[kind].answers("--method POST", said=new)
    done = ask(kind)
    assert done.done == "opened" and done.url.startswith("https://") and done.url.endswith("/7")
    calls = tools[kind].calls()
    title, body = sent(kind, calls[-1])
    assert title.startswith("a `$(touch x)`") and "\n" not in title
    assert body.startswith(START) and body.rstrip().endswith(END) and body.count(END) == 1
    # No tool sees the repository, or which one the caller's shell is about.
    assert all(call["cwd"] == [] and call["repo"] is None for call in calls)


@pytest.mark.parametrize("kind", PLACES)
def test_the_open_one_is_brought_up_to_date_and_what_a_person_wrote_stays(tools: dict[str, Fake], kind: str) -> None:
    listed(tools, kind, [one(kind, body=f"mine\n{START}\nold\n{END}\nalso mine")])
    found = one(kind, body="")
    tools[kind].answers({"github": "pr edit", "gitlab": "--method PUT", "forgejo": "--method PATCH"}[kind], said=found)
    assert ask(kind, body="new") == PullRequest(
        found.get("url") or found.get("web_url") or found["html_url"], 7, "updated"
    )
    assert sent(kind, tools[kind].calls()[-1])[1] == f"mine\n{START}\nnew\n{END}\nalso mine"


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize(("body", "fresh"), [("a person's own words", True), (f"{START}\nold\n{END}", False)])
def test_an_open_one_is_left_alone(tools: dict[str, Fake], kind: str, body: str, fresh: bool) -> None:
    listed(tools, kind, [one(kind, body=body)])
    assert ask(kind, fresh=fresh).done == "kept"


def test_how_gh_is_called(tools: dict[str, Fake]) -> None:
    listed(tools, "github", [])
    tools["github"].answers("pr create", text="https://github.com/o/r/pull/7\n")
    ask("github")
    looked, made = (call["argv"] for call in tools["github"].calls())
    assert looked[:4] == ["pr", "list", "--head=b", "--state=open"] and looked[-1] == "--repo=github.com/o/r"
    assert "--json=number,url,body,isCrossRepository" in looked
    assert made[:4] == ["pr", "create", "--head=b", "--base=main"] and made[-1] == "--repo=github.com/o/r"


def test_how_glab_is_called(tools: dict[str, Fake]) -> None:
    listed(tools, "gitlab", [])
    tools["gitlab"].answers("--method POST", said=one("gitlab", body=""))
    ask("gitlab")
    looked, made = tools["gitlab"].calls()
    assert looked["argv"][0] == "api" and looked["argv"][2:] == ["--hostname", "gitlab.example.org", "--method", "GET"]
    parts = urlsplit(looked["argv"][1])
    assert parts.path == "projects/group%2Fsub%2Fr/merge_requests"
    assert parse_qs(parts.query) == {"state": ["opened"], "source_branch": ["b"], "per_page": ["100"]}
    assert made["argv"][1] == parts.path and made["argv"][-2:] == ["--input", "-"]
    wanted = json.loads(made["stdin"])
    assert (wanted["source_branch"], wanted["target_branch"]) == ("b", "main")


def test_how_tea_is_called(tools: dict[str, Fake]) -> None:
    listed(tools, "forgejo", [one("forgejo", body="", branch="another")])
    tools["forgejo"].answers("--method POST", said=one("forgejo", body=""))
    ask("forgejo")
    calls = [call["argv"] for call in tools["forgejo"].calls()]
    assert calls[0] == ["login", "list", "--output", "json"]
    endpoint = "repos/o/r/pulls?state=open&limit=50&page=1"
    assert calls[1] == ["api", "--login", "cb", "--method", "GET", endpoint] and calls[2][-1].endswith("page=2")
    assert calls[-1] == ["api", "--login", "cb", "--method", "POST", "--data", "@-", "repos/o/r/pulls"]


@pytest.mark.parametrize("kind", PLACES)
def test_a_missing_tool_is_named(kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}.")
    with pytest.raises(ReweaveError) as caught:
        ask(kind)
    assert (caught.value.code, caught.value.exit_code) == ("forge-tool-missing", 6)
    told = str(caught.value)
    assert f"cannot open a pull request: {TOOLS[kind]} is not installed" in told and "install" in told


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("said", ["", "null", "[3]", '{"a": 1}', "no JSON", "[" * 100_000, '[{"number": "x"}]'])
def test_an_answer_that_is_none_is_one_error(tools: dict[str, Fake], kind: str, said: str) -> None:
    tools[kind].answers("", text=said)
    with pytest.raises(ReweaveError) as caught:
        ask(kind)
    assert caught.value.exit_code == 6 and caught.value.message.isprintable()


@pytest.mark.parametrize("kind", PLACES)
def test_what_a_tool_says_when_it_fails_is_said_in_one_harmless_line(tools: dict[str, Fake], kind: str) -> None:
    tools[kind].forget()
    tools[kind].answers("", status=1, err="\x1b[31mHTTP 401: bad credentials\x1b[0m\nmore\n")
    with pytest.raises(ReweaveError) as caught:
        ask(kind)
    assert "HTTP 401: bad credentials" in caught.value.message and caught.value.message.isprintable()


def test_tea_tells_errors_in_an_answer_that_looks_well(tools: dict[str, Fake]) -> None:
    listed(tools, "forgejo", [])
    tools["forgejo"].answers("--method POST", said={"message": "token does not have at least one of required scopes"})
    with pytest.raises(ReweaveError, match="tea: token does not have"):
        ask("forgejo")


def test_tea_without_a_login_for_the_server_is_said(tools: dict[str, Fake]) -> None:
    tools["forgejo"].forget()
    tools["forgejo"].answers("login list", said=LOGINS[:1])
    with pytest.raises(ReweaveError, match="no login for codeberg"):
        ask("forgejo")


@pytest.mark.parametrize("kind", PLACES)
def test_a_long_text_is_cut_at_a_line(tools: dict[str, Fake], kind: str) -> None:
    listed(tools, kind, [])
    tools[kind].answers("", text="https://github.com/o/r/pull/7\n") if kind == "github" else None
    tools[kind].answers("--method POST", said=one(kind, body=""))
    ask(kind, body="\n".join(f"- a line {number} ü" for number in range(10_000)))
    body = sent(kind, tools[kind].calls()[-1])[1]
    assert len(body.encode()) < 61_000 and "ü\n\n(truncated" in body and body.rstrip().endswith(END)
