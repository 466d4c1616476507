"""The texts that a program in JavaScript builds, in the order of its statements."""

import re
from collections import ChainMap
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reweave.code.script.functions import (
    FUNCTIONS,
    Added,
    added,
    arguments_of,
    called_name,
    functions_of,
    method_of,
    parameters_of,
    returned,
)
from reweave.code.script.syntax import inner, text_of

if TYPE_CHECKING:
    from tree_sitter import Node

Piece = "str | Node"
Pieces = list["str | Node"]
"""Literals, and the expressions of values."""

_MOST = 2_000
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_KEPT = frozenset({"trim", "trimEnd", "trimStart", "toString"})
_FORMATS = frozenset({"format", "sprintf"})


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
        self.functions = functions_of(root)
        self._named = {function.id for function in self.functions.values()}
        self._added: dict[int, tuple[list[str], list[Added]]] = {}
        self._texts: dict[int, Pieces | None] = {}
        self._function(root, ChainMap({}))

    def _function(self, node: "Node", outer: "ChainMap[str, Built]") -> None:
        variables = outer.new_child()
        self._visit(node, variables)
        self.found += [pieces for built in variables.maps[0].values() if _has_fence(pieces := built.pieces())]

    def _visit(self, node: "Node", variables: "ChainMap[str, Built]") -> None:
        for child in node.named_children:
            if child.type in FUNCTIONS:
                is_named = child.id in self._named
                self._function(child, ChainMap(_copied(variables)) if is_named else variables)
                continue
            self._statement(child, variables)
            is_operand = child.type == node.type == "binary_expression"  # of a sum that has been read
            if child.type in ("template_string", "binary_expression", "call_expression") and not is_operand:
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
        method = method_of(node)
        if method is None or method[1] not in ("push", "write"):
            self._delegated(node, variables)
            return
        name = text_of(method[0])
        if name not in variables and (method[1] == "write" or name.startswith("this.")):
            variables[name] = Built(is_list=method[1] == "push")
        if (built := variables.get(name)) is not None:
            for argument in arguments_of(node):
                spread = argument.type == "spread_element"
                rows = self.rows(argument.named_children[0], variables) if spread else None
                built.rows += rows if rows is not None else [self.value(argument, variables)]

    def _delegated(self, node: "Node", variables: "ChainMap[str, Built]") -> None:
        """Follow a function of the program that adds to lines: `line("---")`, `this.add("title", title)`."""
        function = self.functions.get(called_name(node))
        if function is None:
            return
        if function.id not in self._added:
            self._added[function.id] = (parameters_of(function), added(function))
        parameters, rows = self._added[function.id]
        given = dict(zip(parameters, arguments_of(node), strict=False))
        for one in rows:
            if (built := variables.get(one.name)) is not None and len(built.rows) <= _MOST:
                argument = given.get(text_of(one.argument))
                built.rows.append(self.value(one.argument if argument is None else argument, variables))

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
        if node.type in ("identifier", "member_expression"):
            built = variables.get(text_of(node))
            return built.rows if built is not None and built.is_list else None
        method = method_of(node)
        if method is not None and method[1] in ("map", "flatMap"):
            each = next((one for one in arguments_of(node) if one.type in FUNCTIONS), None)
            texts = [] if each is None else [self.text(one, variables) for one in returned(each)]
            return [one for one in texts if one is not None] or None
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
        function = self.functions.get(called_name(node))
        if function is not None:
            return self._returned(function)
        method = method_of(node)
        if method is None:
            return None
        given = arguments_of(node)
        if method[1] in ("replace", "replaceAll") and len(given) == 2:
            return self._filled(method[0], given[0], given[1], variables)
        if method[1] in _FORMATS and given:
            return self._formatted(given, variables)
        if method[1] == "join":
            rows = self.rows(method[0], variables)
            separator = self.text(given[0], variables) if given else [","]
            if rows is None or separator is None or not isinstance(separator[0], str):
                return None
            return Built(rows, is_list=True).pieces(separator[0])
        if method[1] == "concat":
            return [piece for part in (method[0], *given) for piece in self.value(part, variables)]
        return self.text(method[0], variables) if method[1] in _KEPT else None

    def _returned(self, function: "Node") -> Pieces | None:
        """Return the text that a function of the program returns, without its own variables."""
        if function.id not in self._texts:
            self._texts[function.id] = None  # while it is read: it may call itself
            texts = [self.text(one, ChainMap({})) for one in returned(function)]
            known = (one for one in texts if one is not None and any(isinstance(piece, str) for piece in one))
            pieces = next(known, None)
            self._texts[function.id] = pieces if pieces is None or len(pieces) <= _MOST else None
        return self._texts[function.id]

    def _filled(self, template: "Node", old: "Node", new: "Node", variables: "ChainMap[str, Built]") -> Pieces | None:
        """Return a text with a value wherever it has a placeholder: `TEMPLATE.replace("{{title}}", title)`."""
        pieces, name = self.text(template, variables), self.text(old, variables) if old.type == "string" else None
        if pieces is None or name is None or not isinstance(name[0], str) or len(name[0]) < 3:
            return None
        filled: Pieces = []
        for piece in pieces:
            if not isinstance(piece, str):
                filled.append(piece)
                continue
            for number, part in enumerate(piece.split(name[0])):
                filled += [new, part] if number else [part]
        return filled

    def _formatted(self, given: "list[Node]", variables: "ChainMap[str, Built]") -> Pieces | None:
        """Return the text of `util.format("title: %s", title)`."""
        pieces = self.text(given[0], variables)
        if pieces is None or len(pieces) != 1 or not isinstance(pieces[0], str):
            return None
        head, *rest = pieces[0].split("%s")
        filled: Pieces = [head]
        for value, part in zip(given[1:], rest, strict=False):
            filled += [value, part]
        return filled


def _copied(variables: Variables) -> dict[str, Built]:
    """Return variables for a function that is called elsewhere: what it adds is added there."""
    return {name: Built(list(built.rows), built.is_list) for name, built in variables.items()}


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
