"""Which expressions of JavaScript may hold any text."""

from typing import TYPE_CHECKING

from reweave.code.naming import sounds_prepared, sounds_shaped, sounds_typed
from reweave.code.script.syntax import inner, text_of
from reweave.code.script.texts import Texts

if TYPE_CHECKING:
    from tree_sitter import Node

_DEPTH = 5
_LITERALS = frozenset({"number", "true", "false", "null", "undefined", "string", "regex", "unary_expression"})
_SAFE = frozenset(
    (
        "stringify",
        "toISOString",
        "toJSON",
        "toFixed",
        "getTime",
        "getFullYear",
        "now",
        "parseInt",
        "parseFloat",
        "Number",
        "Boolean",
        "randomUUID",
        "toLocaleDateString",
        "indexOf",
    )
)
_SAME = frozenset({"trim", "toLowerCase", "toUpperCase", "slice", "substring", "substr", "String", "toString"})
_LOGIC = frozenset({"||", "??", "&&", "+"})


def may_be_any_text(node: "Node", texts: Texts, depth: int = 0) -> bool:
    """Return whether an expression may hold quotes, colons or line ends that nothing escapes."""
    node = inner(node)
    kind = node.type
    if kind in _LITERALS or kind == "new_expression" or depth > _DEPTH:
        return False
    if kind == "identifier":
        return _variable(text_of(node), texts, depth)
    if kind in ("member_expression", "subscript_expression"):
        name = node.child_by_field_name("property")
        text = "" if name is None else text_of(name)
        return not (sounds_typed(text) or sounds_prepared(text) or text == "length")
    if kind == "call_expression":
        return _call(node, texts, depth)
    if kind == "ternary_expression":
        return any(may_be_any_text(branch, texts, depth + 1) for branch in node.named_children[1:])
    if kind == "binary_expression":
        operator = node.child_by_field_name("operator")
        is_either = operator is not None and text_of(operator) in _LOGIC
        return is_either and any(may_be_any_text(side, texts, depth + 1) for side in node.named_children)
    if kind == "template_string":
        parts = (child for child in node.named_children if child.type == "template_substitution")
        return any(may_be_any_text(one, texts, depth + 1) for part in parts for one in part.named_children)
    return True


def _variable(name: str, texts: Texts, depth: int) -> bool:
    if name in texts.numbers or sounds_typed(name):
        return False
    defined = texts.definitions.get(name)
    if defined is not None:
        return may_be_any_text(defined, texts, depth + 1)
    return not sounds_prepared(name)


def _call(node: "Node", texts: Texts, depth: int) -> bool:
    function = node.child_by_field_name("function")
    if function is None:
        return True
    holder = function.child_by_field_name("object")
    name = text_of(function.child_by_field_name("property") or function)
    arguments = node.child_by_field_name("arguments")
    if name in _SAFE or (sounds_shaped(name) and name not in _SAME):
        return False
    if name in ("replace", "replaceAll"):
        escapes = "" if arguments is None else text_of(arguments)
        is_escaped = "\\" in escapes or "''" in escapes
        return not is_escaped and (holder is None or may_be_any_text(holder, texts, depth + 1))
    if name in _SAME:
        given = [] if arguments is None else arguments.named_children
        value = holder if holder is not None else next(iter(given), None)
        return value is None or may_be_any_text(value, texts, depth + 1)
    if name in ("join", "map", "filter") and holder is not None:
        inside = arguments if name == "map" and arguments is not None else holder
        return "stringify" not in text_of(inside) and not sounds_prepared(text_of(inside)[:200])
    return not sounds_typed(name)
