"""An answer for programs: one JSON document, which names the schema it keeps to."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from reweave.output.paths import valid


def document(schema: str, parts: Mapping[str, Any], *, named: bool = True) -> str:
    """Return an answer as JSON in ASCII: `schema` (`reweave/NAME/1`) first, each item of a list on a line of its own.

    The same parts give the same text. Lone surrogates, which no encoding can carry, are U+FFFD. Without `named` it does
    not say which schema it keeps to: where others go through all its keys.
    """
    whole = {"schema": f"reweave/{schema}/1", **parts} if named else parts
    lines = (f"  {json.dumps(key)}: {_value(_valid(value))}" for key, value in whole.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


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
        FileNotFoundError: there is none of that name.
    """
    return (files("reweave") / "schemas" / f"{name}-1.json").read_text(encoding="utf-8")


def schema_titles() -> Iterator[tuple[str, str]]:
    """Yield the name and the description of each published schema."""
    for name in schema_names():
        yield name, json.loads(schema_text(name))["description"]
