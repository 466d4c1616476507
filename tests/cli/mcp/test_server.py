"""The server, driven by the official client over real pipes."""

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import mcp_types as types
import pytest
from mcp import Client, StdioServerParameters

from tests.cli.conftest import NOTES, PROJECT, Vault
from tests.git.conftest import git

READERS = [
    "check", "stats", "edges", "propose", "explain", "read_note", "decline", "retype", "pairs", "type_pairs", "schema",
    "preview", "more",
]  # fmt: skip
Session = Callable[[Client], Awaitable[None]]


def talk(vault: Vault, session: Session, *options: str, cwd: Path | None = None) -> None:
    """Hold a session with a server for the vault."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}
    args = ["-P", "-m", "reweave", "mcp", str(vault.root), *options]
    server = StdioServerParameters(command=vault.python, args=args, env=environment, cwd=cwd or vault.root.parent)

    async def hold() -> None:
        async with Client(server) as client:
            await session(client)

    anyio.run(hold)


def content(result: types.CallToolResult) -> dict[str, Any]:
    assert isinstance(result.content[0], types.TextContent)
    assert json.loads(result.content[0].text) == result.structured_content
    found: dict[str, Any] = result.structured_content
    return found


def state(vault: Vault) -> tuple[dict[str, bytes], bytes, bytes, bytes]:
    """Return all that a reader must not change: files, HEAD, the index and the branches."""
    return (
        vault.read(),
        git(vault.root, "symbolic-ref", "HEAD"),
        git(vault.root, "status", "--porcelain"),
        git(vault.root, "for-each-ref"),
    )


def test_readers_answer_as_the_commands_do(vault: Vault) -> None:
    before = state(vault)

    async def session(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [one.name for one in tools] == READERS
        assert all(one.annotations is not None and one.annotations.read_only_hint for one in tools)
        pair = {"source": "claims/one.md", "target": "right"}
        asked: list[tuple[str, dict[str, Any], list[str]]] = [
            ("check", {"paths": ["claims"]}, ["check", "claims"]),
            ("stats", {}, ["stats"]),
            ("edges", {"from": "claims/one.md", "type": "supports"}, ["edges", "--from", "claims/one.md"]),
            ("preview", {}, ["diff"]),
            ("schema", {}, ["schema", "plan"]),
        ]
        explained = content(await client.call_tool("explain", pair))
        done = vault.run("explain", "claims/one.md", "right", "--output-format", "json")
        assert explained["answer"] == json.loads(done.stdout)
        for name, arguments, command in asked:
            found = content(await client.call_tool(name, arguments))
            done = vault.run(*command, "--output-format", "json")
            assert found["answer"] == json.loads(done.stdout)
            assert (found["exit_code"], found["cut"], found["cursor"]) == (done.returncode, [], None)
            if name == "preview":
                assert found["patch"].encode() == vault.run("diff").stdout

    talk(vault, session)
    assert state(vault) == before


def test_answers_are_bounded(vault: Vault) -> None:
    async def session(client: Client) -> None:
        found = content(await client.call_tool("check", {"limit": 1}))
        assert len(found["answer"]["findings"]) == 1
        total = found["answer"]["summary"]["findings"]
        assert total > 1
        assert {"place": "answer.findings", "from": 0, "shown": 1, "of": total} in found["cut"]
        assert content(await client.call_tool("check", {"limit": 1_000_000}))["error"]["code"] == "wrong-argument"

    talk(vault, session)


def test_nothing_leads_out_of_the_root(vault: Vault) -> None:
    outside = vault.root.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("---\n- broken: [\n---\n")
    plan = vault.run("fix", "--plan", "-").stdout.decode()
    assert "claims/one.md" in plan
    (vault.root / "way").symlink_to(outside)
    (vault.root / "json.py").write_text("raise SystemExit('code of the vault was run')\n")
    before = state(vault)

    async def session(client: Client) -> None:
        for path in ("../outside", str(outside / "secret.md"), "way/secret.md", "claims/../../outside", "/etc"):
            result = await client.call_tool("check", {"paths": [path]})
            assert result.is_error
            assert content(result)["error"]["code"] == "outside-root"
        hostile: list[tuple[str, dict[str, Any], str]] = [
            ("check", {"paths": ["--config=/etc/passwd"]}, "no-such-path"),
            ("check", {"paths": ["a\0b"]}, "wrong-argument"),
            ("check", {"paths": "claims"}, "wrong-argument"),
            ("check", {"config": "/etc/passwd"}, "wrong-argument"),
            ("edges", {"from": "../outside/secret.md"}, "no-such-note"),
            ("edges", {"from": "--write"}, "no-such-note"),
            ("explain", {"source": "--help", "target": "\x1b[31m\n"}, "no-such-note"),
            ("explain", {"source": "one"}, "wrong-argument"),
            ("propose", {"look_from": "--write"}, "wrong-argument"),
            ("preview", {"plan": "{}\n"}, "plan-invalid"),
            ("preview", {"plan": plan.replace("claims/one.md", "../outside/secret.md")}, "plan-invalid"),
        ]
        for name, arguments, code in hostile:
            result = await client.call_tool(name, arguments)
            assert result.is_error, (name, arguments)
            error = content(result)["error"]
            assert set(error) >= {"code", "message", "path", "line", "suggestion"}
            assert error["code"] == code, (name, arguments, error)

    talk(vault, session, cwd=vault.root)
    assert state(vault) == before


def test_arguments_are_taken_as_they_are(vault: Vault) -> None:
    """Nothing is converted to fit, no text is read as JSON, and no name is taken but those of the schema."""

    async def session(client: Client) -> None:
        for tool in (await client.list_tools()).tools:
            assert tool.input_schema["additionalProperties"] is False
            assert all("description" in one for one in tool.input_schema["properties"].values()), tool.name
        asked: list[tuple[str, dict[str, Any], str]] = [
            ("edges", {"from": "[1]"}, "no-such-note"),
            ("edges", {"from": "null"}, "no-such-note"),
            ("edges", {"from_": "claims/one.md"}, "wrong-argument"),
            ("edges", {"from": ""}, "wrong-argument"),
            ("edges", {"from": 1}, "wrong-argument"),
            ("check", {"paths": '["claims"]'}, "wrong-argument"),
            ("check", {"limit": "5"}, "wrong-argument"),
            ("check", {"limit": True}, "wrong-argument"),
            ("propose", {"stated_only": "yes"}, "wrong-argument"),
            ("propose", {"most": 0}, "wrong-argument"),
            ("preview", {"plan": "{}"}, "plan-invalid"),
            ("preview", {"only": ["op-1"]}, "wrong-argument"),
            ("preview", {"plan": "", "unsafe": True}, "wrong-argument"),
        ]
        for name, arguments, code in asked:
            assert content(await client.call_tool(name, arguments))["error"]["code"] == code, (name, arguments)

    talk(vault, session)


def test_without_the_flag_nothing_writes(vault: Vault) -> None:
    before = state(vault)

    async def session(client: Client) -> None:
        for name in ("run", "apply_plan", "fix", "write"):
            result = await client.call_tool(name, {"branch": "new", "plan": ""})
            assert content(result)["error"]["code"] == "no-such-tool"

    talk(vault, session)
    assert state(vault) == before


def test_with_the_flag_only_a_new_branch_is_written(vault: Vault) -> None:
    git(vault.root, "branch", "there")
    before = state(vault)
    plan = vault.run("fix", "--plan", "-").stdout.decode()

    async def session(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [one.name for one in tools] == [*READERS, "run", "apply_plan"]
        shown = content(await client.call_tool("preview", {"plan": plan}))
        assert b"claims/one.md" in shown["patch"].encode()
        current = git(vault.root, "symbolic-ref", "--short", "HEAD").decode().strip()
        for branch in ("there", current, "HEAD", "-x", "../x", "refs/heads/there/../x", "a b", "x\ny"):
            for name, arguments in (("run", {}), ("apply_plan", {"plan": plan})):
                result = await client.call_tool(name, {"branch": branch, **arguments})
                assert result.is_error, branch
        assert state(vault) == before
        assert content(await client.call_tool("run", {"branch": "there"}))["error"]["code"] == "branch-exists"
        done = content(await client.call_tool("run", {"branch": "styled"}))
        assert done["exit_code"] == 0
        done = content(await client.call_tool("apply_plan", {"branch": "planned", "plan": plan}))
        assert (done["exit_code"], done["answer"]["branch"]) == (0, "planned")
        again = await client.call_tool("apply_plan", {"branch": "planned", "plan": plan})
        assert content(again)["error"]["code"] == "branch-exists"

    talk(vault, session, "--allow-writes")
    assert state(vault)[:3] == before[:3]
    refs = git(vault.root, "for-each-ref", "--format=%(refname)", "refs/heads", "refs/tags").decode().split()
    assert {"refs/heads/styled", "refs/heads/planned", "refs/heads/there"} <= {*refs}
    assert len(refs) == 4
    assert git(vault.root, "rev-parse", "there") == git(vault.root, "rev-parse", "HEAD")
    for branch in ("styled", "planned"):
        assert vault.committed(branch)["claims/one.md"] != NOTES["claims/one.md"]
    assert git(vault.root, "rev-parse", "styled^{tree}") == git(vault.root, "rev-parse", "planned^{tree}")


def test_it_ends_with_its_client(vault: Vault) -> None:
    done = vault.run("mcp")
    assert (done.returncode, done.stdout) == (0, b"")
    done = vault.run("mcp", "nowhere")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"no such file or directory" in done.stderr


@pytest.mark.parametrize("command", ["check", "edges"])
def test_no_other_command_imports_it(vault: Vault, command: str) -> None:
    code = f"import sys; sys.argv = ['reweave', '{command}']\nfrom reweave.cli.app import build\n" + (
        "try:\n    build(sys.argv[1:])()\nexcept SystemExit:\n    pass\n"
        "assert not {'mcp', 'mcp_types', 'anyio', 'pydantic'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=vault.root, env=vault.environment(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
