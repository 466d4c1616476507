"""Follow a mapping, or a sequence of pairs, to the values that it is seen to get."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from reweave.code.scope import Scope, called_name

_DEPTH = 5
_SAME_ITEMS = frozenset({"enumerate", "iter", "list", "reversed", "set", "sorted", "tuple"})
Placed = tuple[ast.expr, Scope]


class Held(NamedTuple):
    """A value of a mapping, and its key where that is written out."""

    key: ast.expr | None
    value: ast.expr
    scope: Scope


class Search:
    """Follows a mapping, or a sequence of pairs, to where its values are given. Each place is looked at once."""

    def __init__(self) -> None:
        self._done: set[tuple[str, str | int, int]] = set()

    def written(self, node: ast.expr, scope: Scope) -> Iterator[Held]:
        """Yield what `node` may be: `mapping[key]`, the variable of a loop, or a parameter."""
        if isinstance(node, ast.Subscript):
            yield from self._values(node.value, scope, 0)
        elif isinstance(node, ast.Name):
            loops = [
                loop
                for loop in scope.nodes
                if isinstance(loop, ast.For | ast.comprehension)
                and isinstance(loop.target, ast.Tuple)
                and isinstance(last := loop.target.elts[-1], ast.Name)
                and last.id == node.id
            ]
            for loop in loops:
                yield from self._looped(loop.iter, scope)
            if not loops:
                yield from (Held(None, *given) for given in _arguments(node.id, scope))

    def _looped(self, iterated: ast.expr, scope: Scope) -> Iterator[Held]:
        items = [one.func for one in ast.walk(iterated) if isinstance(one, ast.Call) and called_name(one) == "items"]
        for function in items:
            if isinstance(function, ast.Attribute):
                yield from self._values(function.value, scope, 0)
        if not items:
            for pair, own in self._elements(iterated, scope, 0):
                if isinstance(pair, ast.Tuple | ast.List) and len(pair.elts) == 2:
                    yield Held(pair.elts[0], pair.elts[1], own)

    def _values(self, holder: ast.expr, scope: Scope, depth: int) -> Iterator[Held]:
        """Yield the values that a mapping is seen to get: where it is made, where items are set, and by callers."""
        if depth > _DEPTH or self._again("values", holder, scope):
            return
        if isinstance(holder, ast.Dict):
            for key, value in zip(holder.keys, holder.values, strict=True):
                if key is None:
                    yield from self._values(value, scope, depth + 1)
                else:
                    yield Held(key, value, scope)
        elif isinstance(holder, ast.Call) and scope.dotted(holder.func) == "builtins.dict":
            for one in holder.keywords:
                if one.arg is None:
                    yield from self._values(one.value, scope, depth + 1)
                else:
                    yield Held(ast.Constant(one.arg), one.value, scope)
            for given in holder.args:
                yield from self._values(given, scope, depth + 1)
        elif isinstance(holder, ast.Name | ast.Attribute):
            yield from self._named(holder, scope, depth)
        else:
            for part, own in _parts(holder, scope):
                yield from self._values(part, own, depth + 1)

    def _named(self, holder: ast.Name | ast.Attribute, scope: Scope, depth: int) -> Iterator[Held]:
        name = _path(holder)
        for value, own, is_element in _bound(holder, scope):
            if is_element:
                for element, inner in self._elements(value, own, depth + 1):
                    yield from self._values(element, inner, depth + 1)
            else:
                yield from self._values(value, own, depth + 1)
        for own in _places(holder, scope):
            for node in own.nodes:
                if isinstance(node, ast.Assign):
                    for target in node.targets:
                        if isinstance(target, ast.Subscript) and _path(target.value) == name:
                            yield Held(target.slice, node.value, own)
                elif isinstance(node, ast.AugAssign) and _path(node.target) == name:
                    yield from self._values(node.value, own, depth + 1)
                elif isinstance(node, ast.Call) and _path(_receiver(node)) == name:
                    yield from self._set(node, own, depth)

    def _set(self, call: ast.Call, scope: Scope, depth: int) -> Iterator[Held]:
        name = called_name(call)
        if name == "update":
            yield from (Held(ast.Constant(one.arg), one.value, scope) for one in call.keywords if one.arg)
            for given in call.args:
                yield from self._values(given, scope, depth + 1)
        elif name == "setdefault" and len(call.args) == 2:
            yield Held(call.args[0], call.args[1], scope)

    def _elements(self, holder: ast.expr, scope: Scope, depth: int) -> Iterator[Placed]:
        """Yield the elements that a sequence is seen to get."""
        if depth > _DEPTH or self._again("elements", holder, scope):
            return
        if isinstance(holder, ast.List | ast.Tuple | ast.Set):
            for one in holder.elts:
                if isinstance(one, ast.Starred):
                    yield from self._elements(one.value, scope, depth + 1)
                else:
                    yield one, scope
        elif isinstance(holder, ast.ListComp | ast.GeneratorExp | ast.SetComp):
            yield holder.elt, scope
        elif isinstance(holder, ast.Name | ast.Attribute):
            name = _path(holder)
            for value, own, is_element in _bound(holder, scope):
                if not is_element:
                    yield from self._elements(value, own, depth + 1)
            for own in _places(holder, scope):
                for node in own.nodes:
                    if isinstance(node, ast.AugAssign) and _path(node.target) == name:
                        yield from self._elements(node.value, own, depth + 1)
                    elif isinstance(node, ast.Call) and node.args and _path(_receiver(node)) == name:
                        if called_name(node) in ("append", "add", "insert", "appendleft"):
                            yield node.args[-1], own
                        elif called_name(node) in ("extend", "update"):
                            yield from self._elements(node.args[0], own, depth + 1)
        elif isinstance(holder, ast.Call) and called_name(holder) in _SAME_ITEMS and holder.args:
            yield from self._elements(holder.args[0], scope, depth + 1)
        else:
            for part, own in _parts(holder, scope):
                yield from self._elements(part, own, depth + 1)
            yield from _yielded(holder, scope)

    def _again(self, kind: str, holder: ast.expr, scope: Scope) -> bool:
        key = (kind, _path(holder) or id(holder), id(scope))
        done = key in self._done
        self._done.add(key)
        return done


def _parts(node: ast.expr, scope: Scope) -> Iterator[Placed]:
    """Yield the expressions that a mapping or sequence may be, or is put together from."""
    if isinstance(node, ast.IfExp):
        yield from ((node.body, scope), (node.orelse, scope))
    elif isinstance(node, ast.BinOp):
        yield from ((node.left, scope), (node.right, scope))
    elif isinstance(node, ast.BoolOp):
        yield from ((one, scope) for one in node.values)
    elif isinstance(node, ast.NamedExpr):
        yield node.value, scope
    elif isinstance(node, ast.Call):
        function = scope.own_function(node.func)
        if function is not None:
            for one in function.nodes:
                if isinstance(one, ast.Return) and one.value is not None:
                    yield one.value, function
        elif isinstance(node.func, ast.Attribute) and node.func.attr == "copy":
            yield node.func.value, scope


def _yielded(node: ast.expr, scope: Scope) -> Iterator[Placed]:
    function = scope.own_function(node.func) if isinstance(node, ast.Call) else None
    if function is not None:
        for one in function.nodes:
            if isinstance(one, ast.Yield) and one.value is not None:
                yield one.value, function


def _bound(holder: ast.Name | ast.Attribute, scope: Scope) -> Iterator[tuple[ast.expr, Scope, bool]]:
    """Yield what a name or attribute is bound to, and whether it is one of the elements of that."""
    if isinstance(holder, ast.Attribute):
        name = _path(holder)
        for own in _places(holder, scope):
            for node in own.nodes:
                if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    if any(_path(target) == name for target in targets):
                        yield node.value, own, False
        return
    found = scope.lookup(holder.id)
    if found is not None:
        own, bindings = found
        yield from ((one.value, own, one.element) for one in bindings if one.value is not None)
        yield from ((given, caller, False) for given, caller in _arguments(holder.id, own))


def _places(holder: ast.Name | ast.Attribute, scope: Scope) -> Iterator[Scope]:
    """Yield the functions that may change what a name or attribute holds."""
    if isinstance(holder, ast.Attribute):
        if _path(holder):
            yield from scope.module.walk()
        return
    found = scope.lookup(holder.id)
    if found is not None:
        yield found[0]


def _arguments(name: str, function: Scope) -> Iterator[Placed]:
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


def _path(node: ast.expr | None) -> str:
    """Return a name, or an attribute of one (`self.meta`); otherwise nothing."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _receiver(call: ast.Call) -> ast.expr | None:
    return call.func.value if isinstance(call.func, ast.Attribute) else None
