"""The kinds of fields in plans: their JSON Schema, which is checked as it is published, and what it cannot say."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from reweave.note.set_value import Value

LONGEST_TEXT = 4_000
"""Characters of a title, a key, a value or a reason. The longest titles seen in vaults have 250."""
LONGEST_PATH = 4_096
_LONGEST_HEADER_TEXT = 200
# Escapes that Python and JSON Schema (ECMA 262) read alike.
_CONTROL = r"\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff"
_IN_NO_PATH = r"/\u0000-\u001f\u007f"


@dataclass(frozen=True, slots=True, eq=False)
class FieldKind:
    """A kind of field: its name in the schema, what it takes ("must be `wanted`"), and its JSON Schema.

    `convert` returns a value that fits the schema as an operation takes it, or raises a ValueError.
    """

    name: str
    wanted: str
    schema: Mapping[str, Any]
    convert: Callable[[Any], Any] = lambda value: value

    def read(self, value: Any) -> Any:
        """Return a value from JSON as an operation takes it.

        Raises:
            ValueError: it is not of this kind.
        """
        if not _fits(value, self.schema):
            raise ValueError
        return self.convert(value)


def _fits(value: Any, schema: Mapping[str, Any]) -> bool:
    """Return whether a value fits a schema of this module, by the keywords that these use."""
    kinds = schema["type"]
    if isinstance(value, str):
        sized = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        return "string" in kinds and sized and re.fullmatch(schema.get("pattern", "(?s).*"), value) is not None
    if isinstance(value, bool):
        return "boolean" in kinds
    if isinstance(value, int | float):
        return "number" in kinds and schema["minimum"] <= value <= schema["maximum"]
    if isinstance(value, list):
        return (
            "array" in kinds
            and len(value) >= schema.get("minItems", 0)
            and all(_fits(x, schema["items"]) for x in value)
        )
    return value is None and "null" in kinds


def _unicode(value: Any) -> Any:
    if isinstance(value, str):
        value.encode()  # a lone surrogate raises UnicodeEncodeError, which is a ValueError
    return value


def _value(value: Any) -> Any:
    return tuple(map(_unicode, value)) if isinstance(value, list) else _unicode(value)


def _line(value: str) -> str:
    if value != value.strip():
        raise ValueError
    return str(_unicode(value))


def _path(value: str) -> str:
    os.fsencode(value)  # a surrogate that encodes no byte raises UnicodeEncodeError
    if any(part in (".", "..") or part.casefold() == ".git" for part in value.split("/")):
        raise ValueError
    return value


def _printable(value: str | None) -> str | None:
    if value is not None and not value.isprintable():
        raise ValueError
    return value


_TEXT = FieldKind(
    "text",
    f"1 to {LONGEST_TEXT:,} characters on one line, without control characters or space at its ends",
    {
        "description": "One line without control characters or space at its ends.",
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_TEXT,
        "pattern": f"^[^{_CONTROL}]+$",
    },
    _line,
)
_REMARK = FieldKind(
    "remark",
    f"text of at most {LONGEST_TEXT:,} characters",
    {"description": "Words for people.", "type": "string", "maxLength": LONGEST_TEXT},
    _unicode,
)
_HEADER_TEXT = FieldKind(
    "header-text",
    f"text of at most {_LONGEST_HEADER_TEXT} characters on one line, or null",
    {"description": "A short text.", "type": ["string", "null"], "maxLength": _LONGEST_HEADER_TEXT},
    _printable,
)
_PATH = FieldKind(
    "path",
    "a path below the root with / between its parts, without .. or control characters",
    {
        "description": (
            "A note's path from the root, with / between its parts. Bytes that are not UTF-8 are lone surrogates "
            "(U+DC80 to U+DCFF)."
        ),
        "type": "string",
        "minLength": 1,
        "maxLength": LONGEST_PATH,
        "pattern": f"^[^{_IN_NO_PATH}]+(/[^{_IN_NO_PATH}]+)*$",
    },
    _path,
)
_BLOB = FieldKind(
    "blob",
    "the blob hash of the note as git gives it: 40 or 64 lower-case hexadecimal digits",
    {
        "description": (
            "The git blob hash of the bytes that the operation was made for (`git hash-object NOTE`); line ends do not "
            "count."
        ),
        "type": "string",
        "pattern": "^[0-9a-f]{40}([0-9a-f]{24})?$",
    },
)
_ID = FieldKind(
    "id",
    "1 to 128 letters, digits, `.`, `_`, `:` or `-`, of which the first is a letter or digit",
    {
        "description": "The operation's name; no other operation of the plan has it.",
        "type": "string",
        "pattern": "^[0-9A-Za-z][0-9A-Za-z._:-]{0,127}$",
    },
)
_DAY = FieldKind(
    "day",
    "a date as YYYY-MM-DD",
    {"description": "A date.", "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "format": "date"},
    date.fromisoformat,
)
_SCALAR: Mapping[str, Any] = {
    "type": ["string", "number", "boolean", "null"],
    "maxLength": LONGEST_TEXT,
    "minimum": 1 - 2**63,
    "maximum": 2**63 - 1,
    "pattern": f"^[^{_CONTROL}]*$",
}
_VALUE = FieldKind(
    "value",
    f"a text of at most {LONGEST_TEXT:,} characters without control characters, a number, true, false or null, or a "
    "list of these",
    {
        "description": "A text on one line, a number, true, false or null, or a list of these.",
        **_SCALAR,
        "type": [*_SCALAR["type"], "array"],
        "items": _SCALAR,
    },
    _value,
)
_FLAG = FieldKind("flag", "true or false", {"description": "True or false.", "type": "boolean"})
_RULES = FieldKind(
    "rules",
    "a list of rule names",
    {
        "description": "Names of rules; see `reweave rules`.",
        "type": "array",
        "minItems": 1,
        "items": dict(_TEXT.schema),
    },
    lambda value: tuple(map(_line, value)),
)

Text = Annotated[str, _TEXT]
"""A title, a frontmatter key, an edge type: something on one line."""
Remark = Annotated[str, _REMARK]
"""Words for people; nothing is done with them but showing them."""
HeaderText = Annotated[str | None, _HEADER_TEXT]
"""Where a plan comes from, in its header."""
NotePath = Annotated[str, _PATH]
"""The path of a note, relative to the root; bytes that are not UTF-8 as surrogate escapes (`os.fsdecode`)."""
Blob = Annotated[str, _BLOB]
"""The git blob hash of the bytes that an operation was made for."""
Id = Annotated[str, _ID]
"""The name of an operation within its plan."""
Day = Annotated[date, _DAY]
FieldValue = Annotated[Value | tuple[Value, ...], _VALUE]
Flag = Annotated[bool, _FLAG]
Rules = Annotated[tuple[str, ...], _RULES]
