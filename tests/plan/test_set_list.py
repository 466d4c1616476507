"""Setting a key to a list, in the style of the list that is there."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge import split
from tests.plan.notes import after, applied, operation

CASES: dict[bytes, tuple[list[Any], bytes]] = {
    b"tags: [a, b]\n": (["a", "c"], b"tags: [a, c]\n"),
    b"tags: [ 'a' ]  # why\n": (["b c"], b"tags: [ 'b c' ]  # why\n"),
    b"tags:\n  - a\n  - b\nx: 1\n": (["b"], b"tags:\n  - b\nx: 1\n"),
    b'tags:\n- "a"\n': (["a", "b"], b'tags:\n- "a"\n- "b"\n'),
    b"tags:\n- a # kept\n- b\n": (["a"], b"tags:\n- a # kept\n"),
    b"tags: a   # why\n": (["a", "b"], b"tags:   # why\n- a\n- b\n"),
    b"tags:\nx: 1\n": (["a"], b"tags:\n- a\nx: 1\n"),
    b"x: 1\n": (
        ["a", "12", 12, True, None, "yes", "a: b"],
        b'x: 1\ntags:\n- a\n- "12"\n- 12\n- true\n- null\n- "yes"\n- "a: b"\n',
    ),
    b"up:\n    - x\n": (["a"], b"up:\n    - x\ntags:\n    - a\n"),
    b"x: 1 \n": ([], b"x: 1 \ntags: []\n"),
    b"tags: [a]\n": ([], b"tags: []\n"),
    b"tags:\n- a\n- b\nx: 1\n": ([], b"tags: []\nx: 1\n"),
    b"tags: [a, b,]  # why\n": ([], b"tags: []  # why\n"),
    b"tags: [\n  a,\n  b,\n]\n": ([], b"tags: []\n"),
    b"tags: [\n  a, b, # one, two\n  c\n]\n": (["a", "b"], b"tags: [\n  a, b # one, two\n]\n"),
    b"tags:\n-\n- a\nx: 1\n": (["b"], b"tags:\n- b\nx: 1\n"),
    b"tags: a\n": ([], b"tags: []\n"),
    b"tags: []\n": (["a"], b"tags:\n- a\n"),
    b"tags: 2024-01-02\n": (["2024-01-02"], b'tags:\n- "2024-01-02"\n'),
}


@pytest.mark.parametrize("eol", [b"\n", b"\r\n"])
@pytest.mark.parametrize(("before", "wanted"), CASES.items(), ids=[one.decode() for one in CASES])
def test_a_list_in_its_own_style(before: bytes, wanted: tuple[list[Any], bytes], eol: bytes) -> None:
    values, written = wanted
    source, expected = (b"---\n" + text + b"---\nbody\n" for text in (before, written))
    notes = {"a.md": source.replace(b"\n", eol)}
    one = operation("set-field", "a.md", notes, field="tags", value=values)
    assert after(one, notes=notes) == {"a.md": expected.replace(b"\n", eol)}


def test_a_list_that_is_there_is_left() -> None:
    notes = {"a.md": b"---\ntags: [a,   'b']\n---\n"}
    result = applied(operation("set-field", "a.md", notes, field="tags", value=["a", "b"]), notes=notes)
    assert result.idle and not result.changes.changes


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (b"---\ntags:\n- a # mine\n- b\n---\n", "an item cannot be removed, it has a comment"),
        (b"---\ntags:\n- x: 1\n---\n", "an item cannot be removed, it is not a single value"),
        (b"---\ntags: {a: 1}\n---\n", "its value is not a list"),
        (b"---\nx: &a [1]\ntags: *a\n---\n", "its value is an alias"),
        (b"---\ntags: &a [x]\nx: *a\n---\n", "used elsewhere"),
        (b"text\n", "no YAML frontmatter"),
        (b"---\nx: 1\n? tags\n---\n", "written as `? tags`"),
    ],
)
def test_a_list_that_cannot_be_set(source: bytes, why: str) -> None:
    notes = {"a.md": source}
    result = applied(operation("set-field", "a.md", notes, field="tags", value=["v"]), notes=notes)
    assert not result.changes.changes and why in result.refused[0][1]


_ITEMS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.sampled_from(["a", "b c", "1", "no", "#x", "[[n]]", "- d", "é", ""]),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=8),
)
_LISTS = st.lists(_ITEMS, max_size=4)


@settings(deadline=None, max_examples=150)
@given(_LISTS, _LISTS, st.sampled_from(["block", "deep", "flow", "missing"]))
def test_another_reader_finds_the_list(old: list[Any], new: list[Any], form: str) -> None:
    if form == "flow":
        text = "tags: " + yaml.safe_dump(old, default_flow_style=True, allow_unicode=True, width=10_000)
    else:
        text = yaml.safe_dump({"tags": old}, allow_unicode=True, width=10_000)
    if form == "deep":
        text = text.replace("\n- ", "\n   - ")
    text = "first: 1\n" + ("" if form == "missing" else text) + "last: [x] # kept\n"
    notes = {"a.md": f"---\n{text}---\nbody\n".encode()}
    result = applied(operation("set-field", "a.md", notes, field="tags", value=new), notes=notes)
    assert not result.refused, result.refused
    for total in result.changes.totals():
        assert yaml.safe_load(split(total.after)[1]) == {"first": 1, "tags": new, "last": ["x"]}
        assert total.after.endswith(b"---\nbody\n") and b"last: [x] # kept\n" in total.after
    assert result.changes.changes or (old == new and form != "missing")
