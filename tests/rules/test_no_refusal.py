"""Shapes that some reader cannot read, none of which keeps the rest of a note from being fixed."""

import pytest

from reweave.lint.normalize import Normalized, layers, normalize
from reweave.note.note import Note
from reweave.rules.list_indent import ListIndent
from reweave.rules.quotes import Quotes
from reweave.rules.trailing_space import TrailingSpace

_COLONS = [
    "tags: [topic:energy, x]\n", "sources: [https://x.example/a]\n", "m: {u: http://x.example}\n",
    "when: [12:30:05, 9:15]\n", "refs: [doi:10.1000/182, urn:isbn:0451450523]\n", "主题: [能源:风, 电网]\n",
    "m: {a: b:c, ns::x: y, e: [k:v]}\n", "x: [\n  http://a.b/c?d=e#f,\n  mailto:x@y.z\n]\n", "x: [C:\\dir, c:/x]\n",
    "x: [why?, b]\n", "x: [:a, b]\n", "x: {http://a.b: c}\n", "x: {? a, b}\n",
]  # fmt: skip
_ADJACENT = [
    'x: ["l":m]\n', "x: [a, \"b\":c, 'd':e]\n", 'x: [{"a":1}, "b":2]\n', 'x: ["l":[m, n]]\n', 'метки: ["а":б]\n',
    'x: [\n  "l":m,\n  n\n]\n', 'x: [["l"]:m]\n', 'x: {"a":[b], "c":{d: e}}\n',
]  # fmt: skip
_TABS = [
    'title:\t"x"\n', "a: x\t# c\n", "title: a\tb\n", "titel:\t\tä  # ü\n", 'm: [a,\tb,\t"c"]\n', "m: {a:\t1,\tb: 2}\n",
    "k:\t|\n  a\tb\n", "'k'\t: v\n", "k: &a\tv\nm: *a\n", "k: !!str\tv\n", "題:\t値\t\t# 註\n",
]  # fmt: skip
_BLANK_FIRST_LINES = [
    "k: |2\n    \n  a\n", "k: >\n\n  a\n   \n  b\n", "k: |\n \n  a\n", "k: >-\n  \n  ä\n", "k: |+\n  a\n\n\n",
    "k: |1\n \n a\n",
]  # fmt: skip
_EXPLICIT = [
    "? a\n: b\n",
    "s: !!set\n  ? a\n  ? b\n",
    "? [a, b]\n: c\n",
    "m: {? a : b}\n",
    '? |\n  x\n: - "q"\n',
    "? a\n? b\n",
]


def _outcome(text: str) -> Normalized:
    rules = [ListIndent(), Quotes()]
    return normalize(Note("n.md", f"---\n{text}l:\n  - 'q'\n---\n".encode()), rules, layers(rules, unsafe=False))


@pytest.mark.parametrize("text", [*_COLONS, *_ADJACENT, *_TABS, *_BLANK_FIRST_LINES, *_EXPLICIT])
def test_the_rest_of_the_note_is_fixed(text: str) -> None:
    found = _outcome(text)
    assert found.refusal is None
    assert found.changes[-1].after.endswith(b"\nl:\n- q\n---\n")


@pytest.mark.parametrize("line", ["x: y\t", "x: y \t \t", "- x\t", "x:\t", "x: [a]\t", "# c\t"])
def test_a_tab_at_the_end_of_a_line_is_removed(line: str) -> None:
    rules = [TrailingSpace()]
    found = normalize(Note("n.md", f"---\n{line}\n---\n".encode()), rules, layers(rules, unsafe=False))
    assert found.refusal is None
    assert found.changes[-1].after == f"---\n{line.rstrip()}\n---\n".encode()


@pytest.mark.parametrize("text", ["x: [a:, b]\n", "x: [::, a]\n", "x: [?a, ?, b]\n"])
def test_what_two_readers_take_for_two_things_is_refused_with_both(text: str) -> None:
    found = _outcome(text)
    assert found.changes == ()
    assert found.refusal is not None
    assert found.refusal.startswith("two YAML readers differ at 2:")
    assert "py-yaml12 reads" in found.refusal and "where ruamel.yaml reads" in found.refusal
