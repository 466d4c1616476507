"""An agent's loop over MCP: propose, explain, decline, retype, type pairs, apply, without a shell."""

import json
from pathlib import Path
from random import Random
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp_types import CallToolResult

from reweave.cli.mcp.pages import MOST_CHARACTERS
from tests.cli.conftest import Vault
from tests.cli.mcp.test_server import content, talk
from tests.git.conftest import commit, git

_TEXT = """
amber basin cedar delta ember fjord glade harbor inlet juniper kelp lagoon marsh nectar orchard prairie quarry ridge
savanna tundra upland valley willow xylem yarrow zephyr anchor beacon copper dagger engine furnace gasket hammer ingot
jigsaw kettle lantern mortar needle oxide piston quill rivet spindle turbine
"""
WORDS = _TEXT.split()


def _note(number: int) -> tuple[str, bytes]:
    own = Random(number)
    text = " ".join(own.choices(WORDS, k=60))
    lines = f"- [[{_title(number + 1)}]] — the claim this supports\n" if number % 3 == 0 else ""
    about = f"type: claim\ndescription: On {text[:60]}"
    return f"claims/{_title(number)}.md", f"---\n{about}\n---\n{text} matters a great deal.\n\n{lines}".encode()


def _title(number: int) -> str:
    return f"claim {number} " + " ".join(Random(-number).choices(WORDS, k=28))


@pytest.fixture
def claims(tmp_path: Path) -> Vault:
    """A vault of claims with long titles, and words that state an edge between some."""
    vault = Vault(tmp_path / "vault")
    commit(vault.root, dict(_note(number) for number in range(120)))
    return vault


def size(result: CallToolResult) -> int:
    return len(result.model_dump_json(by_alias=True, exclude_none=True))


async def whole(client: Client, tool: str, arguments: dict[str, Any] | None = None) -> dict[str, Any]:
    """Call a tool and go on to the end; every part is small."""
    result = await client.call_tool(tool, arguments or {})
    assert size(result) < MOST_CHARACTERS
    found = content(result)
    while (cursor := content(result)["cursor"]) is not None:
        result = await client.call_tool("more", {"cursor": cursor})
        assert size(result) < MOST_CHARACTERS
        part = content(result)
        for key, value in part["answer"].items():
            known = found["answer"].get(key)
            found["answer"][key] = known + value if isinstance(known, list | str) else value
    return found


def test_the_loop(claims: Vault) -> None:
    head = git(claims.root, "rev-parse", "HEAD")

    async def session(client: Client) -> None:
        proposed = (await whole(client, "propose"))["answer"]
        edges = proposed["edges"]
        assert len(edges) > 10 and all(edge["operation"]["blob"] for edge in edges)
        first, second, third = edges[:3]
        why = (await whole(client, "explain", {"source": first["source"], "target": first["target"]}))["answer"]
        assert why["conclusion"].startswith("would be proposed")
        text = (await whole(client, "read_note", {"note": first["source"]}))["answer"]
        assert "matters a great deal" in text["text"] and len(text["blob"]) == 40
        ends = {"source": second["source"], "target": second["target"]}
        declined = (await whole(client, "decline", {**ends, "reason": "the other way"}))["answer"]
        assert declined["proposed_as"] == second["operation"]["id"]
        assert declined["file"] == ".reweave/answers.jsonl" and "`run`" in declined["heeded"]
        assert ends["source"] in declined["declines"] and ends["target"] in declined["declines"]
        ends = {"source": third["source"], "target": third["target"]}
        retyped = (await whole(client, "retype", {**ends, "type": "challenges", "reverse": True}))["answer"]
        plan = [proposed["plan"], first["operation"], *declined["operations"], *retyped["operations"]]
        shown = await client.call_tool("preview", {"plan": plan})
        assert "challenges" in content(shown)["patch"]
        done = (await whole(client, "apply_plan", {"plan": plan, "branch": "decided"}))["answer"]
        assert [one["op"] for one in done["done"]] == ["add-edge", "add-edge", "decline"]
        again = (await whole(client, "propose"))["answer"]
        assert len(again["edges"]) == len(edges)  # nothing changed here: a person merges the branch

    talk(claims, session, "--allow-writes")
    assert git(claims.root, "rev-parse", "HEAD") == head
    git(claims.root, "merge", "-q", "--ff-only", "decided")
    assert b"declined-edge" in (claims.root / ".reweave/answers.jsonl").read_bytes()

    async def afterwards(client: Client) -> None:
        edges = (await whole(client, "propose"))["answer"]["edges"]
        assert "op-1" in [edge["operation"]["id"] for edge in edges]
        written = json.loads(claims.run("edges", "--origin", "provenance", "--output-format", "json").stdout)["edges"]
        old = next(one for one in written if one["type"] == "challenges")
        arguments = {"source": old["source"], "target": old["target"], "type": "related"}
        made = (await whole(client, "retype", arguments))["answer"]
        assert [one["op"] for one in made["operations"]] == ["retype-edge"]
        plan = [made["plan"], *made["operations"]]
        assert (await whole(client, "apply_plan", {"plan": plan, "branch": "retyped"}))["answer"]["written"]
        turned = (await whole(client, "retype", {**arguments, "reverse": True}))["answer"]
        assert [one["op"] for one in turned["operations"]] == ["remove-edge", "add-edge"]
        plan = [turned["plan"], *turned["operations"]]
        assert (await whole(client, "apply_plan", {"plan": plan, "branch": "turned"}))["answer"]["written"]

    talk(claims, afterwards, "--allow-writes")


