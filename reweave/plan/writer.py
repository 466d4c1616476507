"""Writing a plan as JSON lines."""

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from reweave.plan.operation import Operation
from reweave.plan.plan import SCHEMA, Header, Plan

_LEADING = ("id", "path", "blob")


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield the lines of a plan in ASCII, each with its line feed; `read_plan` gives the plan back."""
    yield json.dumps(header_data(plan.header)) + "\n"
    for operation in plan.operations:
        yield json.dumps(operation_data(operation)) + "\n"


def is_plan(source: bytes) -> bool:
    """Return whether a file is a plan: its first line is the header that `plan_lines` writes."""
    try:
        head = json.loads(source.split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(head, dict) and head.get("schema") == SCHEMA


def header_data(header: Header) -> dict[str, Any]:
    """Return a header as its line holds it."""
    return {"schema": SCHEMA, "base": header.base, "configuration": header.configuration, "tool": header.tool}


def operation_data(operation: Operation) -> dict[str, Any]:
    """Return an operation as its line holds it: its name, where it applies, its own fields, its reason."""
    values = {one.name: getattr(operation, one.name) for one in dataclasses.fields(operation)}
    own = [name for name in values if name not in (*_LEADING, "reason")]
    ordered = {name: values[name] for name in (*_LEADING, *own, "reason")}
    return {"op": operation.op} | {name: _plain(value) for name, value in ordered.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
