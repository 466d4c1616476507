"""Classifying values that are written to frontmatter: raw text, escaped, safe or unknown."""

import ast
import re
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from reweave import fm
from reweave.code.scope import Binding, Scope

Pair = tuple[str, str]


class Nature(IntEnum):
    """What is known of a value; of several bindings of a name the greatest counts."""

    SAFE = 0
    """A number, a date, or text formatted as YAML."""
    TEXT = 1
    """Raw text."""
    UNKNOWN = 2
    """From a function that may have escaped it, or with a name that suggests so."""
    ESCAPED = 3
    """Passed through `replace` for characters that are special in YAML."""


class Escape(NamedTuple):
    """A chain of `.replace(old, new)`: the whole expression, its start, and its pairs."""

    node: ast.Call
    start: ast.expr
    pairs: tuple[Pair, ...]


class Value(NamedTuple):
    """The class of a value. `escape` is the chain of an escaped one, `name` its variable, if any.

    `prepared` means that it is YAML already, or may be (`null` instead of a title), and must not be quoted.
    """

    nature: Nature
    escape: Escape | None = None
    name: str | None = None
    prepared: bool = False


_SAFE = Value(Nature.SAFE)
_PREPARED = Value(Nature.SAFE, prepared=True)
_TEXT = Value(Nature.TEXT)
_UNKNOWN = Value(Nature.UNKNOWN)
_QUOTED = Value(Nature.UNKNOWN, prepared=True)
_YAML_TEXT = re.compile(
    r"(?i)true|false|yes|no|on|off|null|~|[-+.]?\d[\d_.:e+-]*|\[[^\[\]]*\]|\{[^{}]*\}|\"[^\"\\]*\"|'[^']*'"
)
"""Literals that are meant as YAML, not as text."""
_DEPTH = 6
_PLAIN_TYPES = re.compile(
    r"(?:int|float|bool|(?:datetime\.)?date(?:time)?)(?:\s*\|\s*None)?|Optional\[(?:int|float|bool)\]"
)
_DATE_METHODS = frozenset({"isoformat", "strftime"})
_SAFE_METHODS = frozenset(
    (
        "hexdigest",
        "timestamp",
        "total_seconds",
        "date",
        "time",
        "weekday",
        "year",
        "count",
        "index",
    )
)
_SAME_METHODS = frozenset(
    (
        "strip",
        "lstrip",
        "rstrip",
        "title",
        "lower",
        "upper",
        "capitalize",
        "casefold",
        "removeprefix",
        "removesuffix",
        "get",
        "pop",
        "split",
        "group",
    )
)
_SAFE_CALLS = frozenset(
    (
        "builtins.int",
        "builtins.float",
        "builtins.len",
        "builtins.bool",
        "builtins.sum",
        "builtins.abs",
        "builtins.round",
        "time.time",
        "uuid.uuid4",
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
    )
)
_SAME_CALLS = frozenset(
    (
        "builtins.str",
        "builtins.sorted",
        "builtins.list",
        "builtins.set",
        "builtins.tuple",
        "builtins.reversed",
    )
)
_YAML = re.compile(r"(?:^|\.)(?:yaml|ruamel|oyaml|strictyaml|reweave|frontmatter)\.")
_FUNCTIONS = frozenset(fm.__all__)
"""In whatever module a program keeps its copy."""
_PREPARED_NAME = re.compile(
    r"(?i)(?:^|_)(?:safe|escaped?|esc|quoted?|yaml|sanitized?|encoded|dumped|fm|front_?matter)(?:_|$)"
)
_SPECIAL = frozenset("\"'\\:#[]{},&*!|>%@`")


def value_of(node: ast.expr, scope: Scope, depth: int = 0) -> Value:
    """Classify an expression, following the bindings of its scope."""
    if depth > _DEPTH:
        return _UNKNOWN
    if isinstance(node, ast.Constant):
        if not isinstance(node.value, str) or fm.is_plain_safe(node.value):
            return _SAFE
        return _TEXT if _YAML_TEXT.fullmatch(node.value) is None else _PREPARED
    if isinstance(node, ast.JoinedStr):
        parts = [one.value for one in node.values if isinstance(one, ast.FormattedValue)]
        texts = [str(one.value) for one in node.values if isinstance(one, ast.Constant)]
        if any(set("\"'") & set(one) for one in texts) or any(map(_opens_a_list, node.values[:1])):
            return _QUOTED
        text = "".join(str(one.value) if isinstance(one, ast.Constant) else "x" for one in node.values)
        own = _SAFE if fm.is_plain_safe(text) else _TEXT
        return _worst([own, *(value_of(part, scope, depth + 1) for part in parts)])
    if isinstance(node, ast.Name):
        return _name(node, scope, depth)
    if isinstance(node, ast.IfExp):
        return _worst(value_of(one, scope, depth + 1) for one in (node.body, node.orelse))
    if isinstance(node, ast.BoolOp):
        return _worst(value_of(one, scope, depth + 1) for one in node.values)
    if isinstance(node, ast.BinOp):
        sides = [value_of(one, scope, depth + 1) for one in (node.left, node.right)]
        has_quote = any(
            isinstance(one, ast.Constant) and isinstance(one.value, str) and set("\"'") & set(one.value)
            for one in (node.left, node.right)
        )
        return _QUOTED if has_quote or _opens_a_list(node.left) else _worst(sides)
    if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp):
        return value_of(node.elt, scope, depth + 1)
    if isinstance(node, ast.Call):
        return _call(node, scope, depth)
    if isinstance(node, ast.Attribute):
        return _UNKNOWN if _PREPARED_NAME.search(node.attr) else _TEXT
    if isinstance(node, ast.Subscript):
        return value_of(node.value, scope, depth + 1) if isinstance(node.value, ast.Name) else _TEXT
    if isinstance(node, ast.Await):
        return value_of(node.value, scope, depth)
    return _SAFE if isinstance(node, ast.Compare | ast.UnaryOp) else _TEXT