def test_pairs_are_typed_with_quotes(claims: Vault) -> None:
    async def session(client: Client) -> None:
        work = (await whole(client, "pairs", {"look_from": "all", "most": 40}))["answer"]
        assert len(work["pairs"]) == 40 and set(work["types"]) >= {"supports", "none"}
        lines = [{key: line[key] for key in line if not key.endswith("_text")} for line in work["pairs"][:4]]
        lines[0]["type"] = lines[0]["proposed"]
        lines[1] |= {"type": "challenges", "quote": "matters a great deal"}
        lines[2] |= {"type": "challenges", "quote": "words of neither note"}
        lines[3] |= {"type": "none", "reason": "no"}
        typed = (await whole(client, "type_pairs", {"lines": lines}))["answer"]
        assert [one["op"] for one in typed["operations"]] == ["add-edge", "add-edge", "decline"]
        assert [one["id"] for one in typed["refused"]] == ["op-3"]
        plan = [typed["plan"], *typed["operations"]]
        assert (await whole(client, "apply_plan", {"plan": plan, "branch": "typed"}))["answer"]["written"]
        wrong = content(await client.call_tool("type_pairs", {"lines": [{**lines[0], "quote": 1}]}))
        assert wrong["error"]["code"] == "worklist-invalid"

    talk(claims, session, "--allow-writes")


def test_every_answer_is_small(claims: Vault) -> None:
    """Every tool on many long titles, with the largest limit."""
    broken = {f"broken/{number} {'x' * 150}.md": b"---\n- broken: [\n---\n" for number in range(150)}
    commit(claims.root, {**broken, "long.md": b"---\ntype: claim\n---\n" + '界"\\ text\n'.encode() * 30_000})

    async def session(client: Client) -> None:
        pair = {"source": _note(0)[0], "target": _note(1)[0]}
        asked: list[tuple[str, dict[str, Any]]] = [
            ("check", {"limit": 1000}), ("stats", {"limit": 1000}), ("edges", {"limit": 1000}),
            ("propose", {"look_from": "all", "limit": 1000}), ("explain", pair), ("read_note", {"note": "long.md"}),
            ("decline", pair), ("retype", {**pair, "type": "related"}), ("pairs", {"look_from": "all", "limit": 1000}),
            ("schema", {}), ("preview", {"unsafe": True, "limit": 1000}),
        ]  # fmt: skip
        several = []
        for tool, arguments in asked:
            answer = await whole(client, tool, arguments)
            several += [tool] if answer["cut"] else []
        assert {"check", "propose", "read_note", "pairs"} <= set(several)
        for name, found in (("run", {}), ("apply_plan", {"plan": [{"op": "x" * 9000}]})):
            result = await client.call_tool(name, {"branch": f"b-{name}", **found})
            assert size(result) < MOST_CHARACTERS
        listed, cursor = 0, None
        while True:
            resources = await client.list_resources(cursor=cursor)
            assert len(resources.model_dump_json(by_alias=True, exclude_none=True)) < MOST_CHARACTERS
            listed += len(resources.resources)
            if (cursor := resources.next_cursor) is None:
                break
        assert listed == len([path for path in claims.read() if path.endswith(".md")])
        uri = resources.resources[0].uri
        for address in (uri, "reweave://note/long.md"):
            read = await client.read_resource(address)
            assert len(read.model_dump_json(by_alias=True, exclude_none=True)) < MOST_CHARACTERS
        for prompt in (await client.list_prompts()).prompts:
            shown = await client.get_prompt(prompt.name, {"folder": "claims", "most": "5"})
            assert "claims" in shown.model_dump_json() and len(shown.model_dump_json()) < MOST_CHARACTERS

    talk(claims, session, "--allow-writes")


def test_a_note_that_changes_is_woven_again(claims: Vault) -> None:
    path, source = _note(0)

    async def session(client: Client) -> None:
        before = (await whole(client, "propose"))["answer"]["edges"]
        assert before[0]["source"] == path
        (claims.root / path).write_bytes(source.replace(b"the claim this supports", b"see also"))
        await anyio.sleep(0.2)
        after = (await whole(client, "propose"))["answer"]["edges"]
        assert next(edge["source"] for edge in after if edge["kind"] == "promoted") != path
        (claims.root / path).unlink()
        gone = await client.call_tool("read_note", {"note": path})
        assert gone.is_error and content(gone)["error"]["code"] == "no-such-note"
        (claims.root / "reweave.toml").write_text("[weave]\nnew = 3\n")
        wrong = await client.call_tool("propose", {})
        assert content(wrong)["error"]["code"] == "config-invalid"

    talk(claims, session)


@pytest.mark.parametrize(
    ("tool", "arguments", "code"),
    [
        ("decline", {"source": "claim 1", "target": "x"}, "no-such-note"),
        ("decline", {"source": "readme.md", "target": "readme.md"}, "same-note"),
        ("retype", {"source": "readme.md", "target": "claims/one.md", "type": "supports"}, "cannot-retype"),
        ("more", {"cursor": "7.1"}, "no-such-cursor"),
        ("read_note", {"note": "../outside.md"}, "no-such-note"),
        ("propose", {"paths": ["/etc"]}, "outside-root"),
        ("schema", {"name": "plam"}, "no-such-schema"),
    ],
)
def test_errors_say_what_to_do(vault: Vault, tool: str, arguments: dict[str, Any], code: str) -> None:
    async def session(client: Client) -> None:
        error = content(await client.call_tool(tool, arguments))["error"]
        assert error["code"] == code

    talk(vault, session)
