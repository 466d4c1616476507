"""Scopes: the bindings of names, and the imports that calls resolve to."""

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

Function = ast.FunctionDef | ast.AsyncFunctionDef


_NO_CHILDREN = frozenset({"ctx", "op", "ops", "id", "attr", "name", "kind", "n", "lineno", "type_comment"})


@dataclass(slots=True)
class Binding:
    """One binding of a name; `value` is `None` where it is unknown.

    With `element`, the name is bound to one element of `value`.
    """

    value: ast.expr | None
    element: bool = False


@dataclass(slots=True)
class Scope:
    """A function, or the module. `functions` are those defined directly in it."""

    node: ast.Module | Function
    parent: "Scope | None"
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    annotations: dict[str, ast.expr] = field(default_factory=dict)
    defaults: dict[str, ast.expr] = field(default_factory=dict)
    """The default values of a function's parameters."""
    functions: dict[str, "Scope"] = field(default_factory=dict)
    children: list["Scope"] = field(default_factory=list)
    loads: Counter[str] = field(default_factory=Counter)
    attributes: set[str] = field(default_factory=set)
    """The names of attributes that the scope itself reads."""
    assigned: set[str] = field(default_factory=set)
    """The names of attributes that the scope itself assigns."""
    has_dashes: bool = False
    """Whether a literal of the scope itself contains `---`."""
    nodes: list[ast.AST] = field(default_factory=list)
    """The nodes of the scope itself, without those of nested functions."""
    calls: list[ast.Call] = field(default_factory=list)
    """The calls among the nodes."""
    texts: list[str | bytes] = field(default_factory=list)
    """The literals among the nodes that may be a fence."""
    classes: set[str] = field(default_factory=set)
    """The names of classes that are defined directly in it."""
    find_imported: "Callable[[str], Scope | None] | None" = None
    """For a module: what finds a function of another file by its dotted name."""

    def release(self) -> None:
        """Drop the enclosing and nested scopes; names can no longer be looked up."""
        self.parent = None
        self.children.clear()
        self.functions.clear()

    def lookup(self, name: str) -> "tuple[Scope, list[Binding]] | None":
        """Return the scope that a name belongs to, and its bindings there."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bindings or name in scope.imports:
                return scope, scope.bindings.get(name, [])
            scope = scope.parent
        return None

    def dotted(self, node: ast.expr) -> str | None:
        """Resolve a name through imports (`yaml.safe_dump`); `builtins.open` for built-in functions.

        Return `None` for other expressions, and for names that the program defines.
        """
        tail: list[str] = []
        while isinstance(node, ast.Attribute):
            tail.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id in self.bindings:  # nearly all are variables
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

    def called(self, node: ast.expr) -> "Scope | None":
        """Return the function that is called, where it can be read: one of this file, a method, or an imported one."""
        own = self.own_function(node)
        return self._imported(node) if own is None else own

    def own_function(self, node: ast.expr) -> "Scope | None":
        """Return the function or method of this file that is called."""
        if isinstance(node, ast.Name):
            return self.function(node.id)
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            return None
        module, holder = self.module, self.lookup(node.value.id)
        is_class = holder is not None and holder[0] is module and node.value.id in module.classes
        return module.function(node.attr) if is_class or node.value.id in ("self", "cls") else None

    def _imported(self, node: ast.expr) -> "Scope | None":
        dotted = self.dotted(node)
        find = self.module.find_imported
        return None if dotted is None or find is None or dotted.startswith("builtins.") else find(dotted)

    @property
    def module(self) -> "Scope":
        """The scope of the whole file."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def text(self, name: str) -> ast.Constant | None:
        """Return the string that a name is always bound to."""
        found = self.lookup(name)
        if found is None or len(found[1]) != 1:
            return None
        value = found[1][0].value or found[0].default(name)
        is_text = isinstance(value, ast.Constant) and isinstance(value.value, str) and not found[1][0].element
        return value if is_text and isinstance(value, ast.Constant) else None

    def attribute(self, node: ast.Attribute) -> ast.Constant | None:
        """Return the string of the class attribute that `self.NAME` or `cls.NAME` reads; classes have no scope here.

        Where several classes have it, that is the first with a fence.
        """
        is_own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        if not is_own or self.parent is None or any(node.attr in one.assigned for one in self.parent.walk()):
            return None
        values = [one.value for one in self.parent.bindings.get(node.attr, ())]
        texts = [one for one in values if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if len(texts) < max(len(values), 2):
            return self.parent.text(node.attr)
        return next((one for one in texts if "---" in str(one.value)), None)

    def default(self, name: str) -> ast.expr | None:
        """Return the default value that a parameter always has: no call in this file may give another."""
        value = self.defaults.get(name)
        if value is None or isinstance(self.node, ast.Module) or len(self.bindings[name]) != 1:
            return None
        given = [one.arg for one in (*self.node.args.posonlyargs, *self.node.args.args)]
        most = given.index(name) if name in given else len(given)
        calls = (node for scope in self.module.walk() for node in scope.calls if called_name(node) == self.node.name)
        is_kept = all(
            len(node.args) <= most
            and not any(isinstance(one, ast.Starred) for one in node.args)
            and not any(one.arg in (None, name) for one in node.keywords)
            for node in calls
        )
        return value if is_kept else None

    def uses(self, names: Set[str]) -> bool:
        """Return whether the scope itself reads a variable or attribute with one of these names."""
        return not (names.isdisjoint(self.loads) and names.isdisjoint(self.attributes))

    def walk(self) -> Iterator["Scope"]:
        """Yield this scope and all nested ones."""
        yield self
        for child in self.children:
            yield from child.walk()


def with_fences(module: Scope) -> set[int]:
    """Return the ids of the scopes that can write a fence: their own, or one that a name they use refers to."""
    scopes = list(module.walk())
    chosen = {id(scope) for scope in scopes if scope.has_dashes}
    size = 0
    while len(chosen) > size:
        size = len(chosen)
        names = {one.node.name for one in scopes if id(one) in chosen and not isinstance(one.node, ast.Module)}
        for scope in scopes:
            if id(scope) in chosen:
                continue
            used = scope.loads.keys() | scope.attributes
            above = scope.parent
            while above is not None and (id(above) not in chosen or above.bindings.keys().isdisjoint(used)):
                above = above.parent
            if above is not None or not (names.isdisjoint(scope.loads) and names.isdisjoint(scope.attributes)):
                chosen.add(id(scope))
    return chosen


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
    while waiting:
        one = waiting.pop()
        nodes.append(one)
        kind = one.__class__
        # Four of five nodes are of these kinds.
        if kind is ast.Name:
            if one.ctx.__class__ is ast.Load:
                loads[one.id] = loads.get(one.id, 0) + 1
        elif kind is ast.Constant:
            _text(one.value, scope)
        elif kind is ast.Attribute:
            parents[one.value] = one
            waiting.append(one.value)
            attributes.add(one.attr)
        elif kind is ast.Call:
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
            inner = children(one)
            for child in inner:
                parents[child] = one
            inner.reverse()
            waiting += inner


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


def called_name(node: ast.Call) -> str:
    """Return the name of the called function or method; empty where it has none."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _function(node: Function, scope: Scope, parents: Parents, known: Mapping[ast.AST, Scope]) -> None:
    child = known.get(node) or Scope(node, scope)
    scope.children.append(child)
    scope.bindings.setdefault(node.name, []).append(Binding(None))
    scope.functions[node.name] = child
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


def _text(value: object, scope: Scope) -> None:
    if isinstance(value, str):
        if "---" in value or value == "-" or "+++" in value:
            scope.has_dashes = True
            scope.texts.append(value)
        elif "-{3}" in value:
            scope.texts.append(value)
    elif isinstance(value, bytes):
        scope.has_dashes |= b"---" in value
        scope.texts.append(value)


def _bind_class(node: ast.ClassDef, scope: Scope) -> None:
    scope.classes.add(node.name)
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
