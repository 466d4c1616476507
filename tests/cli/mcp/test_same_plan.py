"""The same decisions give the same plan: made as on the review page and in the terminal, over MCP, and by worklist."""

import io
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.cli.mcp.vault_calls import VaultCalls
from reweave.errors import ReweaveError
from reweave.plan.reader import read_plan
from reweave.plan.worklist import Reader, read_lines, worklist_data
from reweave.plan.writer import operation_data
from reweave.review.card import Review
from reweave.review.plan_review import review_plan
from reweave.review.reason import read_reason
from reweave.review.session import Session
from reweave.run.vault import read_vault
from reweave.run.workspace import open_workspace
from reweave.vault.vault import Vault
from reweave.weave.pipeline import WeaveOptions, weave_vault
from tests.cli.mcp.test_loop import _note

COUNT = 5
TYPES = ("supports", "challenges", "depends_on", "related")


class Decision(NamedTuple):
    """What is decided about an edge: nothing, a no, or a yes to it as proposed, of another type, or reversed."""

    answer: str
    type: str = ""
    reverse: bool = False


DECISIONS = st.one_of(
    st.sampled_from([Decision(""), Decision("decline"), Decision("accept")]),
    st.builds(Decision, st.just("accept"), st.sampled_from(TYPES), st.booleans()),
)


class Loop:
    """A vault, and what each way of deciding starts from."""

    def __init__(self, root: Path) -> None:
        (root / "claims").mkdir()
        for number in range(14):
            path, source = _note(number)
            (root / path).write_bytes(source)
        self.calls = VaultCalls(root)
        proposed = self.calls.propose([], "thin", False, None)
        self.edges: Sequence[dict[str, Any]] = proposed["edges"][:COUNT]
        self.workspace = open_workspace([root], None)
        self.vault: Vault = read_vault(self.workspace)
        lines = [proposed["plan"], *(edge["operation"] for edge in self.edges)]
        text = "".join(json.dumps(line) + "\n" for line in lines).encode()
        self.review: Review = review_plan(read_plan(io.BytesIO(text), "plan"), self.vault, self.workspace.config)
        result = weave_vault(self.vault, self.workspace.config, WeaveOptions(date.today(), "thin"))
        self.lines = [line for line, _ in zip(worklist_data(result), range(COUNT), strict=False)]

    def by_mcp(self, decisions: Sequence[Decision]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for edge, (answer, type, reverse) in zip(self.edges, decisions, strict=True):
            ends = edge["source"], edge["target"]
            if answer == "decline":
                found += self.calls.decline(*ends, "", "")["operations"]
            elif answer and not type:
                found.append(edge["operation"])
            elif answer:
                with suppress(ReweaveError):
                    found += self.calls.retype(*ends, type, reverse, "")["operations"]
        return found

    def on_the_page(self, decisions: Sequence[Decision]) -> list[dict[str, Any]]:
        session = Session(self.review)
        for at, (answer, type, reverse) in enumerate(decisions):
            if type:
                session.retype(at, type)
            if reverse:
                session.reverse(at)
            if answer == "accept":
                session.answer(at, "accept")
            elif answer == "decline":
                session.answer(at, "decline")
        return [operation_data(one) for one in session.plan().operations]

    def by_worklist(self, decisions: Sequence[Decision]) -> list[dict[str, Any]]:
        filled = []
        for line, (answer, type, reverse) in zip(self.lines, decisions, strict=True):
            decided = "none" if answer == "decline" else (type or line["proposed"]) if answer else None
            quote = read_reason(line["why"]).quote if type else None
            filled.append({**line, "type": decided, "reverse": reverse, "quote": quote})
        read = list(read_lines(enumerate(filled, 2), "work"))
        operations, _ = Reader(self.vault, self.workspace.config).operations(read, date.today())
        return [operation_data(one) for one in operations]


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Loop:
    return Loop(tmp_path_factory.mktemp("loop"))


def test_the_edges_can_be_decided_in_every_way(loop: Loop) -> None:
    decisions = [Decision("accept"), Decision("accept", "challenges"), Decision("accept", "supports", True)]
    decisions += [Decision("decline"), Decision("")]
    assert [one["op"] for one in loop.on_the_page(decisions)][:4] == ["add-edge", "add-edge", "add-edge", "decline"]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_same_decisions_give_the_same_plan(loop: Loop, data: st.DataObject) -> None:
    count = len(loop.edges)
    decisions = data.draw(st.lists(DECISIONS, min_size=count, max_size=count))
    made = loop.on_the_page(decisions)
    assert made == loop.by_mcp(decisions)
    assert made == loop.by_worklist(decisions)
