"""The functions of a program in JavaScript: what they return, and what they add to lines or a stream."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from reweave.code.script.syntax import inner, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

FUNCTIONS = frozenset(
    (
        "function_declaration",
        "function_expression",
        "generator_function_declaration",
        "arrow_function",
        "method_definition",
    )
)
ADDS = frozenset({"push", "write"})


class Added(NamedTuple):
    """What a function adds by one call: the name of the list or stream, and the argument."""

    name: str
    argument: "Node"


def functions_of(root: "Node") -> "dict[str, Node]":
    """Return the functions and methods by name; of several, the last."""
    found: dict[str, Node] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting += node.named_children
        name, made = node.child_by_field_name("name"), node
        if node.type == "variable_declarator":
            made = node.child_by_field_name("value") or node
        if name is not None and made.type in FUNCTIONS:
            found.setdefault(text_of(name), made)
    return found


def called_name(node: "Node") -> str:
    """Return the name of a called function, or of a method of the object itself; empty for others."""
    function = node.child_by_field_name("function")
    if function is None:
        return ""
    if function.type == "identifier":
        return text_of(function)
    text = text_of(function)
    return text.removeprefix("this.") if text.startswith("this.") and text.count(".") == 1 else ""


def returned(function: "Node") -> "Iterator[Node]":
    """Yield the expressions that a function returns."""
    body = function.child_by_field_name("body")
    if body is None:
        return
    if body.type != "statement_block":
        yield inner(body)
        return
    for node in _own(body):
        if node.type == "return_statement" and node.named_children:
            yield inner(node.named_children[0])


def added(function: "Node") -> list[Added]:
    """Return what a function adds to lists and streams."""
    body = function.child_by_field_name("body")
    found: list[Added] = []
    for node in _own(body) if body is not None else ():
        method = method_of(node)
        given = arguments_of(node) if method is not None and method[1] in ADDS else []
        if method is not None and len(given) == 1:
            found.append(Added(text_of(method[0]), given[0]))
    return found


def parameters_of(function: "Node") -> list[str]:
    """Return the names of a function's parameters."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return [text_of(single)]
    several = function.child_by_field_name("parameters")
    return (
        [text_of(one).partition(":")[0].partition("=")[0].strip("? ") for one in several.named_children]
        if (several is not None)
        else []
    )


def method_of(node: "Node") -> "tuple[Node, str] | None":
    """Return the object and the name of a method that is called."""
    function = node.child_by_field_name("function") if node.type == "call_expression" else None
    if function is None or function.type != "member_expression":
        return None
    holder, name = function.child_by_field_name("object"), function.child_by_field_name("property")
    return None if holder is None or name is None else (holder, text_of(name))


def arguments_of(node: "Node") -> "list[Node]":
    """Return the arguments of a call."""
    arguments = node.child_by_field_name("arguments")
    return [] if arguments is None else arguments.named_children


def _own(body: "Node") -> "Iterator[Node]":
    """Yield the nodes of a function's body in order, without those of functions in it."""
    waiting = [body]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [child for child in reversed(node.named_children) if child.type not in FUNCTIONS]
