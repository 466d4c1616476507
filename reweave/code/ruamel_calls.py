"""ruamel.yaml objects: created, configured, and later used to dump or load."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from reweave.code.module import Module
from reweave.code.scope import Scope

_OBJECTS = frozenset({"ruamel.yaml.YAML", "ruamel.YAML"})


class RuamelObject(NamedTuple):
    """Where an object was instance, and the name it was given (empty for none)."""

    call: ast.Call
    name: str


def yaml_object(node: ast.expr, scope: Scope) -> RuamelObject | None:
    """Return the ruamel.yaml object that an expression refers to."""
    name = ""
    if isinstance(node, ast.Name):
        found = scope.lookup(node.id)
        if found is None or len(found[1]) != 1 or found[1][0].value is None:
            return None
        name, node, scope = node.id, found[1][0].value, found[0]
    return RuamelObject(node, name) if isinstance(node, ast.Call) and scope.dotted(node.func) in _OBJECTS else None


def dump_calls(module: Module) -> Iterator[tuple[ast.Call, RuamelObject]]:
    """Yield the calls that write frontmatter, each with its object."""
    if b"ruamel" not in module.source.data:
        return
    for node, scope, _ in module.calls:
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("dump", "dump_all"):
            instance = yaml_object(node.func.value, scope)
            if instance is not None and module.serves_fence(scope):
                yield node, instance


def attributes(module: Module, instance: RuamelObject, name: str) -> list[ast.Attribute]:
    """Return where an object's attribute is used, or given a value: `yaml.width`."""
    return [
        node
        for scope in module.scopes
        for node in scope.nodes
        if isinstance(node, ast.Attribute)
        and node.attr == name
        and isinstance(node.value, ast.Name)
        and node.value.id == instance.name
    ]
