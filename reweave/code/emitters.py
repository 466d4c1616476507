"""Functions through which a program writes line by line: `self.add(line)`, `emit(line)`, `write = out.write`."""

import ast
from typing import NamedTuple

from reweave.code.scope import Scope, called_name

_WRITES = frozenset({"append", "write"})


class Emission(NamedTuple):
    """What a call of such a function adds to: a list of lines, or a stream of text."""

    target: ast.expr
    is_list: bool


def emission(node: ast.Call, scope: Scope) -> Emission | None:
    """Return what a call with one argument adds to; `None` where it does something else."""
    if len(node.args) != 1 or node.keywords or isinstance(node.args[0], ast.Starred):
        return None
    if isinstance(node.func, ast.Name):
        alias = _alias(node.func.id, scope)
        if alias is not None:
            return alias
    function = scope.own_function(node.func)
    return None if function is None else _written(function)


def _alias(name: str, scope: Scope) -> Emission | None:
    """Return what a name adds to: `add = lines.append`, `out = partial(print, file=f)`, `put = lambda s: ...`."""
    found = scope.lookup(name)
    value = found[1][0].value if found is not None and len(found[1]) == 1 else None
    if isinstance(value, ast.Attribute) and value.attr in _WRITES:
        return Emission(value.value, value.attr == "append")
    if isinstance(value, ast.Lambda):
        names = [one.arg for one in value.args.args]
        return _added([value.body], names) if isinstance(value.body, ast.Call) else None
    if isinstance(value, ast.Call) and scope.dotted(value.func) == "functools.partial" and len(value.args) == 1:
        file = next((one.value for one in value.keywords if one.arg == "file"), None)
        is_print = scope.dotted(value.args[0]) == "builtins.print"
        return Emission(file, True) if is_print and file is not None and len(value.keywords) == 1 else None
    return None


def _written(function: Scope) -> Emission | None:
    assert not isinstance(function.node, ast.Module)
    names = [one.arg for one in function.node.args.args if one.arg not in ("self", "cls")]
    if function.node.args.vararg or function.node.args.kwonlyargs:
        return None
    return _added(function.calls, names)


def _added(calls: list[ast.Call], names: list[str]) -> Emission | None:
    """Return what the only call that is given the only parameter adds to."""
    if len(names) != 1:
        return None
    given = [call for call in calls if any(_holds(argument, names[0]) for argument in call.args)]
    if len(given) != 1 or len(given[0].args) != 1:
        return None
    call, argument = given[0], given[0].args[0]
    whole = isinstance(argument, ast.Name)
    if called_name(call) == "print" and isinstance(call.func, ast.Name) and whole:
        file = next((one.value for one in call.keywords if one.arg == "file"), None)
        return Emission(call.func if file is None else file, True)
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in _WRITES:
        return None
    return Emission(call.func.value, call.func.attr == "append" or not whole)


def _holds(argument: ast.expr, name: str) -> bool:
    """Return whether an argument is a variable, or that with a line end."""
    if isinstance(argument, ast.Name):
        return argument.id == name
    if isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Add):
        is_end = isinstance(argument.right, ast.Constant) and argument.right.value == "\n"
        return is_end and _holds(argument.left, name)
    if isinstance(argument, ast.JoinedStr) and len(argument.values) == 2:
        value, end = argument.values
        is_end = isinstance(end, ast.Constant) and end.value == "\n"
        return is_end and isinstance(value, ast.FormattedValue) and _holds(value.value, name)
    return False
