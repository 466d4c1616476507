"""The functions that fixed code calls."""

import datetime
import json
import math
import os
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from reweave import fm
from reweave.note import plain as note_plain
from reweave.note import quoting

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    [
        "",
        "yes",
        "12",
        "a: b",
        "a #b",
        "- x",
        "[[x]]",
        "a, b",
        "2026-01-01",
        "\\",
        '"',
        "'",
        "a\nb",
        "\t",
        "---",
        "x" * 200,
    ]
)
_SCALAR = _TEXT | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates()
_VALUE = st.recursive(
    _SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)


def _read(text: str) -> list[Any]:
    return [yaml.safe_load(text), yaml.load(text, yaml.CSafeLoader), YAML(typ="safe", pure=True).load(text)]


@given(_TEXT)
def test_text_is_read_back_by_all(text: str) -> None:
    for written in (fm.quoted(text), fm.quoted(text, single=True), fm.plain(text)):
        assert _read(f"k: {written}\n") == [{"k": text}] * 3
        assert _read(f"- {written}\n") == [[text]] * 3
    assert fm.quoted(text).startswith('"')


@given(st.lists(_TEXT, max_size=5), st.booleans())
def test_lists_are_read_back_by_all(items: list[str], quote: bool) -> None:
    assert _read(f"k: {fm.flow(items, quote=quote)}\n") == [{"k": items}] * 3
    for indent in (0, 2, 4):
        lines = fm.list_lines("k", items, indent=indent, quote=quote)
        assert _read("\n".join(lines)) == [{"k": items}] * 3


@settings(max_examples=200)
@given(st.dictionaries(_TEXT, _VALUE, max_size=4), st.sampled_from([0, 2]), st.booleans())
def test_mappings_are_read_back_in_their_order(data: dict[str, Any], indent: int, quote: bool) -> None:
    text = fm.block(data, indent=indent, quote=quote)
    assert text == f"---\n{fm.dump(data, indent=indent, quote=quote)}---\n"
    inner = text.removeprefix("---\n").removesuffix("---\n")
    for read in _read(inner):
        assert (read or {}) == data
        assert list(read or {}) == list(data)


@given(_TEXT)
def test_what_was_right_by_hand_is_written_the_same(text: str) -> None:
    if set(text) & set('"\\') or not text.isprintable():
        return
    assert fm.quoted(text) == f'"{text}"'
    if fm.is_plain_safe(text):
        assert fm.plain(text) == text


def test_values_that_are_no_text_are_written_as_what_they_are() -> None:
    moment = datetime.datetime(2026, 2, 11, 9, 30)
    values = [
        3,
        -2,
        True,
        None,
        1.5,
        1e300,
        1e16,
        datetime.date(2026, 2, 11),
        moment,
        [1, "1"],
        {"a": ["b: c"]},
        math.inf,
    ]
    for value in values:
        assert yaml.safe_load(f"k: {fm.plain(value)}") == {"k": value}
    assert fm.plain(Path("a/b")) == "a/b"
    assert fm.quoted(3) == '"3"'


def test_what_yaml_has_not_is_an_error() -> None:
    for value in (b"x", {1, 2}, bytearray(b"x"), object(), fm.dump, int, memoryview(b"x"), "half \ud83d"):
        for mapping in ({"k": value}, {"k": [value]}, {"k": {"m": value}}):
            with pytest.raises(TypeError):
                fm.dump(mapping)
    with pytest.raises(TypeError):
        fm.quoted("\udc80")
    with pytest.raises(ValueError):
        fm.dump({"k" * 600: 1})


def test_all_that_has_items_in_an_order_is_a_list() -> None:
    several = {"a": 1, "b": 2}
    for make in (several.keys, lambda: iter(["a", "b"]), lambda: (one for one in "ab"), lambda: deque("ab")):
        assert fm.dump({"k": make()}) == "k:\n- a\n- b\n"
        assert fm.plain(make()) == "[a, b]"
        assert fm.dump({"k": [make()]}) == "k:\n- - a\n  - b\n"
    assert fm.dump({"k": range(2), "v": several.values(), "i": several.items()}) == (
        "k:\n- 0\n- 1\nv:\n- 1\n- 2\ni:\n- - a\n  - 1\n- - b\n  - 2\n"
    )
    assert fm.flow(several) == "[a, b]"
    assert fm.dump({"k": iter(()), "m": [range(0)]}) == "k: []\nm:\n- []\n"


def test_surrogates_that_are_a_pair_are_one_character() -> None:
    assert fm.quoted("\ud83d\ude42") == '"🙂"'
    assert fm.plain("a \ud83d\ude42") == "a 🙂"


def test_style_comes_from_arguments() -> None:
    assert fm.list_item("a") == "- a"
    assert fm.list_item("a", indent=2, quote=True) == '  - "a"'
    assert fm.list_lines("k", []) == ["k: []"]
    assert fm.dump({"k": ["a"], "m": {"nn": ["b"]}}, indent=2) == "k:\n  - a\nm:\n  nn:\n    - b\n"
    assert fm.dump({"k": [["a"], {"b": 1, "c": 2}]}) == "k:\n- - a\n- b: 1\n  c: 2\n"


def test_the_normalizer_writes_by_the_same_rules() -> None:
    assert note_plain.is_plain_safe is fm.is_plain_safe
    assert quoting.double_quoted is fm.double_quoted and quoting.single_quoted is fm.single_quoted


def test_a_copy_works_alone_and_starts_with_the_standard_library_only(tmp_path: Path) -> None:
    copy = tmp_path / "front.py"
    copy.write_bytes(Path(fm.__file__).read_bytes())
    program = (
        "import sys, json; import front; "
        "print(json.dumps([front.quoted('a'), sorted(n for n in sys.modules if '.' not in n)]))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    written, modules = json.loads(done.stdout)
    assert written == '"a"'
    assert {one for one in modules if one not in sys.stdlib_module_names} <= {"front", "__main__"}
    assert not {"yaml", "ruamel", "typing", "dataclasses", "json.tool"} & set(modules)


def test_the_package_alone_brings_nothing_heavy() -> None:
    program = "import sys; from reweave import fm; print(*sorted(n for n in sys.modules if n.startswith('reweave')))"
    root = Path(fm.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert done.stdout.split() == ["reweave", "reweave.fm"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\u2028b", '"a\u2028b"'),
        ("\u2029a", '"\u2029a"'),
        ("\ufeffa", '"\ufeffa"'),
        ("a\u2028---b", '"a\u2028---b"'),
        ("a \u2028b", '"a \\u2028b"'),
        ("a\u2029\tb", '"a\\u2029\tb"'),
        ("a\u2028--- b", '"a\\u2028--- b"'),
        ("a\u2028...\u2029b", '"a\\u2028...\u2029b"'),
        ("a\x85b", '"a\\x85b"'),
    ],
)
def test_a_line_separator_stays_where_it_is_read_back(text: str, written: str) -> None:
    assert fm.quoted(text) == written
    assert _read(f"k: {written}\n") == [{"k": text}] * 3
    single = fm.quoted(text, single=True)
    assert single == (written if "\\" in written else f"'{text}'")


def test_between_brackets_a_line_separator_needs_no_quotes_but_at_an_end_and_in_keys() -> None:
    assert fm.flow(["a\u2028b", "a\u2028#b", "a\u2028", "a\u2029 b"]) == (
        '[a\u2028b, "a\\u2028#b", "a\\u2028", "a\\u2029 b"]'
    )
    assert fm.plain("a\u2028b") == '"a\\u2028b"'
    assert fm.plain({"a\u2028b": 1}) == '{"a\\u2028b": 1}'
