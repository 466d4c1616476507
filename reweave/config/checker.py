"""Checking the keys and values of a configuration file."""

import re
import reprlib
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any

from reweave.errors import ReweaveError
from reweave.text import quoted

_WANTED = {int: "a positive integer", float: "a number, 0 or more", bool: "true or false", str: "a string"}

_SHOWN = 60
_MOST = (1 << 63) - 1


class Checker:
    """Checks the tables of one file; `prefix` is where its tables start (`tool.reweave.` in pyproject.toml)."""

    def __init__(self, path: str, text: str, prefix: str) -> None:
        """Remember the file, so that errors can name it and the line."""
        self._path = path
        self._text = text
        self._prefix = prefix

    def error(self, message: str, key: str, suggestion: str | None = None) -> ReweaveError:
        """Return the error for a dotted key, with its line where that can be found."""
        return ReweaveError(
            message,
            code="config-invalid",
            path=self._path,
            line=self._line((self._prefix + key).split(".")),
            suggestion=suggestion,
        )

    def invalid(self, key: str, value: object, expected: str) -> ReweaveError:
        """Return the error for a value that a dotted key cannot have; `expected` says which it can."""
        return self.error(f"invalid value {_show(value)} for {self._prefix}{key}", key, f"expected {expected}")

    def names(self, given: Iterable[str], known: Iterable[str], where: str, what: str) -> None:
        """Check that every name is known.

        Raises:
            ReweaveError: a name is unknown.
        """
        valid = list(known)
        for name in given:
            if name not in valid:
                from reweave.suggestion import did_you_mean

                message = f"unknown {what} {quoted(name)} in {where}"
                raise self.error(message, f"{where.strip('[]')}.{name}", did_you_mean(name, sorted(valid)))

    def table(self, value: object, key: str) -> dict[str, Any]:
        """Return `value` where it is a table.

        Raises:
            ReweaveError: it is not.
        """
        if not isinstance(value, dict):
            raise self.error(f"[{self._prefix}{key}] must be a table", key)
        return value

    def array_of_tables(self, value: object, key: str) -> list[dict[str, Any]]:
        """Return `value` where it is an array of tables.

        Raises:
            ReweaveError: it is not.
        """
        if not isinstance(value, list):
            raise self.error(f"{self._prefix}{key} must be an array of tables", key, f"use [[{self._prefix}{key}]]")
        return [self.table(item, key) for item in value]

    def options(self, kind: type, table: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Check a table against a dataclass or named tuple; return its values by field name.

        Raises:
            ReweaveError: a key that is no field, or a value of another type.
        """
        hints = typing.get_type_hints(kind)
        fields = {name.replace("_", "-"): name for name in hints}
        self.names(table, fields, f"[{self._prefix}{key}]", "key")
        return {fields[name]: self.value(hints[fields[name]], value, f"{key}.{name}") for name, value in table.items()}

    def value(self, hint: Any, value: object, key: str) -> Any:
        """Check one value against a type: `Literal`, `int`, `float`, `bool`, `str`, tuple of strings; optional or not.

        Raises:
            ReweaveError: it is of another type.
        """
        if typing.get_origin(hint) in (types.UnionType, typing.Union):
            hint = next(kind for kind in typing.get_args(hint) if kind is not types.NoneType)
        if typing.get_origin(hint) is typing.Literal:
            choices = typing.get_args(hint)
            if not any(value == choice and type(value) is type(choice) for choice in choices):
                raise self.invalid(key, value, f"one of {', '.join(map(_show, choices))}")
            return value
        if typing.get_origin(hint) is tuple:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise self.invalid(key, value, 'a list of strings, such as ["a", "b"]')
            return tuple(value)
        if hint is float and isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MOST:
            return float(value)
        if (
            type(value) is not hint
            or hint is float
            or (hint is int and isinstance(value, int) and not 1 <= value <= _MOST)
        ):
            raise self.invalid(key, value, _WANTED[hint])
        return value

    def count(self, value: object, key: str) -> int:
        """Check a number of things, of which there may be none.

        Raises:
            ReweaveError: it is no integer, or below zero.
        """
        if type(value) is not int or not 0 <= value <= _MOST:
            raise self.invalid(key, value, "an integer, 0 or more")
        return value

    def _line(self, words: Iterable[str]) -> int | None:
        """Return the line of the last word, searched from the line of the word before it (its table, its key)."""
        start, line = 0, None
        for word in words:
            pattern = re.compile(rf"(?m)^[^#\n]*?(?<![\w-]){re.escape(word)}(?![\w-])")
            match = pattern.search(self._text, start)
            line = None if match is None else self._text.count("\n", 0, match.end()) + 1
            start = start if match is None else self._text.rfind("\n", 0, match.end()) + 1
        return line


def _show(value: object) -> str:
    if isinstance(value, str):
        return quoted(value, _SHOWN)
    if isinstance(value, bool):
        return str(value).lower()
    # Neither nesting nor digits without end.
    text = hex(value) if isinstance(value, int) and value.bit_length() > _SHOWN * 4 else reprlib.repr(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."
