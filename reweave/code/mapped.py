"""What `map` makes of a function of texts: `map("- {}".format, tags)`."""

import ast

from reweave.code.scope import Scope


def mapped_element(node: ast.expr, scope: Scope) -> ast.expr | None:
    """Return an expression for an element of `map(function, items)`; the arguments of a call are not known."""
    if not isinstance(node, ast.Call) or len(node.args) != 2 or scope.dotted(node.func) != "builtins.map":
        return None
    function, items = node.args
    if isinstance(function, ast.Lambda):
        return function.body
    made = ast.Call(function, [ast.copy_location(ast.Starred(items, ast.Load()), items)], [])
    if isinstance(function, ast.Attribute) and function.attr == "join":
        made.args = [items]
    return ast.copy_location(made, node)
