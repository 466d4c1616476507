"""The graph as a Mermaid flowchart."""

import re

from reweave.output.graph.mermaid import mermaid
from tests.output.graph.samples import EMPTY, GRAPH

_TEXT = r"(?:[\w ,.'()?!/-]|#[0-9]+;)+"
_LINE = re.compile(rf'flowchart LR|  n\d+\["{_TEXT}"\]|  n\d+ (?:-->|-\.->|<-->)(?:\|"{_TEXT}"\|)? n\d+')


def test_every_line_is_one_statement() -> None:
    lines = "".join(mermaid(GRAPH)).split("\n")[:-1]
    assert [line for line in lines if not _LINE.fullmatch(line)] == []
    assert lines[1] == '  n0["Solar"]'
    assert lines[3:] == ['  n0 -->|"challenges"| n1', "  n0 -.-> n1", '  n1 <-->|"re#34;l#124;ated"| n0']


def test_a_label_reads_back_to_the_title() -> None:
    label = "".join(mermaid(GRAPH)).split("\n")[2].split('"')[1]
    read = re.sub(r"#([0-9]+);", lambda found: chr(int(found[1])), label)
    assert read == 'a"b\\N]]><&x; "] end\ufffd[31m`--> |#35; \ufffd \\'


def test_an_empty_graph() -> None:
    assert "".join(mermaid(EMPTY)) == "flowchart LR\n"
