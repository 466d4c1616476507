"""What attributes and items are assigned: `self.title = ...`, `post["title"] = ...`."""

import ast
from collections.abc import Iterator

from reweave.code.scope import Scope


def assigned(node: ast.Attribute | ast.Subscript, scope: Scope) -> Iterator[tuple[ast.expr, Scope]]:
    """Yield the values assigned to an attribute anywhere in the file, or to an item in the same function."""
    if isinstance(node, ast.Attribute):
        holders = [one for one in scope.module.walk() if node.attr in one.assigned]
    else:
        holders = [scope]
    wanted = _named(node)
    for holder in holders:
        for one in holder.nodes:
            if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None:
                targets = one.targets if isinstance(one, ast.Assign) else [one.target]
                if any(_named(target) == wanted for target in targets):
                    yield one.value, holder


def bound(name: str, scope: Scope) -> tuple[ast.expr, Scope] | None:
    """Return what a name is always bound to, and where."""
    found = scope.lookup(name)
    if found is None or len(found[1]) != 1 or found[1][0].element or found[1][0].value is None:
        return None
    return found[1][0].value, found[0]


def _named(node: ast.expr) -> str | None:
    """Return the identity of a target; an attribute is the same one in all methods."""
    if isinstance(node, ast.Attribute):
        return f".{node.attr}"
    is_item = isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name)
    return ast.unparse(node) if is_item else None
