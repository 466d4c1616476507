from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("jsonschema_rs")
from reweave import check
from reweave.config.loader import load_config
from reweave.errors import ReweaveError
from reweave.note.note import Note
from reweave.rules.shared.json_values import json_value, node_at
from tests.rules.run import outcome

CLAIM = """
[schema.claim]
required = ["source"]
additionalProperties = false
[schema.claim.properties]
type = {}
source = { type = "string", minLength = 1 }
status = { enum = ["draft", "done"] }
created = { format = "date" }
tags = { type = "array", items = { type = "string", pattern = "^[a-z]+$" } }
[schema."*"]
required = ["type"]
"""


def found(tmp_path: Path, text: str, config: str = CLAIM) -> list[tuple[int, int, str]]:
    file = tmp_path / "reweave.toml"
    file.write_text(config)
    notes = {"a.md": f"---\n{text}---\n".encode()}
    return [
        (one.line, one.column, one.message) for one in check(notes, config=load_config(file)) if one.rule == "schema"
    ]


def test_each_fault_is_reported_at_its_line(tmp_path: Path) -> None:
    text = "type: claim\nsource: ''\nstatus: maybe\ncreated: 2026-13-01\ntags:\n- ok\n- Not\nother: 1\n"
    assert found(tmp_path, text) == [
        (3, 9, 'source: "" is shorter than 1 character'),
        (4, 9, 'status: "maybe" is not one of "draft" or "done"'),
        (5, 10, 'created: "2026-13-01" is not a "date"'),
        (8, 3, 'tags.1: "Not" does not match "^[a-z]+$"'),
        (9, 1, "Additional properties are not allowed ('other' was unexpected)"),
    ]


@pytest.mark.parametrize(
    "text", ["type: person\nstatus: maybe\n", "type: claim\nsource: a book\ncreated: 2026-03-28\n"]
)
def test_what_is_allowed(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


def test_a_schema_for_all_notes(tmp_path: Path) -> None:
    assert found(tmp_path, "title: a\n") == [(2, 1, '"type" is a required property')]
    assert found(tmp_path, "") == [(2, 1, '"type" is a required property')]


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('[schema.claim]\ntype = "objekt"\n', "not a JSON Schema"),
        ('[schema.claim]\n"$ref" = "http://localhost:9/x"\n', "not a JSON Schema"),
        ('[schema.claim]\n"$ref" = "file:///etc/passwd"\n', "not a JSON Schema"),
        ('[schema.claim.properties]\na = { pattern = "(" }\n', "not a JSON Schema"),
        ("schema = 1\n", "must be a table"),
        ("[schema]\nclaim = 1\n", "must be a table"),
        ("[rules.schema]\nschemas = {}\n", "use [schema.TYPE]"),
    ],
)
def test_a_wrong_schema_is_a_wrong_configuration(tmp_path: Path, config: str, message: str) -> None:
    with pytest.raises(ReweaveError) as error:
        found(tmp_path, "type: claim\n", config)
    assert message in f"{error.value.message} {error.value.suggestion}"
    assert error.value.path == str(tmp_path / "reweave.toml")


def test_aliases_cannot_make_endless_work(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    text = "type: claim\n" + "\n".join(lines) + "\n"
    assert found(tmp_path, text) == [(2, 1, "too many values to check them with a schema")]


def test_a_pattern_takes_no_exponential_time() -> None:
    schemas = {"*": {"properties": {"a": {"pattern": "^(a+)+$"}}}}
    (one,) = outcome("schema", f"a: {'a' * 500}b\n", schemas=schemas).proposals
    assert len(one.message) < 300


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text("ab: 1", max_size=5) | st.sampled_from([0.5, -2.25]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), VALUES, min_size=1, max_size=4), st.booleans())
def test_values_are_those_that_another_reader_has(value: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, sort_keys=False, width=1000)
    note = Note("a.md", f"---\n{text}---\n".encode())
    assert json_value(note) == value
    for key in value:
        assert node_at(note, [key]) is not None


def test_numbers_of_yaml_1_2() -> None:
    note = Note("a.md", b"---\na: 0x1F\nb: 0o17\nc: 012\nd: .inf\ne: ~\nf: 1e3\ng: 2026-01-02\nh: yes\n---\n")
    expected = {"a": 31, "b": 15, "c": 12, "d": ".inf", "e": None, "f": 1000.0, "g": "2026-01-02", "h": "yes"}
    assert json_value(note) == expected


def test_a_list_of_values_that_refers_to_itself_ends() -> None:
    note = Note("a.md", b"---\na: &a [*a]\n---\n")
    assert json_value(note) == {"a": [None]}
