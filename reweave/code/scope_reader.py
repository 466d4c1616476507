"""Reading a file's syntax tree into scopes, in one pass."""

import ast
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from reweave.code.scope import Binding, Function, Scope

_Name, _Constant, _Attribute, _Call, _Load = ast.Name, ast.Constant, ast.Attribute, ast.Call, ast.Load
_NO_CHILDREN = frozenset({"ctx", "op", "ops", "id", "attr", "name", "kind", "n", "lineno", "type_comment"})
Parents = dict[ast.AST, ast.AST]


def read_scopes(tree: ast.Module, parents: Parents, known: Iterable[Scope] = ()) -> Scope:
    """Return the module's scope with all nested ones, and store the parent of each node in `parents`.

    The scopes of functions `known` from another tree with the same nodes are moved to this one.
    """
    scope = Scope(tree, None)
    _read(tree.body, scope, parents, {one.node: one for one in known})
    for statement in tree.body:
        parents[statement] = tree
    return scope


def _read(body: list[ast.stmt], scope: Scope, parents: Parents, known: Mapping[ast.AST, Scope]) -> None:
    """Read statements, each node before its children."""
    waiting: list[Any] = list(reversed(body))
    nodes, calls, loads, attributes = scope.nodes, scope.calls, scope.loads, scope.attributes
    pop, append = waiting.pop, nodes.append
    while waiting:
        one = pop()
        append(one)
        kind = one.__class__
        # Four of five nodes are of these kinds.
        if kind is _Name:
            if one.ctx.__class__ is _Load:
                loads[one.id] = loads.get(one.id, 0) + 1
        elif kind is _Constant:
            value = one.value
            if value.__class__ is str:
                if "-" in value or "+" in value:
                    _text(value, scope)
            elif value.__class__ is bytes:
                scope.has_dashes |= b"---" in value
                scope.texts.append(value)
        elif kind is _Attribute:
            parents[one.value] = one
            waiting.append(one.value)
            attributes.add(one.attr)
        elif kind is _Call:
            calls.append(one)
            inner = [one.func, *one.args, *one.keywords]
            for child in inner:
                parents[child] = one
            inner.reverse()
            waiting += inner
        elif kind is ast.FunctionDef or kind is ast.AsyncFunctionDef:
            _function(one, scope, parents, known)
            waiting.extend(reversed([*one.decorator_list, *one.args.defaults]))
        else:
            bind = _BINDERS.get(kind)
            if bind is not None:
                bind(one, scope)
            known_children = _CHILDREN.get(kind)
            inner = children(one) if known_children is None else known_children(one)
            for child in inner:
                parents[child] = one
            inner.reverse()
            waiting += inner


_CHILDREN: dict[type[ast.AST], Callable[[Any], list[Any]]] = {
    ast.Expr: lambda node: [node.value],
    ast.keyword: lambda node: [node.value],
    ast.FormattedValue: lambda node: [node.value] if node.format_spec is None else [node.value, node.format_spec],
    ast.JoinedStr: lambda node: [*node.values],
    ast.Subscript: lambda node: [node.value, node.slice],
    ast.Assign: lambda node: [*node.targets, node.value],
    ast.Return: lambda node: [] if node.value is None else [node.value],
    ast.If: lambda node: [node.test, *node.body, *node.orelse],
    ast.For: lambda node: [node.target, node.iter, *node.body, *node.orelse],
    ast.Compare: lambda node: [node.left, *node.comparators],
    ast.BinOp: lambda node: [node.left, node.right],
    ast.BoolOp: lambda node: [*node.values],
    ast.UnaryOp: lambda node: [node.operand],
    ast.Tuple: lambda node: [*node.elts],
    ast.List: lambda node: [*node.elts],
}
"""The children of the most frequent nodes of the others, in the order of `children`."""


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each node type that may contain nodes."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        leave = _NO_CHILDREN | ({"value"} if kind is ast.Constant else set())
        self[kind] = tuple(name for name in kind._fields if name not in leave)
        return self[kind]


_FIELDS = _Fields()