def _opens_a_list(node: ast.expr) -> bool:
    """Return whether a text begins like a YAML list or mapping."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(("[", "{"))


def _name(node: ast.Name, scope: Scope, depth: int) -> Value:
    found = scope.lookup(node.id)
    if found is None:
        return _TEXT
    own, bindings = found
    annotation = own.annotations.get(node.id)
    if annotation is not None and _PLAIN_TYPES.fullmatch(ast.unparse(annotation)):
        return _SAFE
    values = [_binding(one, own, depth) for one in bindings]
    worst = _worst(values or [_TEXT])
    if worst.nature is Nature.ESCAPED:
        once = sum(one.nature is Nature.ESCAPED for one in values) == 1
        return worst._replace(escape=worst.escape if once else None, name=worst.name or node.id)
    if worst.nature is Nature.TEXT and _PREPARED_NAME.search(node.id):
        return worst._replace(nature=Nature.UNKNOWN)
    return worst


def _binding(binding: Binding, scope: Scope, depth: int) -> Value:
    if binding.value is None:
        return _TEXT
    if binding.element and isinstance(binding.value, ast.Call) and scope.dotted(binding.value.func) == "builtins.range":
        return _SAFE
    if isinstance(binding.value, ast.List | ast.Tuple | ast.Set):
        return _worst([_TEXT, *(value_of(one, scope, depth + 1) for one in binding.value.elts)])
    return value_of(binding.value, scope, depth + 1)


def _call(node: ast.Call, scope: Scope, depth: int) -> Value:
    escape = escape_of(node)
    if escape is not None:
        if any(set(old) & _SPECIAL for old, _ in escape.pairs):
            return Value(Nature.ESCAPED, escape)
        return value_of(escape.start, scope, depth + 1)
    dotted = scope.dotted(node.func) or ""
    if dotted in _SAFE_CALLS:
        return _SAFE
    if dotted == "json.dumps" or _YAML.search(f".{dotted}") or dotted.rpartition(".")[2] in _FUNCTIONS:
        return _PREPARED
    if dotted in _SAME_CALLS and node.args:
        return value_of(node.args[0], scope, depth + 1)
    if isinstance(node.func, ast.Attribute):
        name = node.func.attr
        if name in _DATE_METHODS or (name == "lower" and is_str(node.func.value, scope)):
            return _PREPARED
        if name in _SAFE_METHODS:
            return _SAFE
        if name == "join" and len(node.args) == 1:
            return value_of(node.args[0], scope, depth + 1)
        if name in _SAME_METHODS:
            return value_of(node.func.value, scope, depth + 1)
    return _own_function(node, scope, depth)


def is_str(node: ast.expr, scope: Scope) -> bool:
    """Return whether an expression is `str(...)`, which lowercased is how booleans are written."""
    return isinstance(node, ast.Call) and scope.dotted(node.func) == "builtins.str"


def _own_function(node: ast.Call, scope: Scope, depth: int) -> Value:
    """Classify a call of a function in the same file by what that returns."""
    function = scope.function(node.func.id) if isinstance(node.func, ast.Name) else None
    if function is None:
        return _UNKNOWN
    returned = [one.value for one in function.nodes if isinstance(one, ast.Return) and one.value is not None]
    if not returned:
        return _UNKNOWN
    worst = _worst(value_of(one, function, depth + 1) for one in returned)
    if worst.escape is not None and any(is_complete(worst.escape, quote) for quote in "\"'"):
        return _PREPARED
    return worst if worst.nature in (Nature.SAFE, Nature.TEXT) else _UNKNOWN._replace(prepared=worst.prepared)


def _worst(values: Iterable[Value]) -> Value:
    all_of_them = list(values)
    worst = max(all_of_them, key=lambda one: one.nature, default=_TEXT)
    return worst._replace(prepared=any(one.prepared for one in all_of_them))


def escape_of(node: ast.expr) -> Escape | None:
    """Return the chain of replacements at the end of an expression."""
    pairs: list[Pair] = []
    inner = node
    while (
        isinstance(inner, ast.Call)
        and isinstance(inner.func, ast.Attribute)
        and inner.func.attr == "replace"
        and len(inner.args) == 2
        and all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in inner.args)
    ):
        old, new = (str(one.value) for one in inner.args if isinstance(one, ast.Constant))
        pairs.append((old, new))
        inner = inner.func.value
    if not pairs or not isinstance(node, ast.Call):
        return None
    return Escape(node, inner, tuple(reversed(pairs)))


def is_complete(escape: Escape, quote: str) -> bool:
    """Return whether a chain escapes all that one-line text needs between these quotes."""
    pairs = [pair for pair in escape.pairs if set(pair[0]) & {quote, "\\"}]
    if quote == "'":
        return pairs == [("'", "''")]
    return pairs == [("\\", "\\\\"), ('"', '\\"')]
