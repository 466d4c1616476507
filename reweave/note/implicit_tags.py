"""The tags that a plain scalar without a tag resolves to under YAML 1.1 and YAML 1.2.

Sources: the YAML 1.1 type repository (https://yaml.org/type/) and YAML 1.2.2, 10.3.2, each as wide as the readers in
use take it: underscores in numbers and leading zeros resolve to numbers under both.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache

_BOOL = "true|True|TRUE|false|False|FALSE"
_WORDS = "y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF"
_NULL = "~|null|Null|NULL|"
_EXPONENT = "[eE][-+]?[0-9]+"
_FLOAT = (
    rf"[-+]?[0-9][0-9_]*(?:\.[0-9_]*(?:{_EXPONENT})?|{_EXPONENT})"
    r"|\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = (
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"
)
_DIGITS = "0123456789"

_TABLE: tuple[tuple[str, str, str, str], ...] = (
    ("bool", f"{_BOOL}|{_WORDS}", _BOOL, "yYnNtTfFoO"),
    (
        "float",
        rf"{_FLOAT}|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*",
        rf"{_FLOAT}|[-+]\.[0-9_]+(?:[eE][-+][0-9]+)?",
        f"-+.{_DIGITS}",
    ),
    (
        "int",
        "[-+]?(?:0b[01_]+|0?[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)",
        "[-+]?(?:0b[01_]+|0o?[0-7_]+|[0-9_]+|0x[0-9a-fA-F_]+)",
        f"-+{_DIGITS}",
    ),
    ("merge", "<<", "<<", "<"),
    ("null", _NULL, _NULL, "~nN"),
    ("timestamp", f"{_DATE}|{_TIME}", f"{_DATE}|{_TIME}", _DIGITS),
    ("value", "=", "=", "="),
    ("yaml", "[!&*]", "[!&*]", "!&*"),
)
"""Tag, expression under 1.1, expression under 1.2, and the characters that a match can start with."""

_FIRST = frozenset("".join(row[3] for row in _TABLE)) | {"", "_"}
"""The characters that a scalar other than a string can start with: it may be empty, and a number may start with `_`."""


@lru_cache(maxsize=4096)  # values repeat from note to note; all of a vault would not fit
def resolve(value: str) -> tuple[str, str]:
    """Return the short tags (`str`, `int`, `timestamp`, ...) of a plain scalar under YAML 1.1 and 1.2."""
    first = value[:1]
    if first not in _FIRST:
        return "str", "str"
    return _resolve(value, first, 1), _resolve(value, first, 2)


def _resolve(value: str, first: str, version: int) -> str:
    for tag, match in _matchers(first, version):
        if match(value):
            return tag
    return "str"


@cache
def _matchers(first: str, version: int) -> list[tuple[str, Callable[[str], object]]]:
    """Return tag and matcher of what can start with a character; an expression is compiled when it is first needed."""
    rows = [row for row in _TABLE if first in row[3] or first == "_" or (not first and row[0] == "null")]
    return [(row[0], re.compile(row[version]).fullmatch) for row in rows]
