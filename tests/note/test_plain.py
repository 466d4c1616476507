"""When plain is safe: held against what fourteen readers made of 446 strings, and four readers of any string."""

import functools
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from reweave.note.plain import Position, is_plain_safe
from tests.strategies import QUOTABLE

_TABLE = Path(__file__).parent.parent / "plain_scalars.jsonl"
_LONG = re.compile(r"…\(len (\d+)\)\Z")
_REFUSED = {
    "map": [],
    "list": [],
    # In flow style, the libyaml of 2011, which ruamel.yaml.clib brings along, takes no colon.
    "flow": [
        "1:60", "12:30 PM", "a:b", "a :b", "a::b", "http://x.y/z", "C:\\dir", "key:value", "日本:語", "a:#b",
    ],
    # Looks like a marker, an explicit key, or a key of its own.
    "key": [
        "=", "-", "...", "....", "?", "?a", "?,", "?[", ":", "a:", "12:", "x :",
        "x:y:", "TODO:", "a::",
    ],
}  # fmt: skip
# Further ones, which only some of them take for no text, and which the table does not hold.
_NO_STRINGS = [
    "e+5", "-e5", "E-9", "+_", "-__", "._", "+.", ".e5", ".9E0_", "_.7", "-_.7_", "_1", "1e_5", "1_:30", "0o_",
    "2026-1-1 1:0:0", "3,5", "12,500.75", "0,1", "1,", "0x,", "0b,", "-2001-12-14t21:59:43", ":sym", ":-)", ":",
    "\xa0", "\u3000", "\u2003\xa0", "2026-01-01T10:00", "2026-01-01 10:00 +01", "2026-01-01 10:00:00 -0100",
]  # fmt: skip
_STRINGS = [
    "_",
    "__",
    "_e5",
    "1e",
    "0x",
    "0b2",
    "1:60",
    "12\xa0",
    "+.nan",
    "2026-01-01 10",
    "2026-01-01T10:00x",
    "\ufeff",
]
_POSITIONS = {
    "map": Position.VALUE,
    "list": Position.ITEM,
    "flow": Position.FLOW,
    "key": Position.KEY,
}


@functools.cache
def _rows() -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in _TABLE.read_text().split("\n") if line]
    for row in rows:
        if found := _LONG.search(row["s"]):
            row["s"] = row["s"][: found.start()].ljust(int(found[1]), "x")
    return rows


def test_the_table_is_there() -> None:
    assert len(_rows()) == 446


@pytest.mark.parametrize("column", _POSITIONS)
def test_plain_only_where_all_fourteen_readers_agree(column: str) -> None:
    wrong = [row["s"] for row in _rows() if is_plain_safe(row["s"], _POSITIONS[column]) and not row[f"safe_{column}"]]
    assert wrong == []


@pytest.mark.parametrize("column", _POSITIONS)
def test_what_stays_quoted_although_all_fourteen_agree(column: str) -> None:
    refused = [row["s"] for row in _rows() if row[f"safe_{column}"] and not is_plain_safe(row["s"], _POSITIONS[column])]
    assert sorted(refused) == sorted(_REFUSED[column])


@pytest.mark.parametrize("position", Position)
def test_what_else_was_read_as_a_number_or_date_by_one_of_them_stays_quoted(position: Position) -> None:
    assert [text for text in _NO_STRINGS if is_plain_safe(text, position)] == []


def test_what_no_reader_takes_for_a_number_or_date_is_plain() -> None:
    assert [text for text in _STRINGS if not is_plain_safe(text, Position.ITEM)] == []


def test_a_key_in_a_flow_mapping_is_held_to_both_rules() -> None:
    for row in _rows():
        if is_plain_safe(row["s"], Position.FLOW_KEY):
            assert row["safe_flow"] and row["safe_key"], row["s"]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a|supports|2026-03-28", True),
        ("solar is cheap", True),
        ("it's", True),
        ("[[x]]", False),
        ("x: y", False),
        ("2026-01-01", False),
        ("yes", False),
        ("12", False),
        ("", False),
        (" a", False),
        ("a\nb", False),
        ("😀", True),
        ("http://a.b/c", True),
    ],
)
def test_items(text: str, safe: bool) -> None:
    assert is_plain_safe(text, Position.ITEM) is safe


_WRITTEN = {
    Position.VALUE: "k: {}\n",
    Position.ITEM: "- {}\n",
    Position.FLOW: "[a, {}, b]\n",
    Position.KEY: "{}: v\n",
    Position.FLOW_KEY: "{{before it: b, {}: v, behind it: d}}\n",
}
_TRICKY = st.text(
    st.sampled_from("abeEnoxyYN0127 .:-+_#,[]{}?!&*|>'\"%@`~=<\\/\t\n\r\x85\xa0\u2028\ufeff😀é"), max_size=8
)


@given(_TRICKY | st.text(max_size=12) | st.sampled_from(QUOTABLE) | _TRICKY.map(lambda text: f"a{text}z"))
@example("-\u20280")
@example("http://a.b")
@example("1e5")
@example("0o7")
def test_what_is_safe_reads_back_everywhere(text: str) -> None:
    for position, template in _WRITTEN.items():
        if is_plain_safe(text, position):
            expected = _expected(text, position)
            for name, found in _read(template.format(text)).items():
                assert found == expected, (name, position)


def _expected(text: str, position: Position) -> object:
    return {
        Position.VALUE: {"k": text},
        Position.ITEM: [text],
        Position.FLOW: ["a", text, "b"],
        Position.KEY: {text: "v"},
        Position.FLOW_KEY: {"before it": "b", text: "v", "behind it": "d"},
    }[position]


def _read(source: str) -> dict[str, object]:
    readers: dict[str, object] = {
        "PyYAML": yaml.safe_load(source),
        "libyaml, as ruamel.yaml brings it": YAML(typ="safe").load(source),
    }
    for version in ("1.1", "1.2"):
        ruamel = YAML(typ="safe", pure=True)
        ruamel.version = version
        readers[f"ruamel.yaml {version}"] = ruamel.load(source)
    return readers
