"""A plan is read as its schema says, and refused whole, with line and field, where it is not."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reweave.errors import ReweaveError
from reweave.plan.fields import LONGEST_TEXT
from reweave.plan.operation import Operation
from reweave.plan.plan import Header, Plan
from reweave.plan.reader import LONGEST_LINE, fields_of, read_plan
from reweave.plan.registry import all_operations
from reweave.plan.writer import operation_data, plan_lines

SCHEMA = json.loads((Path(__file__).parents[2] / "reweave/schemas/plan-1.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
HEADER = b'{"schema": "reweave/plan/1"}\n'
BLOB = "0123456789abcdef0123456789abcdef01234567"
GOOD: dict[str, Any] = {
    "op": "add-edge", "id": "e1", "path": "claims/a.md", "blob": BLOB, "type": "supports", "target": "b",
    "date": "2026-03-28", "reason": "why",
}  # fmt: skip


def read(*lines: bytes | dict[str, Any], header: bytes = HEADER) -> Plan:
    data = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
    return read_plan(io.BytesIO(header + data), "plan.jsonl")


def refused(*lines: bytes | dict[str, Any], header: bytes = HEADER) -> ReweaveError:
    with pytest.raises(ReweaveError) as caught:
        read(*lines, header=header)
    assert caught.value.code == "plan-invalid" and caught.value.path == "plan.jsonl"
    return caught.value


def test_a_line_is_an_operation() -> None:
    (one,) = read(GOOD).operations
    assert (one.op, one.path, one.reason) == ("add-edge", "claims/a.md", "why")
    assert vars_of(one)["date"] == date(2026, 3, 28)


def vars_of(one: Operation) -> dict[str, Any]:
    return {name: getattr(one, name) for name in fields_of(type(one))}


@pytest.mark.parametrize(
    ("line", "message", "suggestion"),
    [
        (GOOD | {"op": "add-egde"}, "unknown operation 'add-egde'", "did you mean 'add-edge'?"),
        ({**GOOD, "target": "two\nlines"}, '"target" must be', "schema plan"),
        ({**GOOD, "target": "\x1b[31mred"}, '"target" must be', "schema plan"),
        ({**GOOD, "target": "x" * (LONGEST_TEXT + 1)}, '"target" must be', "schema plan"),
        ({**GOOD, "target": " x"}, '"target" must be', "schema plan"),
        ({**GOOD, "path": "../x.md"}, '"path" must be a path below the root', "schema plan"),
        ({**GOOD, "path": "/etc/passwd"}, '"path" must be', "schema plan"),
        ({**GOOD, "path": "a/.GIT/hooks/x.md"}, '"path" must be', "schema plan"),
        ({**GOOD, "path": "a\x00.md"}, '"path" must be', "schema plan"),
        ({**GOOD, "blob": "xyz"}, '"blob" must be', "schema plan"),
        ({**GOOD, "date": "2026-02-30"}, '"date" must be a date', "schema plan"),
        ({**GOOD, "taget": "b"}, "has no field 'taget'", "did you mean 'target'?"),
        ({key: value for key, value in GOOD.items() if key != "target"}, 'needs "target"', "it must be"),
        ({**GOOD, "id": ""}, '"id" must be', "schema plan"),
        (b"[1]\n", "not a JSON object", "one JSON object"),
        (b"{\n", "not JSON", "without line breaks inside"),
        (b"[\n", "not JSON", "without a list around them"),
        (b"```json\n", "not JSON", "remove the code fence"),
        (b'{"op": "x"},\n', "not JSON", "remove the comma at its end"),
        (b'{"op": "a", "op": "b"}\n', "duplicate field 'op'", "keep one"),
        (b"\xff\n", "not UTF-8", "UTF-8"),
        (b'{"op": NaN}\n', "not JSON", "one JSON object"),
        (b"[" * 50_000 + b"\n", "not JSON", "one JSON object"),
        (b'{"op": ' + b"9" * 5_000 + b"}\n", "not JSON", "one JSON object"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(line: bytes | dict[str, Any], message: str, suggestion: str) -> None:
    error = refused(b"\n", GOOD, line)
    assert error.line == 4 and message in error.message and suggestion in (error.suggestion or "")
    assert str(error).isprintable()


def test_a_line_of_ten_megabytes_is_not_read_to_its_end() -> None:
    stream = io.BytesIO(HEADER + b'{"op": "' + b"x" * 10_000_000 + b'"}\n')
    with pytest.raises(ReweaveError, match="longer than"):
        read_plan(stream, "plan.jsonl")
    assert stream.tell() <= len(HEADER) + LONGEST_LINE + 1


def test_ids_are_given_once() -> None:
    error = refused(GOOD, {**GOOD, "target": "c"})
    assert error.line == 3 and "duplicate id 'e1', also on line 2" in error.message


@pytest.mark.parametrize(
    "header", [b"", b"{}\n", b'{"schema": "reweave/plan/2"}\n', b'{"schema": "reweave/plan/1", "x": 1}\n']
)
def test_the_header_says_what_the_file_is(header: bytes) -> None:
    assert refused(header=header).line == 1


_NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30)
_PARTS = _NAMES.filter(lambda one: one.casefold() not in (".", "..", ".git") and "/" not in one)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "id": st.from_regex(r"[0-9A-Za-z][0-9A-Za-z._:-]{0,20}", fullmatch=True),
    "path": st.lists(_PARTS, min_size=1, max_size=3).map("/".join),
    "blob": st.from_regex(r"[0-9a-f]{40}", fullmatch=True),
    "date": st.dates().map(date.isoformat),
    "value": st.none() | st.booleans() | st.integers(-(2**62), 2**62) | _NAMES,
    "unsafe": st.booleans(),
    "everywhere": st.booleans(),
    "rules": st.lists(_NAMES, min_size=1, max_size=3),
    "reason": st.text(st.characters(codec="utf-8"), max_size=40),
}  # fmt: skip


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from(sorted(all_operations())))
    kinds = fields_of(all_operations()[name])
    line: dict[str, Any] = {"op": name}
    for key, (kind, needed) in kinds.items():
        if needed or draw(st.booleans()):
            own = "path" if "path below" in kind.wanted else key
            line[key] = draw(_NAMES if key == "value" and "number" not in kind.wanted else _VALUES.get(own, _NAMES))
    return line


@settings(deadline=None)
@given(lines())
def test_a_good_line_is_read_and_written_back_and_the_schema_takes_it(line: dict[str, Any]) -> None:
    VALIDATOR.validate(line)
    (one,) = read(line).operations
    written = operation_data(one)
    VALIDATOR.validate(written)
    assert line.items() <= written.items()
    again = read_plan(io.BytesIO("".join(plan_lines(Plan(Header(), (one,)))).encode()), "x")
    assert again.operations == (one,)


_WRONG = st.none() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2) | st.booleans()


@settings(deadline=None)
@given(lines(), st.data())
def test_what_the_schema_refuses_is_refused(line: dict[str, Any], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from([*line, "extra"]))
    line[key] = data.draw(_WRONG)
    if data.draw(st.booleans()):
        del line[data.draw(st.sampled_from(sorted(line)))]
    if not VALIDATOR.is_valid(line):
        refused(line)


def test_the_schema_names_each_operation_with_its_description() -> None:
    import inspect

    for name, one in all_operations().items():
        defined = SCHEMA["$defs"][name]
        assert defined["description"] == " ".join(inspect.cleandoc(one.__doc__ or "").split())
        assert set(defined["properties"]) == {"op", *fields_of(one)}
