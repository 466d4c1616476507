"""Conditions around an expression that say what type a value has."""

import ast
from collections.abc import Iterator, Mapping

_TYPES = frozenset({"int", "float", "bool", "date", "datetime", "Decimal", "Number", "Real", "Integral"})


def is_narrowed(value: ast.expr, node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Return whether `isinstance` shows, around `node`, that `value` is a number, a boolean or a date."""
    return any(_shows(test, ast.dump(value)) for test in _conditions(node, parents))


def _conditions(node: ast.AST, parents: Mapping[ast.AST, ast.AST]) -> Iterator[ast.expr]:
    """Yield the tests that hold where `node` is."""
    below, above = node, parents.get(node)
    while above is not None:
        if (isinstance(above, ast.If) and below in above.body) or (
            isinstance(above, ast.IfExp) and below is above.body
        ):
            yield above.test
        below, above = above, parents.get(above)


def _shows(test: ast.expr, value: str) -> bool:
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return any(_shows(one, value) for one in test.values)
    if not isinstance(test, ast.Call) or len(test.args) != 2 or ast.dump(test.args[0]) != value:
        return False
    if not isinstance(test.func, ast.Name) or test.func.id != "isinstance":
        return False
    kinds = test.args[1].elts if isinstance(test.args[1], ast.Tuple) else _union(test.args[1])
    names = {ast.unparse(kind).rpartition(".")[2] for kind in kinds}
    return names <= _TYPES


def _union(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_union(node.left), *_union(node.right)]
    return [node]
