"""Answers and errors for programs as JSON documents in ASCII, and the published schemas that they keep to."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reweave.errors import ReweaveError
from reweave.output.paths import path_fields, valid

if TYPE_CHECKING:
    from reweave.schemas.error import Error, Place


def document(schema: str | None, answer: Mapping[str, object]) -> str:
    """Return an answer with each item of a list on a line of its own; it first says which schema it keeps to, if any.

    The same answer gives the same text. Lone surrogates, which no encoding can carry, are U+FFFD.
    """
    whole = answer if schema is None else _named(schema, answer)
    lines = (f"  {json.dumps(key)}: {_value(_valid(value))}" for key, value in whole.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def indented(schema: str, answer: Mapping[str, object]) -> str:
    """Return an answer as `document` does, but with every key and item on a line of its own, for deep answers."""
    return json.dumps(_valid(_named(schema, answer)), indent=2) + "\n"


def error_json(error: ReweaveError) -> str:
    """Return an error on one line, without the line end."""
    place: Place = {"path": None} if error.path is None else {**path_fields(error.path)}
    answer: Error = {
        "error": {
            "code": error.code,
            "message": error.message,
            **place,
            "line": error.line,
            "suggestion": error.suggestion,
        }
    }
    return json.dumps(_valid(answer))


def _named(schema: str, answer: Mapping[str, object]) -> dict[str, object]:
    return {"schema": f"reweave/{schema}/1", **answer}


def _value(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {json.dumps(item)}" for item in value) + "\n  ]"
    return json.dumps(value)


def _valid(value: Any) -> Any:
    if isinstance(value, str):
        return valid(value)
    if isinstance(value, Mapping):
        return {valid(key): _valid(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_valid(one) for one in value]
    return value


def schema_names() -> list[str]:
    """Return the names of the published schemas, in order."""
    found = (one.name for one in (files("reweave") / "schemas").iterdir())
    return sorted(name.removesuffix("-1.json") for name in found if name.endswith("-1.json"))


def schema_text(name: str) -> str:
    """Return a published schema (JSON Schema 2020-12).

    Raises:
        FileNotFoundError: no schema has that name.
    """
    return (files("reweave") / "schemas" / f"{name}-1.json").read_text(encoding="utf-8")


def schema_titles() -> Iterator[tuple[str, str]]:
    """Yield the name and the description of each published schema."""
    for name in schema_names():
        yield name, json.loads(schema_text(name))["description"]
