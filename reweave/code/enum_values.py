"""Values of enumerations that are defined in the same file: a few texts that can be read."""

import ast

from reweave import fm
from reweave.code.scope import Scope

_ENUMS = frozenset({"Enum", "StrEnum", "IntEnum"})


def is_plain_enum_value(node: ast.Attribute, scope: Scope) -> bool:
    """Return whether an expression is the value of an enumeration, all of whose values need no quotes."""
    if node.attr != "value":
        return False
    name = _class_name(node.value, scope)
    defined = _enum(name, scope) if name is not None and name in scope.module.classes else None
    if defined is None:
        return False
    values = [one.value for one in defined.body if isinstance(one, ast.Assign)]
    return bool(values) and all(
        isinstance(value, ast.Constant) and (not isinstance(value.value, str) or fm.is_plain_safe(value.value))
        for value in values
    )


def _class_name(node: ast.expr, scope: Scope) -> str | None:
    """Return the class that `Kind.A` or a value annotated with `Kind` belongs to."""
    if isinstance(node, ast.Attribute):
        return node.value.id if isinstance(node.value, ast.Name) else None
    found = scope.lookup(node.id) if isinstance(node, ast.Name) else None
    if found is None or not isinstance(node, ast.Name):
        return None
    annotation = found[0].annotations.get(node.id)
    return None if annotation is None else ast.unparse(annotation).strip("'\"")


def _enum(name: str, scope: Scope) -> ast.ClassDef | None:
    """Return the definition of an enumeration."""
    module = scope.module.node
    for node in module.body if isinstance(module, ast.Module) else ():
        if isinstance(node, ast.ClassDef) and node.name == name:
            bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
            return node if bases & _ENUMS else None
    return None
