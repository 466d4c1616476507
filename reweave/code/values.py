"""Classifying values that are written to frontmatter: raw text, escaped, safe or unknown."""

import ast
import re
import sys
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from reweave import fm
from reweave.code.assignments import assigned, bound
from reweave.code.constant_text import constant_text
from reweave.code.enum_values import is_plain_enum_value
from reweave.code.escapes import Escape, Pair, chained_pairs, escape_of, is_complete, is_special
from reweave.code.known_calls import (
    DATE_METHODS,
    SAFE_CALLS,
    SAFE_METHODS,
    SAME_CALLS,
    SAME_METHODS,
    is_dump,
    is_str,
    is_str_of_list,
)
from reweave.code.naming import sounds_escaped, sounds_prepared, sounds_shaped
from reweave.code.scope import Binding, Scope, called_name
from reweave.code.substitution import Substitution, substitution


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


class Value(NamedTuple):
    """The class of a value.

    `escape` is the only chain of replacements of an escaped one, `pairs` all that it went through, and `name` its
    variable, if any. `prepared` means that it may be meant as YAML (`null` instead of a title), and must not be
    quoted; `made`, that a function made YAML of it, or may have, so that it must not be escaped again either.
    """

    nature: Nature
    escape: Escape | None = None
    name: str | None = None
    prepared: bool = False
    made: bool = False
    pairs: tuple[Pair, ...] = ()


_SAFE = Value(Nature.SAFE)
_PREPARED = Value(Nature.SAFE, prepared=True)
_TEXT = Value(Nature.TEXT)
_UNKNOWN = Value(Nature.UNKNOWN)
_MADE = Value(Nature.SAFE, prepared=True, made=True)
_MAYBE_MADE = Value(Nature.UNKNOWN, prepared=True, made=True)
_READ = Value(Nature.UNKNOWN, prepared=True)
"""From a mapping of that name, perhaps as it was read: with quotes, or as a list in brackets."""
_YAML_TEXT = re.compile(
    r"(?i)true|false|yes|no|on|off|null|~|[-+.]?\d[\d_.:e+-]*|\[[^\[\]]*\]|\{[^{}]*\}|\"[^\"\\]*\"|'[^']*'"
)
"""Literals that are meant as YAML, not as text."""
_STRUCTURE = re.compile(r"[\"'\[\]{}\r\n]")
"""In a separator, these make what is joined a list that is YAML already."""
_DEPTH = 8
_PLAIN_TYPES = re.compile(
    r"(?:int|float|bool|(?:datetime\.)?date(?:time)?)(?:\s*\|\s*None)?|Optional\[(?:int|float|bool)\]"
)
_Seen = frozenset[tuple[int, str]]
"""The names whose bindings are being followed, by scope: `s = s.strip()` is bound to itself."""


def value_of(node: ast.expr, scope: Scope, depth: int = 0, seen: _Seen = frozenset()) -> Value:
    """Classify an expression, following the bindings of its scope."""
    if depth > _DEPTH:
        return _MAYBE_MADE

    def inner(part: ast.expr) -> Value:
        return value_of(part, scope, depth + 1, seen)

    if isinstance(node, ast.Constant):
        # Empty text is what a helper writes where nothing is set.
        if not isinstance(node.value, str) or not node.value or fm.is_plain_safe(node.value):
            return _SAFE
        return _TEXT if _YAML_TEXT.fullmatch(node.value) is None else _PREPARED
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        return _assembled(node, scope, depth, seen)
    if isinstance(node, ast.Name):
        return _name(node, scope, depth, seen)
    if isinstance(node, ast.IfExp):
        return _worst([inner(node.body), inner(node.orelse)])
    if isinstance(node, ast.BoolOp):
        return _worst(map(inner, node.values))
    if isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp):
        return inner(node.elt)
    if isinstance(node, ast.Call):
        return _call(node, scope, depth, seen)
    if isinstance(node, ast.Attribute):
        return _attribute(node, scope, depth, seen)
    if isinstance(node, ast.Subscript):
        return _item(node, scope, depth, seen)
    if isinstance(node, ast.DictComp):
        return inner(node.value)
    if isinstance(node, ast.Dict):
        return _worst([_TEXT, *map(inner, node.values)])
    if isinstance(node, ast.Await | ast.NamedExpr):
        return inner(node.value)
    return _SAFE if isinstance(node, ast.Compare | ast.UnaryOp) else _TEXT


