"""Text that a regular expression or a table rewrites: escaped, reduced to a slug, or altered."""

import ast
import re
from typing import NamedTuple

from reweave.code.constant_text import constant_text
from reweave.code.scope import Scope

_SLUG = re.compile(r"\[\^(?:\\w|\\d|\\s|a-z|A-Z|0-9|\\?[-_./ ])+\]\+?")
_SLUG_TEXT = re.compile(r"[-_ ]?")
_WITH_BACKSLASH = re.compile(r"\\\\\\(?:1|g<[01]>)")
_ESCAPING = frozenset("\"'\\")


class Substitution(NamedTuple):
    """A substitution: the text that it starts from, and whether it may escape it or leaves only a slug of it."""

    start: ast.expr | None
    may_escape: bool
    is_slug: bool = False
    is_complete: bool = False
    """Whether it escapes all that text between double quotes needs."""


def substitution(node: ast.Call, dotted: str, scope: Scope) -> Substitution | None:
    """Return the substitution that a call makes: `re.sub`, `PATTERN.sub` or `text.translate`; `None` for others."""
    if not isinstance(node.func, ast.Attribute):
        return None
    if node.func.attr == "translate" and len(node.args) == 1:
        return Substitution(node.func.value, True, is_complete=_is_complete(node.args[0], scope))
    if node.func.attr not in ("sub", "subn"):
        return None
    given = node.args[1:] if dotted.startswith("re.") else node.args
    if len(given) < 2:
        return Substitution(None, True)
    replacement = constant_text(given[0], scope)
    pattern = constant_text(node.args[0] if dotted.startswith("re.") else _pattern(node.func.value, scope), scope)
    if replacement is None or _ESCAPING & set(replacement):
        is_escape = replacement is not None and _WITH_BACKSLASH.fullmatch(replacement) is not None
        is_complete = is_escape and pattern is not None and '"' in pattern and "\\\\" in pattern
        return Substitution(given[1], True, is_complete=is_complete)
    is_slug = pattern is not None and _SLUG.fullmatch(pattern) and _SLUG_TEXT.fullmatch(replacement)
    return Substitution(given[1], False, bool(is_slug))


def pattern_of(node: ast.Call, scope: Scope) -> tuple[ast.expr, ast.expr] | None:
    """Return the pattern and the replacement of `re.sub(...)` or `PATTERN.sub(...)`; `None` for other calls."""
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in ("sub", "subn"):
        return None
    if scope.dotted(node.func) in ("re.sub", "re.subn"):
        return (node.args[0], node.args[1]) if len(node.args) >= 3 else None
    pattern = _pattern(node.func.value, scope)
    return (pattern, node.args[0]) if pattern is not node.func.value and len(node.args) >= 2 else None


def _is_complete(table: ast.expr, scope: Scope) -> bool:
    """Return whether a table escapes double quotes and backslashes."""
    made = _bound(table, scope)
    if isinstance(made, ast.Call) and scope.dotted(made.func) == "builtins.str.maketrans" and len(made.args) == 1:
        made = _bound(made.args[0], scope)
    if not isinstance(made, ast.Dict) or None in made.keys:
        return False
    keys = [made_of.args[0] if isinstance(made_of, ast.Call) and made_of.args else made_of for made_of in made.keys]
    escaped = {
        str(key.value): value.value
        for key, value in zip(keys, made.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
    }
    return escaped.get('"') == '\\"' and escaped.get("\\") == "\\\\"


def _bound(node: ast.expr, scope: Scope) -> ast.expr | None:
    """Return what a name is always bound to, or the expression itself."""
    if not isinstance(node, ast.Name):
        return node
    found = scope.lookup(node.id)
    return found[1][0].value if found is not None and len(found[1]) == 1 else None


def _pattern(node: ast.expr, scope: Scope) -> ast.expr:
    """Return the pattern of a compiled one, or the expression itself."""
    made = _bound(node, scope)
    is_made = isinstance(made, ast.Call) and scope.dotted(made.func) == "re.compile" and made.args
    return made.args[0] if isinstance(made, ast.Call) and is_made else node
