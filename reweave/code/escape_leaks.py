"""Escaped text that is stored or passed on, so that a value elsewhere in the file may be it."""

import ast
from collections.abc import Mapping, Sequence

from reweave.code.escapes import SPECIAL, escape_of
from reweave.code.scope import Scope, called_name

_WRITES = frozenset({"format", "append", "write", "print", "join", "writelines", "extend"})
_ADDS = frozenset({"append", "extend"})


def passes_escapes_on(scopes: Sequence[Scope], parents: Mapping[ast.AST, ast.AST]) -> bool:
    """Return whether a file passes text that it has escaped to a function, a mapping, a sequence or an object."""
    escaping = [scope for scope in scopes if "replace" in scope.attributes and any(map(_escapes, scope.calls))]
    if not escaping and all("dumps" not in scope.attributes and "dumps" not in scope.loads for scope in scopes):
        return False
    helpers = {scope.node.name for scope in escaping if not isinstance(scope.node, ast.Module)}
    own = {name for scope in scopes for name in (*scope.functions, *scope.classes)}
    for scope in scopes:
        for call in scope.calls:
            if (_escapes(call) or called_name(call) in helpers) and _is_passed_on(call, parents):
                return True
            if called_name(call) == "dumps" and _receiver(call, parents) in own:
                return True
    return False


def is_from_elsewhere(value: ast.expr, scope: Scope) -> bool:
    """Return whether a value may be what other code stored or passed: a parameter, an attribute, an item, ..."""
    if not isinstance(value, ast.Name):
        return True
    found = scope.lookup(value.id)
    return found is None or any(one.value is None or one.element for one in found[1])


def _escapes(call: ast.Call) -> bool:
    """Return whether a call is a chain of replacements that escapes: `.replace('"', '\\\\"')`."""
    escape = escape_of(call)
    return escape is not None and any(set(old) & SPECIAL and old in new and old != new for old, new in escape.pairs)


def _receiver(call: ast.Call, parents: Mapping[ast.AST, ast.AST]) -> str:
    """Return the name of the function that gets a call's result; empty where none does."""
    above = parents.get(call)
    above = parents.get(above) if isinstance(above, ast.keyword) else above
    return called_name(above) if isinstance(above, ast.Call) and above.func is not call else ""


def _is_passed_on(call: ast.Call, parents: Mapping[ast.AST, ast.AST]) -> bool:
    above = parents.get(call)
    if isinstance(above, ast.keyword):
        owner = parents.get(above)
        return not (isinstance(owner, ast.Call) and called_name(owner) in _WRITES)
    if isinstance(above, ast.Call):
        return call in above.args and (called_name(above) not in _WRITES or called_name(above) in _ADDS)
    if isinstance(above, ast.Tuple):
        owner = parents.get(above)
        is_percent = isinstance(owner, ast.BinOp) and isinstance(owner.op, ast.Mod)
        is_unpacked = isinstance(owner, ast.Assign) and isinstance(owner.targets[0], ast.Tuple)
        return not is_percent and not is_unpacked
    return isinstance(above, ast.Dict | ast.DictComp | ast.List | ast.Set)
