"""Scopes: what the names of a function stand for, and which library a call reaches."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True)
class Binding:
    """One place where a name gets its value; `value` is `None` where that cannot be seen.

    With `element` the name stands for one element of `value`.
    """

    value: ast.expr | None
    element: bool = False


@dataclass(slots=True)
class Scope:
    """A function, or the module. `functions` are the functions defined right in it."""

    node: ast.Module | Function
    parent: "Scope | None"
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    annotations: dict[str, ast.expr] = field(default_factory=dict)
    functions: dict[str, "Scope"] = field(default_factory=dict)
    children: list["Scope"] = field(default_factory=list)
    loads: Counter[str] = field(default_factory=Counter)
    nodes: list[ast.AST] = field(default_factory=list)
    """Every node of the scope itself, without those of the functions in it."""

    def lookup(self, name: str) -> "tuple[Scope, list[Binding]] | None":
        """Return the scope that a name belongs to, and how it gets its value there."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bindings or name in scope.imports:
                return scope, scope.bindings.get(name, [])
            scope = scope.parent
        return None

    def dotted(self, node: ast.expr) -> str | None:
        """Return what an expression names by its imports (`yaml.safe_dump`), `builtins.open` for built-in functions.

        `None` where it is no name, or a name of the program's own.
        """
        tail: list[str] = []
        while isinstance(node, ast.Attribute):
            tail.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        found = self.lookup(node.id)
        if found is None:
            head = f"builtins.{node.id}"
        else:
            scope, bindings = found
            if bindings or node.id not in scope.imports:
                return None
            head = scope.imports[node.id]
        return ".".join((head, *reversed(tail)))

    def function(self, name: str) -> "Scope | None":
        """Return the function of this file that a name calls."""
        found = self.lookup(name)
        if found is None or len(found[1]) != 1:
            return None
        return found[0].functions.get(name)

    def text(self, name: str) -> ast.Constant | None:
        """Return the literal that a name stands for wherever it is used."""
        found = self.lookup(name)
        if found is None or len(found[1]) != 1:
            return None
        value = found[1][0].value
        is_text = isinstance(value, ast.Constant) and isinstance(value.value, str) and not found[1][0].element
        return value if is_text and isinstance(value, ast.Constant) else None

    def walk(self) -> Iterator["Scope"]:
        """Yield this scope and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_scopes(tree: ast.Module) -> Scope:
    """Return the module's scope, with all others below it."""
    scope = Scope(tree, None)
    for statement in tree.body:
        _read(statement, scope)
    return scope


def _read(node: ast.AST, scope: Scope) -> None:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        scope.nodes.append(one)
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            _function(one, scope)
            waiting.extend(reversed([*one.decorator_list, *one.args.defaults]))
            continue
        if isinstance(one, ast.ClassDef):
            scope.bindings.setdefault(one.name, []).append(Binding(None))
        _bind(one, scope)
        waiting.extend(reversed(list(ast.iter_child_nodes(one))))


def _function(node: Function, scope: Scope) -> None:
    child = Scope(node, scope)
    scope.children.append(child)
    scope.bindings.setdefault(node.name, []).append(Binding(None))
    scope.functions[node.name] = child
    given = node.args
    for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg):
        if argument is not None:
            child.bindings.setdefault(argument.arg, []).append(Binding(None))
            if argument.annotation is not None:
                child.annotations[argument.arg] = argument.annotation
    for statement in node.body:
        _read(statement, child)


def _bind(node: ast.AST, scope: Scope) -> None:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        scope.loads[node.id] += 1
    elif isinstance(node, ast.Import):
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            scope.imports[name] = alias.name if alias.asname else name
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            module = "." * node.level + (node.module or "")
            scope.imports[alias.asname or alias.name] = f"{module}.{alias.name}"
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            _bind_target(target, node.value, False, scope)
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr | ast.AugAssign):
        _bind_target(node.target, node.value, False, scope)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            scope.annotations[node.target.id] = node.annotation
    elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        _bind_target(node.target, node.iter, True, scope)
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        _bind_target(node.optional_vars, None, False, scope)
    elif isinstance(node, ast.ExceptHandler) and node.name:
        scope.bindings.setdefault(node.name, []).append(Binding(None))


def _bind_target(target: ast.expr, value: ast.expr | None, element: bool, scope: Scope) -> None:
    if isinstance(target, ast.Name):
        scope.bindings.setdefault(target.id, []).append(Binding(value, element))
    elif isinstance(target, ast.Starred):
        _bind_target(target.value, None, False, scope)
    elif isinstance(target, ast.Tuple | ast.List):
        values: list[ast.expr | None] = [None] * len(target.elts)
        if not element and isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts):
            values = list(value.elts)
        for one, own in zip(target.elts, values, strict=True):
            _bind_target(one, own, False, scope)