def children(node: ast.AST) -> list[ast.AST]:
    """Return a node's children, without contexts and operators (faster than `ast.iter_child_nodes`)."""
    found: list[ast.AST] = []
    for name in _FIELDS[node.__class__]:
        value = getattr(node, name, None)
        if value.__class__ is list:
            if value and None not in value and value[0].__class__ is not str:
                found += value
            else:  # the keys of a dictionary (`**x` has none), or names
                found += [one for one in value if isinstance(one, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def _function(node: Function, scope: Scope, parents: Parents, known: Mapping[ast.AST, Scope]) -> None:
    child = known.get(node) or Scope(node, scope)
    scope.children.append(child)
    scope.bindings.setdefault(node.name, []).append(Binding(None))
    scope.functions[node.name] = child
    if node in scope.class_of:
        scope.methods[scope.class_of[node], node.name] = child
    if node in known:
        child.parent = scope
        return
    given = node.args
    for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg):
        if argument is not None:
            child.bindings.setdefault(argument.arg, []).append(Binding(None))
            if argument.annotation is not None:
                child.annotations[argument.arg] = argument.annotation
    names = [one.arg for one in (*given.posonlyargs, *given.args)]
    child.defaults.update(zip(names[len(names) - len(given.defaults) :], given.defaults, strict=True))
    child.defaults.update(
        {one.arg: value for one, value in zip(given.kwonlyargs, given.kw_defaults, strict=True) if value is not None}
    )
    _read(node.body, child, parents, known)
    for statement in node.body:
        parents[statement] = node


def _text(value: str, scope: Scope) -> None:
    if "---" in value or value == "-" or "+++" in value:
        scope.has_dashes = True
        scope.texts.append(value)
    elif "-{3}" in value:
        scope.texts.append(value)


def _bind_class(node: ast.ClassDef, scope: Scope) -> None:
    scope.classes[node.name] = [one.id for one in node.bases if isinstance(one, ast.Name)]
    scope.class_of.update(dict.fromkeys(node.body, node.name))
    scope.bindings.setdefault(node.name, []).append(Binding(None))


def _bind_import(node: ast.Import, scope: Scope) -> None:
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        scope.imports[name] = alias.name if alias.asname else name


def _bind_import_from(node: ast.ImportFrom, scope: Scope) -> None:
    module = "." * node.level + (node.module or "")
    for alias in node.names:
        scope.imports[alias.asname or alias.name] = f"{module}.{alias.name}"


def _bind_assign(node: ast.Assign, scope: Scope) -> None:
    for target in node.targets:
        _bind_target(target, node.value, False, scope)


def _bind_one(node: ast.AnnAssign | ast.NamedExpr | ast.AugAssign, scope: Scope) -> None:
    _bind_target(node.target, node.value, False, scope)
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        scope.annotations[node.target.id] = node.annotation


def _bind_loop(node: ast.For | ast.AsyncFor | ast.comprehension, scope: Scope) -> None:
    _bind_target(node.target, node.iter, True, scope)


def _bind_with(node: ast.withitem, scope: Scope) -> None:
    if node.optional_vars is not None:
        _bind_target(node.optional_vars, None, False, scope)
        if isinstance(node.optional_vars, ast.Name):
            scope.opened[node.optional_vars.id] = node.context_expr


def _bind_handler(node: ast.ExceptHandler, scope: Scope) -> None:
    if node.name:
        scope.bindings.setdefault(node.name, []).append(Binding(None))


_BINDERS: dict[type[ast.AST], Callable[..., None]] = {
    ast.ClassDef: _bind_class,
    ast.Import: _bind_import,
    ast.ImportFrom: _bind_import_from,
    ast.Assign: _bind_assign,
    ast.AnnAssign: _bind_one,
    ast.NamedExpr: _bind_one,
    ast.AugAssign: _bind_one,
    ast.For: _bind_loop,
    ast.AsyncFor: _bind_loop,
    ast.comprehension: _bind_loop,
    ast.withitem: _bind_with,
    ast.ExceptHandler: _bind_handler,
}


def _bind_target(target: ast.expr, value: ast.expr | None, element: bool, scope: Scope) -> None:
    if isinstance(target, ast.Name):
        scope.bindings.setdefault(target.id, []).append(Binding(value, element))
    elif isinstance(target, ast.Attribute):
        scope.assigned.add(target.attr)
    elif isinstance(target, ast.Starred):
        _bind_target(target.value, None, False, scope)
    elif isinstance(target, ast.Tuple | ast.List):
        values: list[ast.expr | None] = [None] * len(target.elts)
        if not element and isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts):
            values = list(value.elts)
        for one, own in zip(target.elts, values, strict=True):
            _bind_target(one, own, False, scope)
