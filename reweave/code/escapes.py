"""Chains of `replace` that escape text, in one expression or over several statements."""

import ast
from collections.abc import Sequence
from typing import NamedTuple

from reweave.code.scope import Binding

Pair = tuple[str, str]
SPECIAL = frozenset("\"'\\:#[]{},&*!|>%@`")


class Escape(NamedTuple):
    """A chain of `.replace(old, new)`: the whole expression, its start, and its pairs."""

    node: ast.Call
    start: ast.expr
    pairs: tuple[Pair, ...]


def escape_of(node: ast.expr) -> Escape | None:
    """Return the chain of replacements at the end of an expression."""
    if not isinstance(node, ast.Call):
        return None
    pairs: list[Pair] = []
    inner: ast.expr = node
    while (
        isinstance(inner, ast.Call)
        and isinstance(inner.func, ast.Attribute)
        and inner.func.attr == "replace"
        and len(inner.args) == 2
        and all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in inner.args)
    ):
        old, new = (str(one.value) for one in inner.args if isinstance(one, ast.Constant))
        pairs.append((old, new))
        inner = inner.func.value
    if not pairs:
        return None
    return Escape(node, inner, tuple(reversed(pairs)))


def chained_pairs(name: str, bindings: Sequence[Binding]) -> tuple[Pair, ...]:
    """Return the pairs of all replacements that a name goes through, statement by statement."""
    pairs: list[Pair] = []
    for binding in bindings:
        escape = None if binding.value is None or binding.element else escape_of(binding.value)
        if escape is None:
            continue
        if not (isinstance(escape.start, ast.Name) and escape.start.id == name):
            pairs = []
        pairs.extend(escape.pairs)
    return tuple(pairs)


def is_special(pairs: Sequence[Pair]) -> bool:
    """Return whether any replacement is of a character that is special in YAML."""
    return any(set(old) & SPECIAL for old, _ in pairs)


def is_complete(pairs: Sequence[Pair], quote: str) -> bool:
    """Return whether a chain escapes all that one-line text needs between these quotes."""
    own = [pair for pair in pairs if set(pair[0]) & {quote, "\\"}]
    if quote == "'":
        return own == [("'", "''")]
    return own == [("\\", "\\\\"), ('"', '\\"')]
