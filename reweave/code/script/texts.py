"""The texts that a program in JavaScript builds, in the order of its statements."""

import re
from collections import ChainMap
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reweave.code.script.syntax import inner, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

Piece = "str | Node"
Pieces = list["str | Node"]
"""Literals, and the expressions of values."""

_MOST = 2_000
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_FUNCTIONS = frozenset(
    (
        "function_declaration",
        "function_expression",
        "generator_function_declaration",
        "arrow_function",
        "method_definition",
    )
)
_KEPT = frozenset({"trim", "trimEnd", "trimStart", "toString"})


@dataclass(slots=True)
class Built:
    """A variable that a text grows in: its rows, each a line of a list, or the one text of a string."""

    rows: list[Pieces] = field(default_factory=list)
    is_list: bool = False

    def pieces(self, separator: str = "\n") -> Pieces:
        """Return the text; the rows of a list are joined."""
        joined: Pieces = []
        for number, row in enumerate(self.rows[:_MOST]):
            joined += [separator, *row] if number and self.is_list else row
        return joined


Variables = MutableMapping[str, Built]


class Texts:
    """Collects what is built: `found` has every text with a fence, `definitions` the last value of each variable."""

    def __init__(self, root: "Node") -> None:
        """Follow a program.

        Raises:
            RecursionError: it is nested too deeply.
        """
        self.found: list[Pieces] = []
        self.definitions: dict[str, Node] = {}
        self.numbers: set[str] = set()
        """The names of parameters that TypeScript says are numbers or booleans."""
        self._function(root, ChainMap({}))

    def _function(self, node: "Node", outer: "ChainMap[str, Built]") -> None:
        variables = outer.new_child()
        self._visit(node, variables)
        self.found += [pieces for built in variables.maps[0].values() if _has_fence(pieces := built.pieces())]

    def _visit(self, node: "Node", variables: "ChainMap[str, Built]") -> None:
        for child in node.named_children:
            if child.type in _FUNCTIONS:
                self._function(child, variables)
                continue
            self._statement(child, variables)
            if child.type in ("template_string", "binary_expression", "call_expression"):
                pieces = self.text(child, variables)
                if pieces is not None and _has_fence(pieces):
                    self.found.append(pieces)
                    if child.type != "call_expression":
                        continue
            self._visit(child, variables)

    def _statement(self, node: "Node", variables: "ChainMap[str, Built]") -> None:
        if node.type == "required_parameter":
            kind = node.child_by_field_name("type")
            if kind is not None and text_of(kind).lstrip(": ") in ("number", "boolean", "Date"):
                self.numbers.add(text_of(node).partition(":")[0].strip("? "))
        elif node.type in ("variable_declarator", "assignment_expression"):
            name = node.child_by_field_name("name") or node.child_by_field_name("left")
            value = node.child_by_field_name("value") or node.child_by_field_name("right")
            if name is not None and value is not None:
                self._assign(text_of(name), value, variables)
        elif node.type == "augmented_assignment_expression":
            name, value = node.child_by_field_name("left"), node.child_by_field_name("right")
            if name is not None and value is not None and (built := variables.get(text_of(name))) is not None:
                built.rows.append(self.value(value, variables))
        elif node.type == "call_expression":
            self._pushed(node, variables)

    def _assign(self, name: str, value: "Node", variables: "ChainMap[str, Built]") -> None:
        self.definitions[name] = value
        rows = self.rows(value, variables)
        if rows is not None:
            variables[name] = Built(rows, is_list=True)
            return
        pieces = self.text(value, variables)
        if pieces is not None:
            variables[name] = Built([pieces])

    def _pushed(self, node: "Node", variables: "ChainMap[str, Built]") -> None:
        method = _method(node)
        if method is None or method[1] not in ("push", "write"):
            return
        name = text_of(method[0])
        if name not in variables and method[1] == "write":
            variables[name] = Built()
        if (built := variables.get(name)) is not None:
            for argument in _arguments(node):
                spread = argument.type == "spread_element"
                rows = self.rows(argument.named_children[0], variables) if spread else None
                built.rows += rows if rows is not None else [self.value(argument, variables)]

    # Expressions

    def text(self, node: "Node", variables: "ChainMap[str, Built]") -> Pieces | None:
        """Return the pieces of an expression that builds text; `None` where it does not."""
        node = inner(node)
        if node.type == "string":
            return ["".join(_literal(child) for child in node.named_children)]
        if node.type == "template_string":
            return self._template(node, variables)
        if node.type == "binary_expression" and _operator(node) == "+":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            assert left is not None and right is not None
            pieces = [*self.value(left, variables), *self.value(right, variables)]
            return pieces if any(isinstance(piece, str) for piece in pieces) else None
        if node.type == "ternary_expression":
            branches = [self.text(branch, variables) for branch in node.named_children[1:]]
            known = [branch for branch in branches if branch is not None]
            values = (branch for branch in known if any(not isinstance(piece, str) for piece in branch))
            return next(values, None) if len(known) == len(branches) else None
        if node.type == "identifier":
            built = variables.get(text_of(node))
            return None if built is None or built.is_list else built.pieces()
        return self._called(node, variables) if node.type == "call_expression" else None

    def value(self, node: "Node", variables: "ChainMap[str, Built]") -> Pieces:
        """Return the pieces of an expression: its text, or itself as a value."""
        pieces = self.text(node, variables)
        if pieces is None or not any(isinstance(piece, str) for piece in pieces):
            return [node]
        return pieces

    def rows(self, node: "Node", variables: "ChainMap[str, Built]") -> list[Pieces] | None:
        """Return the elements of a list of texts; `None` where they are unknown."""
        node = inner(node)
        if node.type == "array":
            found: list[Pieces] = []
            for element in node.named_children:
                if element.type == "spread_element":
                    found += self.rows(element.named_children[0], variables) or [[element.named_children[0]]]
                else:
                    found.append(self.value(element, variables))
            return found
        if node.type == "identifier":
            built = variables.get(text_of(node))
            return built.rows if built is not None and built.is_list else None
        method = _method(node)
        if method is not None and method[1] in ("map", "flatMap"):
            body = next((one.child_by_field_name("body") for one in _arguments(node) if one.type in _FUNCTIONS), None)
            pieces = None if body is None else self.text(body, variables)
            return None if pieces is None else [pieces]
        if method is not None and method[1] in ("filter", "sort", "reverse", "slice"):
            return self.rows(method[0], variables)
        return None

    def _template(self, node: "Node", variables: "ChainMap[str, Built]") -> Pieces:
        pieces: Pieces = []
        for child in node.named_children:
            if child.type == "template_substitution":
                for expression in child.named_children[:1]:
                    pieces += self.value(expression, variables)
            else:
                pieces.append(_literal(child))
        return pieces or [""]

    def _called(self, node: "Node", variables: "ChainMap[str, Built]") -> Pieces | None:
        arguments = node.child_by_field_name("arguments")
        if arguments is not None and arguments.type == "template_string":  # a tag such as `dedent`
            return self._template(arguments, variables)
        method = _method(node)
        if method is None:
            return None
        given = _arguments(node)
        if method[1] == "join":
            rows = self.rows(method[0], variables)
            separator = self.text(given[0], variables) if given else [","]
            if rows is None or separator is None or not isinstance(separator[0], str):
                return None
            return Built(rows, is_list=True).pieces(separator[0])
        if method[1] == "concat":
            return [piece for part in (method[0], *given) for piece in self.value(part, variables)]
        return self.text(method[0], variables) if method[1] in _KEPT else None


def _method(node: "Node") -> "tuple[Node, str] | None":
    """Return the object and the name of a method that is called."""
    function = node.child_by_field_name("function") if node.type == "call_expression" else None
    if function is None or function.type != "member_expression":
        return None
    holder, name = function.child_by_field_name("object"), function.child_by_field_name("property")
    return None if holder is None or name is None else (holder, text_of(name))


def _arguments(node: "Node") -> "list[Node]":
    arguments = node.child_by_field_name("arguments")
    return [] if arguments is None else arguments.named_children


def _operator(node: "Node") -> str:
    operator = node.child_by_field_name("operator")
    return "" if operator is None else text_of(operator)


def _literal(node: "Node") -> str:
    text = text_of(node)
    return _ESCAPE.sub(_character, text) if node.type == "escape_sequence" else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code is None:
        return _LETTERS.get(found[4], found[4])
    number = int(code, 16)
    return chr(number) if number < 0x110000 else "?"


def _has_fence(pieces: Pieces) -> bool:
    return any(isinstance(piece, str) and "---" in piece for piece in pieces)


def named_nodes(root: "Node") -> "Iterator[Node]":
    """Yield all nodes below one."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.named_children
