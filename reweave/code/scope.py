"""Scopes: the bindings of names, and the imports that calls resolve to."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from functools import partial

Function = ast.FunctionDef | ast.AsyncFunctionDef
_MADE = frozenset({"__enter__", "__exit__", "__init__"})
"""Methods that run where only the class is named."""
_INDENT = re.compile(r"indent|pad|margin|bom", re.IGNORECASE)


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
    loads: Counter[str] = field(default_factory=partial(Counter.__new__, Counter))  # its `__init__` is slow
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
    classes: dict[str, list[str]] = field(default_factory=dict)
    """The classes that are defined directly in it, with the names of their bases."""
    methods: dict[tuple[str, str], "Scope"] = field(default_factory=dict)
    """The methods of those classes, by class and name."""
    class_of: dict[ast.AST, str] = field(default_factory=dict)
    """The class that a method is of."""
    opened: dict[str, ast.expr] = field(default_factory=dict)
    """The contexts of `with` statements, by the name after `as`."""
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
        module, name = self.module, node.value.id
        if name in ("self", "cls"):
            return module.method(self.own_class, node.attr) or module.function(node.attr)
        made = self.constructor(name)
        if made is not None:
            return module.method(called_name(made), node.attr)
        holder = self.lookup(name)
        if holder is None or holder[0] is not module or name not in module.classes:
            return None
        return module.method(name, node.attr) or module.function(node.attr)

    @property
    def own_class(self) -> str:
        """The name of the class that the function is a method of, or inside one; empty where it is none."""
        scope = self
        while scope.parent is not None:
            if scope.node in scope.parent.class_of:
                return scope.parent.class_of[scope.node]
            scope = scope.parent
        return ""

    def method(self, name: str, attribute: str, depth: int = 5) -> "Scope | None":
        """Return the method of a class of this module, or of one of its bases."""
        found = self.methods.get((name, attribute))
        for base in self.classes.get(name, ()) if found is None and depth else ():
            found = found or self.method(base, attribute, depth - 1)
        return found

    def constructor(self, name: str) -> ast.Call | None:
        """Return the call that makes the object of a variable, where its class is in this file."""
        found = self.lookup(name)
        if found is None or len(found[1]) != 1 or found[1][0].element:
            return None
        made = found[1][0].value or found[0].opened.get(name)
        is_call = isinstance(made, ast.Call) and isinstance(made.func, ast.Name)
        return made if is_call and isinstance(made, ast.Call) and called_name(made) in self.module.classes else None

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
        """Return the default value that a parameter always has: no call in this file may give another.

        Callers elsewhere give other titles, but hardly other fences, separators or indents: only those count.
        """
        value = self.defaults.get(name)
        if value is None or isinstance(self.node, ast.Module) or len(self.bindings[name]) != 1:
            return None
        text = value.value if isinstance(value, ast.Constant) else None
        if not isinstance(text, str) or any(map(str.isalnum, text)) or (not text and not _INDENT.search(name)):
            return None
        given = [one.arg for one in (*self.node.args.posonlyargs, *self.node.args.args)]
        most = given.index(name) if name in given else len(given)
        calls = (node for scope in self.module.walk() for node in scope.calls if called_name(node) == self.node.name)
        is_kept = all(
            len(node.args) <= most
            and not any(isinstance(one, ast.Starred) for one in node.args)
            and not any(one.arg == name for one in node.keywords)
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


def called_name(node: ast.Call) -> str:
    """Return the name of the called function or method; empty where it has none."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def with_fences(module: Scope) -> set[int]:
    """Return the ids of the scopes that can write a fence: their own, or one that a name they use refers to."""
    scopes = list(module.walk())
    chosen = {id(scope) for scope in scopes if scope.has_dashes}
    size = 0
    while len(chosen) > size:
        size = len(chosen)
        own = [one for one in scopes if id(one) in chosen and not isinstance(one.node, ast.Module)]
        names = {one.node.name for one in own if not isinstance(one.node, ast.Module)}
        names |= {one.own_class for one in own if not isinstance(one.node, ast.Module) and one.node.name in _MADE}
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
