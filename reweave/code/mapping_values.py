"""What the mapping holds that a loop writes: dates and lists that are YAML already must not be quoted."""

import ast
import re
from collections.abc import Iterator
from itertools import islice

from reweave.code.constant_text import constant_text
from reweave.code.scope import Scope, called_name
from reweave.code.values import value_of

_MOST = 200
"""Values that are looked at."""
_DEPTH = 3
_READS = frozenset({"match", "search", "fullmatch", "findall", "finditer", "compile"})
_PAIR = re.compile(r"\)(?:\\s\*| \*)?:(?:\\s[*+]|\[[^\]]*\][*+]| [*+?]?)?\((?:\?P<\w+>)?\.[*+]")
"""A pattern that takes a key and the text after its colon."""
_Placed = tuple[ast.expr, Scope]


def holds_yaml(node: ast.expr, scope: Scope) -> bool:
    """Return whether the mapping that a value is taken from holds anything that is YAML already, as far as it is seen.

    A file that takes lines of YAML apart itself holds values as they were read, unless all are seen.
    """
    holder = _holder(node, scope)
    if holder is None:
        seen = list(_arguments(node.id, scope)) if isinstance(node, ast.Name) else []
    else:
        seen = list(islice(_values(holder, scope, 0), _MOST))
    if any(value_of(value, own).prepared for value, own in seen):
        return True
    return not seen and reads_yaml_by_hand(scope)


def reads_yaml_by_hand(scope: Scope) -> bool:
    """Return whether the file takes lines of YAML apart itself: quotes, brackets and dates are then as they were."""
    return any(_takes_apart(call, one) for one in scope.module.walk() for call in one.calls)


def _holder(node: ast.expr, scope: Scope) -> ast.expr | None:
    """Return the mapping of `for key, value in mapping.items()` or `mapping[key]`."""
    if isinstance(node, ast.Subscript):
        return node.value
    if not isinstance(node, ast.Name):
        return None
    for loop in scope.nodes:
        if not isinstance(loop, ast.For | ast.comprehension) or not isinstance(loop.target, ast.Tuple):
            continue
        last = loop.target.elts[-1]
        if isinstance(last, ast.Name) and last.id == node.id:
            inner = [one for one in ast.walk(loop.iter) if isinstance(one, ast.Call) and called_name(one) == "items"]
            function = inner[0].func if inner else None
            return function.value if isinstance(function, ast.Attribute) else None
    return None


def _values(holder: ast.expr, scope: Scope, depth: int) -> Iterator[_Placed]:
    """Yield the values that a mapping is seen to get: where it is made, where items are set, and by callers."""
    if depth > _DEPTH:
        return
    if isinstance(holder, ast.Dict):
        for key, value in zip(holder.keys, holder.values, strict=True):
            if key is None:
                yield from _values(value, scope, depth + 1)
            else:
                yield value, scope
    elif isinstance(holder, ast.Call) and scope.dotted(holder.func) == "builtins.dict":
        yield from ((one.value, scope) for one in holder.keywords if one.arg is not None)
        for one in holder.args:
            yield from _values(one, scope, depth + 1)
    elif isinstance(holder, ast.Call):
        function = scope.own_function(holder.func)
        for node in function.nodes if function is not None else ():
            if function is not None and isinstance(node, ast.Return) and node.value is not None:
                yield from _values(node.value, function, depth + 1)
    elif isinstance(holder, ast.Name):
        yield from _named(holder.id, scope, depth)


def _named(name: str, scope: Scope, depth: int) -> Iterator[_Placed]:
    found = scope.lookup(name)
    if found is None:
        return
    own, bindings = found
    for binding in bindings:
        if binding.value is not None and not binding.element:
            yield from _values(binding.value, own, depth + 1)
    for node in own.nodes:
        if isinstance(node, ast.Assign) and any(_is_item(target, name) for target in node.targets):
            yield node.value, own
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is(node.func.value, name):
            if node.func.attr == "update" and node.args:
                yield from _values(node.args[0], own, depth + 1)
            elif node.func.attr == "setdefault" and len(node.args) == 2:
                yield node.args[1], own
    for given, caller in _arguments(name, own):
        yield from _values(given, caller, depth + 1)


def _arguments(name: str, function: Scope) -> Iterator[_Placed]:
    """Yield what calls in this file give for a parameter."""
    if isinstance(function.node, ast.Module):
        return
    parameters = [one.arg for one in function.node.args.args if one.arg not in ("self", "cls")]
    if name not in parameters:
        return
    place = parameters.index(name)
    for scope in function.module.walk():
        for call in scope.calls:
            if called_name(call) != function.node.name:
                continue
            keyword = next((one.value for one in call.keywords if one.arg == name), None)
            given = call.args[place] if keyword is None and place < len(call.args) else keyword
            if given is not None:
                yield given, scope


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _is_item(target: ast.expr, name: str) -> bool:
    return isinstance(target, ast.Subscript) and _is(target.value, name)


def _takes_apart(call: ast.Call, scope: Scope) -> bool:
    """Return whether a call takes a line apart at its colon."""
    name = called_name(call)
    text = constant_text(call.args[0], scope) if call.args else None
    if text is None:
        return False
    if name in ("split", "partition", "rsplit"):
        return text.strip() == ":"
    return name in _READS and _PAIR.search(text) is not None
