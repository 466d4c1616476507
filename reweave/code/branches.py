"""Which parts of a program never run in the same pass."""

import ast
from collections.abc import Iterator, Mapping

Parents = Mapping[ast.AST, ast.AST]


def exclude_each_other(one: ast.AST, other: ast.AST, parents: Parents) -> bool:
    """Return whether two nodes are in different branches of the same condition."""
    branches = dict(_branches(one, parents))
    return any(branches.get(condition, own) is not own for condition, own in _branches(other, parents))


def _branches(node: ast.AST, parents: Parents) -> Iterator[tuple[ast.AST, object]]:
    """Yield each condition around a node, with the branch of it that the node is in."""
    above = parents.get(node)
    while above is not None:
        if isinstance(above, ast.If) and node is not above.test:
            is_else = any(node is statement for statement in above.orelse)
            yield above, above.orelse if is_else else above.body
        elif isinstance(node, ast.match_case) or (isinstance(above, ast.IfExp) and node is not above.test):
            yield above, node
        node, above = above, parents.get(above)
