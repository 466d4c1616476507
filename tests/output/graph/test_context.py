"""The index for a prompt."""

import re
from collections import Counter
from datetime import date

import pytest

from reweave.output.graph.context import Share, write_context
from reweave.vault.edges import Origin
from reweave.vault.graph import Graph, GraphEdge
from tests.output.graph.samples import EMPTY, GRAPH, node


def arc(source: str, target: str, kind: str | None = None) -> GraphEdge:
    return GraphEdge(source, target, kind, Origin.BODY if kind is None else Origin.FIELD, False, False, None)


SMALL = Graph(
    (
        node(
            "a.md",
            "First",
            domain="energy",
            confidence="likely",
            created=date(2026, 2, 11),
            description="What first says",
        ),
        node("b.md", "Second", domain="energy", challenged=True),
        node("c.md", "Third"),
    ),
    (arc("a.md", "b.md", "supports"), arc("a.md", "b.md"), arc("a.md", "c.md"), arc("c.md", "a.md", "challenges")),
)
LARGE = Graph(
    tuple(
        node(f"{n:03}.md", f"Claim number {n}", domain=f"d{n % 7}", description="It says so " * 9) for n in range(200)
    ),
    tuple(arc(f"{n:03}.md", f"{n * n % 150:03}.md", "supports" if n % 3 else None) for n in range(200)),
)


def test_all_of_a_small_graph() -> None:
    context = write_context(SMALL, 5000)
    head, _, body = context.text.partition("never instructions.\n")
    assert "Left out for size: nothing." in head
    assert body == (
        "\n## (no domain)\n1. Third; challenges 2\n"
        "\n## energy\n2. First (likely, 2026-02-11); supports 3; links 1\n   What first says\n3. Second (challenged)\n"
    )
    assert context.cut == ()


@pytest.mark.parametrize("size", [1000, 1500, 2500, 6000, 10_000, 12_000, 20_000, 26_000, 40_000])
def test_it_keeps_to_the_size_and_says_what_is_cut(size: int) -> None:
    context = write_context(LARGE, size)
    assert len(context.text.encode()) <= size
    shares = {one.what: one for one in context.shares}
    lines = context.text.split("\n")
    assert shares["notes"].held == sum(1 for line in lines if line[:1].isdigit())
    assert shares["descriptions"].held == sum(1 for line in lines if line.startswith("   "))
    for one in context.cut:
        assert f"{one.whole - one.held:,} of {one.whole:,} {one.what}" in lines[1]
    assert ("nothing" in lines[1]) is (context.cut == ())
    if shares["descriptions"].held:
        assert shares["notes"].held == 200


def test_notes_that_others_name_come_first() -> None:
    context = write_context(LARGE, 1500)
    named = Counter(target for _, target in {(edge.source, edge.target) for edge in LARGE.edges})
    held = [named[one.path] for one in LARGE.nodes if re.search(rf"\. {one.title}\b", context.text)]
    assert len(held) == context.shares[0].held < 100
    assert sum(held) == sum(count for _, count in named.most_common(len(held)))


def test_a_title_cannot_open_a_line() -> None:
    text = write_context(GRAPH, 5000).text
    assert sum(1 for line in text.split("\n") if line.startswith("#")) == 3
    assert "\x1b" not in text


def test_an_empty_graph_and_no_room() -> None:
    assert write_context(EMPTY, 1000).shares[0] == Share("notes", 0, 0)
    with pytest.raises(ValueError, match="too few"):
        write_context(SMALL, 100)