def _attribute(node: ast.Attribute, scope: Scope, depth: int, seen: _Seen) -> Value:
    """Classify an attribute by what is assigned to it, or by the property that it is."""
    if is_plain_enum_value(node, scope):
        return _SAFE
    function = scope.own_function(node)
    if function is not None:
        return _returned(function, depth, seen)
    return _assigned(node, scope, depth, seen) or (_MAYBE_MADE if sounds_prepared(node.attr) else _TEXT)


def _item(node: ast.Subscript, scope: Scope, depth: int, seen: _Seen) -> Value:
    """Classify an item of a mapping or a list."""
    if isinstance(node.slice, ast.Slice):
        return value_of(node.value, scope, depth + 1, seen)
    if not isinstance(node.value, ast.Name):
        return _TEXT
    if _is_counter(node.value.id, scope):
        return _SAFE
    return _assigned(node, scope, depth, seen) or _element(node.value, scope, depth, seen)


def _element(holder: ast.expr, scope: Scope, depth: int, seen: _Seen) -> Value:
    """Classify what a mapping or list holds, by how it is made; where that is unknown, by its name."""
    if isinstance(holder, ast.Name):
        found = scope.lookup(holder.id)
        if found is None or not found[1] or any(one.value is None for one in found[1]):
            if sounds_escaped(holder.id):
                return _MAYBE_MADE
            return _READ if sounds_prepared(holder.id) else _TEXT
    return value_of(holder, scope, depth + 1, seen)


def _assigned(node: ast.Attribute | ast.Subscript, scope: Scope, depth: int, seen: _Seen) -> Value | None:
    """Return that a value may be escaped where it is assigned; `None` where it is not."""
    key = (id(scope.module), ast.unparse(node))
    if key in seen:
        return None
    given = list(assigned(node, scope))
    values = [value_of(one, own, depth + 1, seen | {key}) for one, own in given]
    # What is only ever empty here is filled elsewhere.
    is_filled = any(not isinstance(one, ast.Constant) or one.value != "" for one, _ in given)
    if is_filled and all(value.nature is Nature.SAFE and not value.prepared for value in values):
        return _SAFE
    is_doubtful = any(value.made or value.nature is Nature.ESCAPED for value in values)
    return _MAYBE_MADE if is_doubtful else None


def _assembled(node: ast.JoinedStr | ast.BinOp, scope: Scope, depth: int, seen: _Seen) -> Value:
    """Classify text put together from literals and values."""
    pieces = _pieces(node, scope)
    values = [value_of(piece, scope, depth + 1, seen) for piece in pieces if not isinstance(piece, str)]
    literals = [piece for piece in pieces if isinstance(piece, str)]
    quote = pieces[0][:1] if isinstance(pieces[0], str) else ""
    if quote and quote in "\"'" and isinstance(pieces[-1], str) and pieces[-1].endswith(quote):
        between = "".join(literals)[1:-1]
        escaped = all(value.nature is Nature.SAFE or is_complete(value.pairs, quote) for value in values)
        return _MADE if escaped and quote not in between and "\\" not in between else _MAYBE_MADE
    if any(set("\"'") & set(text) for text in literals) or (pieces[0] != "" and _opens_a_list(pieces[0])):
        return _MAYBE_MADE
    if not isinstance(node, ast.JoinedStr):
        return _worst(values or [_TEXT])
    own = _SAFE if fm.is_plain_safe("".join(one if isinstance(one, str) else "x" for one in pieces)) else _TEXT
    return _worst([own, *values])


