"""The graph in the DOT language."""

import re

from reweave.output.graph.dot import dot
from tests.output.graph.samples import EMPTY, GRAPH

_STRING = r'"(?:[^"\\]|\\.)*"'
_ATTRIBUTES = rf"\[\w+=(?:\w+|{_STRING})(?:, \w+=(?:\w+|{_STRING}))*\]"
_STATEMENT = re.compile(rf"  (?:{_STRING}(?: -> {_STRING})? |node ){_ATTRIBUTES};|  rankdir=LR;|digraph vault \{{|\}}")


def test_every_line_is_one_statement() -> None:
    lines = "".join(dot(GRAPH)).split("\n")[:-1]
    assert [line for line in lines if not _STATEMENT.fullmatch(line)] == []
    assert len(lines) == 4 + len(GRAPH.nodes) + len(GRAPH.edges)


def test_names_are_text_and_nothing_else() -> None:
    text = "".join(dot(GRAPH))
    assert '"a.md" [label="Solar"];' in text
    # Neither an escape (`\\N` is the node's name) nor an entity, and the last backslash does not free the quote.
    assert r'label="a\"b\\N]]><&amp;x; \"] end' in text
    assert r' \\", color=red];' in text
    assert '-> "a.md" [label="re\\"l|ated", dir=both];' in text


def test_an_empty_graph() -> None:
    assert "".join(dot(EMPTY)).startswith("digraph vault {")
