"""The literal that a template is, also through names, `textwrap.dedent` and methods that keep its text."""

import ast

from reweave.code.scope import Scope

KEPT = frozenset({"strip", "lstrip", "rstrip", "encode", "removesuffix", "expandtabs"})
"""Methods of a text that leave what is between its ends."""
DEDENT = frozenset({"textwrap.dedent", "inspect.cleandoc"})


def literal_template(node: ast.expr, scope: Scope) -> ast.Constant | None:
    """Return the literal; `None` where the template is anything else."""
    if isinstance(node, ast.Name):
        value = _value(node, scope)
        if isinstance(value, ast.IfExp):
            return literal_template(value.body, scope) or literal_template(value.orelse, scope)
        is_made = isinstance(value, ast.Call | ast.Subscript)
        return literal_template(value, scope) if is_made and value is not None else scope.text(node.id)
    if isinstance(node, ast.Attribute):
        return scope.attribute(node)
    choice = _choice(node)
    if choice is not None:
        return _chosen(choice, scope)
    if not isinstance(node, ast.Call):
        return node if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
    if is_dedent(node, scope):
        return literal_template(node.args[0], scope)
    method = node.func
    is_kept = isinstance(method, ast.Attribute) and method.attr in KEPT
    return literal_template(method.value, scope) if is_kept and isinstance(method, ast.Attribute) else None


def _choice(node: ast.expr) -> ast.expr | None:
    """Return the mapping that a template is looked up in: `TEMPLATES[kind]`, `TEMPLATES.get(kind)`."""
    if isinstance(node, ast.Subscript):
        return node.value
    is_get = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get"
    return node.func.value if is_get and isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None


def _chosen(holder: ast.expr, scope: Scope) -> ast.Constant | None:
    """Return the first template of a mapping that begins with a fence."""
    made: ast.expr | None = None
    if isinstance(holder, ast.Name):
        made = _value(holder, scope)
    elif isinstance(holder, ast.Attribute) and isinstance(holder.value, ast.Name) and scope.parent is not None:
        found = scope.parent.bindings.get(holder.attr, []) if holder.value.id in ("self", "cls") else []
        made = found[0].value if len(found) == 1 else None
    values = made.values if isinstance(made, ast.Dict) else []
    texts = (one for one in values if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return next((one for one in texts if str(one.value).lstrip().startswith("---")), None)


def is_dedent(node: ast.expr, scope: Scope) -> bool:
    """Return whether a template, or what its name is bound to, is dedented."""
    value = _value(node, scope) if isinstance(node, ast.Name) else node
    return isinstance(value, ast.Call) and scope.dotted(value.func) in DEDENT and len(value.args) == 1


def is_fixed(node: ast.expr, scope: Scope) -> bool:
    """Return whether a template is always the same, where it can be rewritten with its values."""
    if isinstance(node, ast.Name):
        return scope.text(node.id) is not None or is_dedent(node, scope)
    return not isinstance(node, ast.Attribute) and _choice(node) is None


def bound_template(function: ast.expr, scope: Scope) -> ast.expr | None:
    """Return the template of a name for its method: `line = "{}: {}".format`."""
    value = _value(function, scope) if isinstance(function, ast.Name) else None
    return value.value if isinstance(value, ast.Attribute) and value.attr == "format" else None


def partial_format(node: ast.Call, scope: Scope) -> ast.Call | None:
    """Return the whole call of `TEMPLATE.format` where some of its arguments are given by `functools.partial`."""
    made = _value(node.func, scope) if isinstance(node.func, ast.Name) else node.func
    if not isinstance(made, ast.Call) or not made.args or scope.dotted(made.func) != "functools.partial":
        return None
    method, *given = made.args
    if not isinstance(method, ast.Attribute) or method.attr != "format":
        return None
    return ast.copy_location(ast.Call(method, [*given, *node.args], [*made.keywords, *node.keywords]), node)


def _value(node: ast.Name, scope: Scope) -> ast.expr | None:
    found = scope.lookup(node.id)
    return found[1][0].value if found is not None and len(found[1]) == 1 and not found[1][0].element else None