def _pieces(node: ast.expr, scope: Scope) -> list[ast.expr | str]:
    """Return the literals and values of an f-string, a sum or a `%`, in order; at least one."""
    if isinstance(node, ast.JoinedStr):
        found: list[ast.expr | str] = []
        for part in node.values:
            found.extend([part.value] if isinstance(part, ast.FormattedValue) else _pieces(part, scope))
        return found or [""]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_pieces(node.left, scope), *_pieces(node.right, scope)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        template = constant_text(node.left, scope)
        row = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        if template is not None:
            head, *rest = template.split("%s")
            pieces: list[ast.expr | str] = [head]
            for index, text in enumerate(rest):
                pieces += [row[index] if index < len(row) else node.right, text]
            return pieces
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else [node]


def _opens_a_list(piece: ast.expr | str) -> bool:
    """Return whether a text begins like a YAML list or mapping."""
    return isinstance(piece, str) and piece.startswith(("[", "{"))


def _name(node: ast.Name, scope: Scope, depth: int, seen: _Seen) -> Value:
    found = scope.lookup(node.id)
    if found is None:
        return _MAYBE_MADE if sounds_prepared(node.id) else _TEXT
    own, bindings = found
    annotation = own.annotations.get(node.id)
    if annotation is not None and _PLAIN_TYPES.fullmatch(ast.unparse(annotation)):
        return _SAFE
    key = (id(own), node.id)
    if key in seen:
        return _SAFE
    values = [_binding(one, own, depth, seen | {key}) for one in bindings]
    worst = _worst(values or [_TEXT])
    if worst.nature is Nature.ESCAPED:
        once = sum(one.nature is Nature.ESCAPED for one in values) == 1
        pairs = chained_pairs(node.id, bindings) or worst.pairs
        return worst._replace(escape=worst.escape if once else None, name=worst.name or node.id, pairs=pairs)
    is_unbound = not bindings or any(one.value is None for one in bindings)
    return _MAYBE_MADE if worst.nature is Nature.TEXT and is_unbound and sounds_prepared(node.id) else worst


def _binding(binding: Binding, scope: Scope, depth: int, seen: _Seen) -> Value:
    if binding.value is None:
        return _TEXT
    if binding.element and isinstance(binding.value, ast.Call) and scope.dotted(binding.value.func) == "builtins.range":
        return _SAFE
    if isinstance(binding.value, ast.List | ast.Tuple | ast.Set):
        return _worst([_TEXT, *(value_of(one, scope, depth + 1, seen) for one in binding.value.elts)])
    value = value_of(binding.value, scope, depth + 1, seen)
    return value._replace(prepared=True) if is_str_of_list(binding.value, scope) else value


def _call(node: ast.Call, scope: Scope, depth: int, seen: _Seen) -> Value:
    escape = escape_of(node)
    if escape is not None:
        if is_special(escape.pairs):
            start = value_of(escape.start, scope, depth + 1, seen)
            return _MAYBE_MADE if start.made else Value(Nature.ESCAPED, escape, pairs=(*start.pairs, *escape.pairs))
        return value_of(escape.start, scope, depth + 1, seen)
    dotted = scope.dotted(node.func) or ""
    if dotted in SAFE_CALLS:
        return _SAFE
    if dotted == "builtins.map" and len(node.args) == 2:
        return value_of(ast.Call(node.args[0], [node.args[1]], []), scope, depth + 1, seen)
    if dotted == "builtins.filter" and len(node.args) == 2:
        return value_of(node.args[1], scope, depth + 1, seen)
    made = bound(node.func.id, scope) if isinstance(node.func, ast.Name) else None
    if made is not None and isinstance(made[0], ast.Lambda):
        return value_of(made[0].body, made[1], depth + 1, seen)
    if made is not None and isinstance(made[0], ast.Call) and _is_call(made, "functools.partial") and made[0].args:
        return value_of(ast.Call(made[0].args[0], node.args, []), made[1], depth + 1, seen)
    rewritten = substitution(node, dotted, scope)
    if rewritten is not None:
        return _substituted(rewritten, scope, depth, seen)
    if is_dump(dotted):
        return _MADE
    if dotted in SAME_CALLS and node.args:
        return value_of(node.args[0], scope, depth + 1, seen)
    if isinstance(node.func, ast.Attribute):
        name = node.func.attr
        if name in DATE_METHODS or (name == "lower" and is_str(node.func.value, scope)):
            return _PREPARED
        if name in SAFE_METHODS:
            return _SAFE
        if name == "join" and len(node.args) == 1:
            return _joined(node.func.value, node.args[0], scope, depth, seen)
        method = scope.module.function(name)
        if method is not None and scope.own_function(node.func) is None:
            value = _returned(method, depth, seen)
            if value.made or value.nature is Nature.ESCAPED:
                return _MAYBE_MADE
        if name == "replace":  # of what is not known
            return _MAYBE_MADE
        if name in ("get", "pop"):
            return _element(node.func.value, scope, depth, seen)
        if name in SAME_METHODS:
            return value_of(node.func.value, scope, depth + 1, seen)
    function = scope.called(node.func)
    if function is not None:
        return _returned(function, depth, seen)
    return _elsewhere(node, dotted)


