"""String literals read without libcst, whose import takes longer than all the rest.

Only simple literals are read, and only if the parser agrees on each value; for all others `None` tells the caller to
use libcst.
"""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from reweave.code.source import unwarned

_BLANK = re.compile(r"[ \t\r\n\f]*")
_OPENING = re.compile(r"(?P<prefix>[bfru]{0,2})(?P<quote>\"\"\"|'''|\"|')", re.IGNORECASE)
_PLAIN = {quote: re.compile(rf"(?s)(?:(?!{quote})[^\\]|\\.)*+") for quote in ('"""', "'''", '"', "'")}
_LITERAL = re.compile(r"(?s)(?:[^\\{}]|\\[^N{}\n]|\{\{|\}\})++")
_ATOM = r"""[^\\#"'(){}\[\]]|"[^"\\]*"|'[^'\\]*'"""
_BRACKETS = rf"[(\[](?:{_ATOM}|[(\[](?:{_ATOM}|[(\[](?:{_ATOM})*+[)\]])*+[)\]])*+[)\]]"
_VALUE = re.compile(rf"""\{{(?P<code>(?:[!=<>]=|(?![:=!])(?:{_ATOM})|{_BRACKETS})++)(?:![ars])?(?::[^\\{{}}"']*)?\}}""")


class StringLiteral(NamedTuple):
    """One string: `[start, end)` of the text between its quotes and of each value, with the value's source."""

    start: int
    end: int
    prefix: str
    quote: str
    values: tuple[tuple[int, int, str], ...]


def read_strings(code: str, node: ast.expr) -> list[StringLiteral] | None:
    """Return the string literals that a literal or an f-string consists of; `None` where they are not simple."""
    found: list[StringLiteral] = []
    place = 0
    while place < len(code):
        one = _read_one(code, place)
        if one is None:
            return None
        found.append(one)
        blank = _BLANK.match(code, one.end + len(one.quote))
        assert blank is not None
        place = blank.end()
    values = node.values if isinstance(node, ast.JoinedStr) else []
    wanted = [ast.dump(value.value) for value in values if isinstance(value, ast.FormattedValue)]
    return found if list(_dumps(found)) == wanted else None


def _dumps(found: list[StringLiteral]) -> Iterator[str | None]:
    for one in found:
        for _, _, code in one.values:
            yield dump(f"({code}\n)")


def dump(code: str) -> str | None:
    """Return the dumped syntax tree of an expression; `None` where it is invalid."""
    node = expression(code)
    return None if node is None else ast.dump(node)


def expression(code: str) -> ast.expr | None:
    """Return the syntax tree of an expression; `None` where it is invalid."""
    try:
        with unwarned():
            return ast.parse(code, mode="eval").body
    except SyntaxError:
        return None


def _read_one(code: str, place: int) -> StringLiteral | None:
    opening = _OPENING.match(code, place)
    if opening is None:
        return None
    prefix, quote, start = opening["prefix"].lower(), opening["quote"], opening.end()
    plain = _PLAIN[quote].match(code, start)
    if plain is None or not code.startswith(quote, plain.end()):
        return None
    end = plain.end()
    values: list[tuple[int, int, str]] = []
    place = start if "f" in prefix else end
    while place < end:
        literal = _LITERAL.match(code, place, end)
        if literal is not None:
            place = literal.end()
            continue
        value = _VALUE.match(code, place, end)
        if value is None:
            return None
        values.append((place, value.end(), value["code"].strip()))
        place = value.end()
    return StringLiteral(start, end, prefix, quote, tuple(values))


def joined(code: str) -> str | None:
    """Return the source of `x` in `", ".join(x)` or any call with one argument; `None` where it is not simple."""
    if not code.isprintable() or "#" in code or "\\" in code:
        return None
    call = expression(f"({code})")
    if not isinstance(call, ast.Call) or len(call.args) != 1 or call.keywords:
        return None
    raw = f"({code})".encode()
    after = raw[call.func.end_col_offset : call.end_col_offset].decode().strip()
    inner = after.removeprefix("(").removesuffix(")").strip().removesuffix(",").rstrip()
    return inner if dump(f"({inner})") == ast.dump(call.args[0]) else None
