"""What the mapping holds that a loop writes: dates and lists that are YAML already must not be quoted."""

import ast
import re
from collections.abc import Iterator
from itertools import islice

from reweave.code.constant_text import constant_text
from reweave.code.mapping_search import Held, Search
from reweave.code.naming import sounds_dated
from reweave.code.scope import Scope, called_name
from reweave.code.values import Nature, value_of

_MOST = 200
"""Values that are looked at."""
_READS = frozenset({"match", "search", "fullmatch", "findall", "finditer", "compile"})
_PAIR = re.compile(r"\)(?:\\s\*| \*)?:(?:\\s[*+]|\[[^\]]*\][*+]| [*+?]?)?\((?:\?P<\w+>)?\.[*+]")
"""A pattern that takes a key and the text after its colon."""


def holds_yaml(node: ast.expr, scope: Scope) -> bool:
    """Return whether the mapping that a value is taken from holds anything that is YAML already, as far as it is seen.

    A file that takes lines of YAML apart itself holds values as they were read, unless all are seen.
    """
    seen = list(islice(Search().written(node, scope), _MOST))
    if any(_is_yaml(held) for held in seen):
        return True
    return not seen and reads_yaml_by_hand(scope)


def reads_yaml_by_hand(scope: Scope) -> bool:
    """Return whether the file takes lines of YAML apart itself: quotes, brackets and dates are then as they were."""
    return any(_takes_apart(call, one) for one in scope.module.walk() for call in one.calls)


def _is_yaml(held: Held) -> bool:
    """Return whether quotes would change what a value is: a list or a date written as text, or text quoted already."""
    value = value_of(held.value, held.scope)
    if value.prepared or value.nature is Nature.ESCAPED:
        return True
    names = (*_names(held.key), *_names(held.value))
    return value.nature is not Nature.SAFE and any(map(sounds_dated, names))


def _names(node: ast.expr | None) -> Iterator[str]:
    """Yield the names that say what a value is: a key, a variable, an attribute or a function."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.Subscript):
        yield from _names(node.slice)
    elif isinstance(node, ast.BoolOp):
        yield from (name for one in node.values for name in _names(one))
    elif isinstance(node, ast.IfExp):
        yield from _names(node.body)
        yield from _names(node.orelse)
    elif isinstance(node, ast.Call):
        yield called_name(node) or ""
        yield from (name for one in node.args for name in _names(one))


def _takes_apart(call: ast.Call, scope: Scope) -> bool:
    """Return whether a call takes a line apart at its colon."""
    name = called_name(call)
    text = constant_text(call.args[0], scope) if call.args else None
    if text is None:
        return False
    if name in ("split", "partition", "rsplit"):
        return text.strip() == ":"
    return name in _READS and _PAIR.search(text) is not None
