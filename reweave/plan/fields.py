"""What the fields of a plan may hold. Each kind of field says what it takes, and returns the value checked."""

import math
import os
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from reweave.note.set_value import Value as _Value

LONGEST_TEXT = 4_000
"""Characters of a title, a key, a value or a reason. The longest titles seen in vaults have 250."""
LONGEST_PATH = 4_096
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_IN_A_PATH = re.compile(r"[\x00-\x1f\x7f]")
_BLOB = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:-]{0,127}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class FieldKind(ABC):
    """One kind of field; `wanted` continues "must be ..."."""

    wanted: str

    @abstractmethod
    def read(self, value: Any) -> Any:
        """Return the value that JSON holds as the operation takes it.

        Raises:
            ValueError: it is not of this kind.
        """


@dataclass(frozen=True, slots=True)
class _Text(FieldKind):
    wanted: str = f"1 to {LONGEST_TEXT:,} characters on one line, without control characters or space at its ends"

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or not value or value != value.strip() or len(value) > LONGEST_TEXT:
            raise ValueError
        if _CONTROL.search(value):
            raise ValueError
        return value


@dataclass(frozen=True, slots=True)
class _Remark(FieldKind):
    wanted: str = f"text of at most {LONGEST_TEXT:,} characters"

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or len(value) > LONGEST_TEXT:
            raise ValueError
        value.encode()  # a lone surrogate raises UnicodeEncodeError, which is a ValueError
        return value


@dataclass(frozen=True, slots=True)
class _Path(FieldKind):
    wanted: str = "a path below the root with / between its parts, without .. or control characters"

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or not value or len(value) > LONGEST_PATH or _IN_A_PATH.search(value):
            raise ValueError
        os.fsencode(value)  # surrogates that stand for no byte raise UnicodeEncodeError
        parts = value.split("/")
        if any(part in ("", ".", "..") or part.casefold() == ".git" for part in parts):
            raise ValueError
        return value


@dataclass(frozen=True, slots=True)
class _Match(FieldKind):
    pattern: re.Pattern[str]
    wanted: str

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or not self.pattern.fullmatch(value):
            raise ValueError
        return value


@dataclass(frozen=True, slots=True)
class _Day(FieldKind):
    wanted: str = "a day, written as 2026-03-28"

    def read(self, value: Any) -> date:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)


@dataclass(frozen=True, slots=True)
class _Scalar(FieldKind):
    wanted: str = (
        f"a text of at most {LONGEST_TEXT:,} characters without control characters, a number, true, false or null"
    )

    def read(self, value: Any) -> _Value:
        if isinstance(value, str):
            if len(value) > LONGEST_TEXT or _CONTROL.search(value):
                raise ValueError
        elif isinstance(value, int):
            if abs(value) >= 2**63:
                raise ValueError
        elif isinstance(value, float):
            if not math.isfinite(value):
                raise ValueError
        elif value is not None:
            raise ValueError
        result: _Value = value
        return result


@dataclass(frozen=True, slots=True)
class _Flag(FieldKind):
    wanted: str = "true or false"

    def read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError
        return value


@dataclass(frozen=True, slots=True)
class _Names(FieldKind):
    wanted: str = "a list of rule names"

    def read(self, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            raise ValueError
        return tuple(map(_Text().read, value))


Text = Annotated[str, _Text()]
"""A title, a frontmatter key, an edge type: something that stands on one line."""
Remark = Annotated[str, _Remark()]
"""Words for people; nothing is done with them but showing them."""
NotePath = Annotated[str, _Path()]
"""The path of a note, relative to the root; bytes that are not UTF-8 as surrogate escapes (`os.fsdecode`)."""
Blob = Annotated[
    str, _Match(_BLOB, "the blob hash of the note as git gives it: 40 or 64 lower-case hexadecimal digits")
]
"""The git blob hash of the bytes that an operation was made for."""
Id = Annotated[
    str, _Match(_ID, "1 to 128 letters, digits, `.`, `_`, `:` or `-`, of which the first is a letter or digit")
]
"""What names an operation within its plan."""
Day = Annotated[date, _Day()]
Scalar = Annotated[_Value, _Scalar()]
Flag = Annotated[bool, _Flag()]
Names = Annotated[tuple[str, ...], _Names()]
