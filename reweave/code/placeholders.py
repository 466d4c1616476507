"""The placeholders that `replace` fills: one, or those of a table that a loop goes through."""

import ast
import re
from collections.abc import Iterator
from itertools import islice

from reweave.code.assignments import bound
from reweave.code.constant_text import constant_text
from reweave.code.scope import Scope

_PLACEHOLDER = re.compile(r"[@%{<$#_\[]{1,3} ?[\w.-]+ ?[@%}>$#_\]]{0,3}|[A-Z][A-Z0-9_]{2,}")
"""A text to be replaced by a value; another one is a part of the text."""
_MOST = 100
"""Rows of a table that are followed."""


def placeholders(node: ast.Call, scope: Scope) -> Iterator[tuple[str, ast.expr]]:
    """Yield each placeholder that `text.replace(old, new)` fills, with its value."""
    old, new = node.args
    text = constant_text(old, scope)
    pairs = [(text, new)] if text is not None else islice(_table(old, new, scope), _MOST)
    yield from ((name, value) for name, value in pairs if _PLACEHOLDER.fullmatch(name))


def _table(old: ast.expr, new: ast.expr, scope: Scope) -> Iterator[tuple[str, ast.expr]]:
    """Yield the rows of the table whose columns a loop binds to the names `old` and `new`."""
    if not isinstance(old, ast.Name):
        return
    for loop in scope.nodes:
        if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Tuple) or len(loop.target.elts) != 2:
            continue
        first, second = loop.target.elts
        if not isinstance(first, ast.Name) or first.id != old.id or not isinstance(second, ast.Name):
            continue
        for name, value in _rows(loop.iter, scope):
            text = constant_text(name, scope)
            if text is not None:
                yield text, value if isinstance(new, ast.Name) and new.id == second.id else new


def _rows(table: ast.expr, scope: Scope) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield the pairs of a list of tuples, or of the items of a mapping."""
    if isinstance(table, ast.Call) and isinstance(table.func, ast.Attribute) and table.func.attr == "items":
        table = table.func.value
    if isinstance(table, ast.Name) and (made := bound(table.id, scope)) is not None:
        table = made[0]
    if isinstance(table, ast.Dict):
        yield from ((key, value) for key, value in zip(table.keys, table.values, strict=True) if key is not None)
    elif isinstance(table, ast.List | ast.Tuple):
        for row in table.elts:
            if isinstance(row, ast.Tuple) and len(row.elts) == 2:
                yield row.elts[0], row.elts[1]