def _is_counter(name: str, scope: Scope) -> bool:
    value = bound(name, scope)
    return value is not None and _is_call(value, "collections.Counter")


def _is_call(value: tuple[ast.expr, Scope], name: str) -> bool:
    """Return whether a bound value is a call of this function."""
    return isinstance(value[0], ast.Call) and value[1].dotted(value[0].func) == name


def _substituted(made: Substitution, scope: Scope, depth: int, seen: _Seen) -> Value:
    """Classify text that a pattern or table has rewritten."""
    if made.is_complete:
        return _MADE
    if made.start is None or made.may_escape:
        return _MAYBE_MADE
    return _SAFE if made.is_slug else value_of(made.start, scope, depth + 1, seen)


def _joined(separator: ast.expr, items: ast.expr, scope: Scope, depth: int, seen: _Seen) -> Value:
    """Classify joined items: with quotes, brackets or line ends between them they are YAML already."""
    text = constant_text(separator, scope)
    if text is None or has_structure(text):
        return _MAYBE_MADE
    value = value_of(items, scope, depth + 1, seen)
    return value._replace(prepared=True) if "," in text else value


def has_structure(separator: str) -> bool:
    """Return whether a separator of items is more than text: it quotes them, or makes lines of them."""
    return _STRUCTURE.search(separator) is not None


def _returned(function: Scope, depth: int, seen: _Seen) -> Value:
    """Classify a call of a function that can be read by what it returns."""
    returned = [one.value for one in function.nodes if isinstance(one, ast.Return) and one.value is not None]
    values = [value_of(one, function, depth + 1, seen) for one in returned]
    if not values:
        return _MAYBE_MADE
    if any(value == _MADE or any(is_complete(value.pairs, quote) for quote in "\"'") for value in values):
        return _MADE  # it quotes what needs it
    if any(is_dump(function.dotted(call.func) or "") for call in function.calls):
        return _MADE  # and changes it further
    worst = _worst(values)
    return worst if worst.nature in (Nature.SAFE, Nature.TEXT) else _MAYBE_MADE


def _elsewhere(node: ast.Call, dotted: str) -> Value:
    """Classify a call of a function that cannot be read, by where it is from and its name."""
    name = called_name(node)
    if dotted:
        package = dotted.partition(".")[0]
        is_standard = package == "builtins" or package in sys.stdlib_module_names
        return _UNKNOWN if is_standard and not sounds_prepared(name) else _MAYBE_MADE
    return _MAYBE_MADE if not isinstance(node.func, ast.Attribute) or sounds_shaped(name) else _UNKNOWN


def _worst(values: Iterable[Value]) -> Value:
    all_of_them = list(values)
    worst = max(all_of_them, key=lambda one: one.nature, default=_TEXT)
    return worst._replace(prepared=any(one.prepared for one in all_of_them), made=any(one.made for one in all_of_them))
