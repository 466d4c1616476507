"""The same decisions give the same plan: made as on the review page and in the terminal, over MCP, and by worklist."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

from reweave.cli.mcp.vault_calls import VaultCalls
from reweave.plan.plan import Plan
from reweave.plan.reader import read_plan
from reweave.plan.worklist import Reader, read_line, worklist_data
from reweave.plan.writer import operation_data
from reweave.review.plan_review import review_plan
from reweave.review.session import Session
from reweave.run.vault import read_vault
from reweave.run.workspace import open_workspace
from reweave.weave.pipeline import WeaveOptions, weave_vault
from tests.cli.mcp.test_loop import _note

QUOTE = "the claim this supports"


def test_accepted_retyped_reversed_and_declined(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    for number in range(14):
        path, source = _note(number)
        (tmp_path / path).write_bytes(source)
    calls = VaultCalls(tmp_path)
    proposed = calls.propose([], "thin", False, None)
    first, second, third, fourth = (edge["operation"] for edge in proposed["edges"][:4])
    plan = [proposed["plan"], *(edge["operation"] for edge in proposed["edges"])]
    by_mcp = [
        first,
        *_of(calls.retype(*_ends(proposed, 1), "challenges", False, "")),
        *_of(calls.retype(*_ends(proposed, 2), third["type"], True, "")),
        *_of(calls.decline(*_ends(proposed, 3), "", "")),
    ]
    assert {one["id"] for one in by_mcp} == {one["id"] for one in (first, second, third, fourth)}
    assert by_mcp == _on_the_page(tmp_path, plan, second, third, fourth)
    assert by_mcp == _by_worklist(tmp_path)


def _ends(proposed: dict[str, Any], at: int) -> tuple[str, str]:
    edge = proposed["edges"][at]
    return edge["source"], edge["target"]


def _of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer["operations"]
    return found


def _on_the_page(root: Path, plan: list[dict[str, Any]], *others: dict[str, Any]) -> list[dict[str, Any]]:
    workspace = open_workspace([root], None)
    text = "".join(json.dumps(line) + "\n" for line in plan).encode()
    read: Plan = read_plan(io.BytesIO(text), "plan")
    session = Session(review_plan(read, read_vault(workspace), workspace.config))
    assert session.answer(0, "accept")
    assert session.retype(1, "challenges") and session.answer(1, "accept")
    assert session.reverse(2) and session.answer(2, "accept")
    assert session.answer(3, "decline")
    return [operation_data(one) for one in session.plan().operations]


def _by_worklist(root: Path) -> list[dict[str, Any]]:
    workspace = open_workspace([root], None)
    vault = read_vault(workspace)
    result = weave_vault(vault, workspace.config, WeaveOptions(date.today(), "thin"))
    lines = [line for line, _ in zip(worklist_data(result), range(4), strict=False)]
    lines[0]["type"] = lines[0]["proposed"]
    lines[1] |= {"type": "challenges", "quote": QUOTE}
    lines[2] |= {"type": lines[2]["proposed"], "reverse": True, "quote": QUOTE}
    lines[3]["type"] = "none"
    read = [read_line(line, "work", number) for number, line in enumerate(lines, 2)]
    operations, refused = Reader(vault, workspace.config).operations(read, date.today())
    assert not refused
    return [operation_data(one) for one in operations]
