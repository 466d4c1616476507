"""What a called function calls the streams and lists of its caller."""

import ast
from typing import NamedTuple

from reweave.code.scope import Scope

_WRITES = frozenset({"write", "writelines", "append", "extend"})


class Callee(NamedTuple):
    """A called function with what it is given: the names of its arguments, and how its object was made.

    `receiver` is the caller's name for the object; `made` is `None` where that is the caller's own.
    """

    function: Scope
    given: dict[str, str]
    made: ast.Call | None
    receiver: str
    caller: Scope

    def name_outside(self, name: str) -> str:
        """Return the caller's name for a variable of the function; empty where it has none."""
        if name == "print":
            return name
        if name in self.given:
            return self.given[name] if len(self.function.bindings.get(name, ())) == 1 else ""
        head, _, attribute = name.partition(".")
        if head != "self" or not attribute:
            return ""
        if self.made is None:
            return name
        return self._attribute(self.made, attribute) or (f"{self.receiver}.{attribute}" if self.receiver else "")

    def _attribute(self, made: ast.Call, attribute: str) -> str:
        """Return the caller's name for an attribute that `__init__` sets to one of its arguments."""
        assert isinstance(made.func, ast.Name)
        first = self.caller.module.method(made.func.id, "__init__")
        given = {} if first is None else _given(made, first)
        for node in first.nodes if first is not None else ():
            is_own = isinstance(node, ast.Assign) and f"self.{attribute}" in map(name_of, node.targets)
            if is_own and isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
                return given.get(node.value.id, "")
        return ""


def callee_of(call: ast.Call, function: Scope, caller: Scope) -> Callee:
    """Return what a function or method of this file is called with."""
    holder = call.func.value if isinstance(call.func, ast.Attribute) else None
    receiver = holder.id if isinstance(holder, ast.Name) else ""
    is_own = receiver in ("", "self", "cls")
    return Callee(function, _given(call, function), None if is_own else caller.constructor(receiver), receiver, caller)


def _given(call: ast.Call, function: Scope) -> dict[str, str]:
    """Return the names of a call's arguments by parameter."""
    assert not isinstance(function.node, ast.Module)
    names = [one.arg for one in function.node.args.args if one.arg not in ("self", "cls")]
    given = dict(zip(names, map(name_of, call.args), strict=False))
    given.update({one.arg: name_of(one.value) for one in call.keywords if one.arg is not None})
    return given


def writes(function: Scope) -> bool:
    """Return whether a function itself writes or prints, or calls what may."""
    return not _WRITES.isdisjoint(function.attributes) or "print" in function.loads or "self" in function.loads


def name_of(node: ast.expr) -> str:
    """Return the name of a variable or attribute; empty for other expressions."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = name_of(node.value)
        return f"{head}.{node.attr}" if head else ""
    return ""
