"""Reading a plan: JSON lines, each checked before any of them counts."""

import dataclasses
import json
from collections.abc import Iterator
from functools import cache
from typing import Any, BinaryIO, get_type_hints

from reweave.errors import ReweaveError
from reweave.plan.fields import FieldKind
from reweave.plan.operation import Operation
from reweave.plan.plan import SCHEMA, Header, Plan
from reweave.plan.registry import all_operations
from reweave.suggestion import did_you_mean
from reweave.text import quoted

LONGEST_LINE = 64 * 1024
"""Bytes of a line."""
MOST_OPERATIONS = 1_000_000
_MESSAGE = 80
_BOM = b"\xef\xbb\xbf"
_ONE_OBJECT = "write one JSON object per line"


def read_plan(stream: BinaryIO, name: str, first: bytes = b"") -> Plan:
    """Read a whole plan from a stream called `name`, after its `first` line if that was read already.

    Raises:
        ReweaveError: a line is too long, is not JSON, or says something that an operation does not take
            (`plan-invalid`, with its line and what was expected). Nothing of the plan counts then.
    """
    lines = json_lines(stream, name, first)
    number, head = next(lines, (1, None))
    if head is None:
        raise _error(name, 1, "the plan is empty", f'start it with {{"schema": "{SCHEMA}"}}')
    header = _header(head, name, number)
    operations: list[Operation] = []
    known: dict[str, int] = {}
    for number, line in lines:
        operation = _operation(line, name, number)
        if operation.id in known:
            message = f"duplicate id {quoted(operation.id)}, also on line {known[operation.id]}"
            raise _error(name, number, message, "give each operation its own id")
        if len(operations) >= MOST_OPERATIONS:
            raise _error(name, number, f"the plan has more than {MOST_OPERATIONS:,} operations", "split it")
        known[operation.id] = number
        operations.append(operation)
    return Plan(header, tuple(operations))


def _error(name: str, line: int, message: str, suggestion: str | None) -> ReweaveError:
    return ReweaveError(message, code="plan-invalid", path=name, line=line, suggestion=suggestion)


def json_lines(
    stream: BinaryIO, name: str, first: bytes = b"", longest: int = LONGEST_LINE
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each line that is not blank as an object, with its number; `first` is the first one, if it was read.

    Raises:
        ReweaveError: a line is too long, or is no JSON object (`plan-invalid`).
    """
    number = 0
    while line := first or stream.readline(longest + 1):
        first = b""
        number += 1
        if len(line) > longest:
            message = f"this line is longer than {longest:,} bytes"
            raise _error(name, number, message, "write each operation on one line")
        if line.strip():
            yield number, _object(line, name, number)


def _object(line: bytes, name: str, number: int) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise _error(name, number, f"duplicate field {_short(key)}", "keep one of the two")
            found[key] = value
        return found

    if number == 1:
        line = line.removeprefix(_BOM)
    try:
        data = json.loads(line.decode(), object_pairs_hook=once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise _error(name, number, "this line is not UTF-8", "write the plan in UTF-8") from error
    except json.JSONDecodeError as error:
        message = f"this line is not JSON: {error.msg} at column {error.colno}"
        raise _error(name, number, message, _advice(line)) from error
    except (ValueError, RecursionError) as error:
        raise _error(name, number, "this line is not JSON that can be read", _ONE_OBJECT) from error
    if not isinstance(data, dict):
        raise _error(name, number, "this line is not a JSON object", _ONE_OBJECT)
    return data


def _advice(line: bytes) -> str:
    """Return what to do about a line that is not JSON: what agents put around and between lines."""
    text = line.strip()
    if text.startswith(b"```"):
        return "remove the code fence around the lines"
    if text in (b"[", b"]"):
        return "write one JSON object per line, without a list around them"
    if text == b"{":
        return "write each object on one line, without line breaks inside"
    if text.endswith(b"},"):
        return "remove the comma at its end"
    return _ONE_OBJECT


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _header(data: dict[str, Any], name: str, number: int) -> Header:
    if data.get("schema") != SCHEMA:
        message = f'the first line must have "schema": "{SCHEMA}"'
        raise _error(name, number, message, "see `reweave schema plan`")
    return Header(**{"tool": None, **_values(data, Header, "schema", "a header", name, number)})


def _operation(data: dict[str, Any], name: str, number: int) -> Operation:
    known = all_operations()
    op = data.get("op")
    if not isinstance(op, str) or op not in known:
        said = "missing 'op'" if "op" not in data else f"unknown operation {_short(op)}"
        raise _error(name, number, said, did_you_mean(op if isinstance(op, str) else "", known))
    return known[op](**_values(data, known[op], "op", f"`{op}`", name, number))


def _values(data: dict[str, Any], line: Any, tag: str, what: str, name: str, number: int) -> dict[str, Any]:
    """Return the values of the fields of a line; `tag` is the field that says which kind of line it is."""
    kinds = fields_of(line)
    _known(data, {tag, *kinds}, what, name, number)
    values: dict[str, Any] = {}
    for key, (kind, needed) in kinds.items():
        if key not in data:
            if needed:
                raise _error(name, number, f'{what} needs "{key}"', f"it must be {kind.wanted}")
            continue
        try:
            values[key] = kind.read(data[key])
        except ValueError as error:
            message = f'"{key}" must be {kind.wanted}, got {_short(data[key])}'
            raise _error(name, number, message, f"see `reweave schema plan` for {what}") from error
    return values


def _known(data: dict[str, Any], valid: set[str], what: str, name: str, number: int) -> None:
    for key in data:
        if key not in valid:
            raise _error(name, number, f"{what} has no field {_short(key)}", did_you_mean(key, sorted(valid)))


def _short(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value, _MESSAGE)
    text = json.dumps(value)
    return text if len(text) <= _MESSAGE else text[:_MESSAGE] + "..."


@cache
def fields_of(line: Any) -> dict[str, tuple[FieldKind, bool]]:
    """Return the fields of an operation or a header by name: of which kind, and whether a line must have it."""
    hints = get_type_hints(line, include_extras=True)
    found: dict[str, tuple[FieldKind, bool]] = {}
    for one in dataclasses.fields(line):
        kind = next(about for about in hints[one.name].__metadata__ if isinstance(about, FieldKind))
        found[one.name] = kind, one.default is dataclasses.MISSING
    return found
