"""Splitting an expression that builds text into literals and interpolations."""

import ast
import re
import string
from collections.abc import Callable, Iterator

from reweave.code.assignments import bound
from reweave.code.constant_text import constant_text
from reweave.code.dedent import dedented
from reweave.code.literal_template import (
    DEDENT,
    KEPT,
    bound_template,
    is_dedent,
    is_fixed,
    literal_template,
    partial_format,
)
from reweave.code.mapped import mapped_element
from reweave.code.placeholders import placeholders
from reweave.code.scope import Scope
from reweave.code.template import Interpolation, Literal, Loop, Part, Shape, has_literal, size

PERCENT = re.compile(r"%(?:\((?P<name>[^()]*)\))?[#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?(?P<kind>[a-zA-Z%])")
FORMAT = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}!:]*)(?P<conversion>![rsa])?(?P<spec>:[^{}]*)?\}")
_DOLLAR = re.compile(r"\$(?:(?P<name>[_a-zA-Z][_a-zA-Z0-9]*)|\{(?P<braced>[_a-zA-Z][_a-zA-Z0-9]*)\})")
_NUMBERS = "diouxXeEfFgG"
_MOST = 2_000
"""Text of more parts than this is not split further; nobody writes such frontmatter by hand."""

Known = Callable[[ast.expr], "list[Part] | None"]


class Concatenator:
    """Splits expressions of one scope. `text_of` and `lines_of` return text and lists of lines built before."""

    def __init__(self, scope: Scope, text_of: Known, lines_of: Known) -> None:
        """Store how names are resolved."""
        self.scope = scope
        self.text_of = text_of
        self.lines_of = lines_of

    def text(self, node: ast.expr) -> list[Part] | None:
        """Return the parts of an expression that builds text; `None` where they are unknown."""
        parts = self._text(node)
        return None if parts is None or size(parts) > _MOST else parts

    def lines(self, node: ast.expr) -> list[list[Part]] | None:
        """Return the elements of a list display or another sequence of texts; `None` where they are unknown."""
        if isinstance(node, ast.List | ast.Tuple):
            rows: list[list[Part]] = []
            for element in node.elts:
                if isinstance(element, ast.Starred):
                    rows.extend(self.lines(element.value) or [[self.whole(element.value)]])
                else:
                    rows.append(self.parts(element))
            return rows
        if isinstance(node, ast.ListComp | ast.GeneratorExp):
            return [[Loop(tuple(self.parts(node.elt)), node)]]
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = self.lines(node.left), self.lines(node.right)
            if left is None and right is None:
                return None
            return (left or [[self.whole(node.left)]]) + (right or [[self.whole(node.right)]])
        if isinstance(node, ast.IfExp):
            return self.lines(node.body) or self.lines(node.orelse)
        mapped = mapped_element(node, self.scope)
        if mapped is not None:
            inner = self.text(mapped)
            return None if inner is None else [[Loop(tuple(inner), node)]]
        known = self.lines_of(node)
        return None if known is None else [known]

    def parts(self, node: ast.expr) -> list[Part]:
        """Return the parts of a text, or the whole expression as the only one."""
        parts = self.text(node)
        return [self.whole(node)] if parts is None else parts

    def whole(self, node: ast.expr) -> Interpolation:
        """Return an expression as one value."""
        return Interpolation(node, node, 0, Shape.WHOLE, self.scope)

    def _text(self, node: ast.expr) -> list[Part] | None:
        if isinstance(node, ast.Constant):
            value = node.value.decode(errors="replace") if isinstance(node.value, bytes) else node.value
            return [Literal(value, node)] if isinstance(value, str) else None
        if isinstance(node, ast.JoinedStr):
            return self._fstring(node)
        if isinstance(node, ast.BinOp):
            if isinstance(node.op, ast.Add):
                return self._plus(node)
            if isinstance(node.op, ast.Mult):
                repeated = constant_text(node, self.scope)
                return None if repeated is None else [Literal(repeated, node)]
            return self._percent(node) if isinstance(node.op, ast.Mod) else None
        if isinstance(node, ast.IfExp):
            return self._either(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Name):
            known = self.text_of(node)
            if known is not None:
                return known
            is_dedented = is_dedent(node, self.scope)
            literal = literal_template(node, self.scope) if is_dedented else self.scope.text(node.id)
            if literal is None:
                return self._line_end(node)
            parts: list[Part] = [Literal(str(literal.value), literal)]
            return dedented(parts) if is_dedented else parts
        return self._attribute(node) if isinstance(node, ast.Attribute) else None

    def _attribute(self, node: ast.Attribute) -> list[Part] | None:
        known = self.text_of(node)
        literal = self.scope.attribute(node) if known is None else None
        if known is None and literal is None:
            return self._line_end(node)
        return known if literal is None else [Literal(str(literal.value), literal)]

    def _line_end(self, node: ast.expr) -> list[Part] | None:
        """Return a line end that has a name."""
        return [Literal("\n", node)] if constant_text(node, self.scope) == "\n" else None

    def _either(self, node: ast.IfExp) -> list[Part] | None:
        """Return the branch with a value, where both are known; the other is the form for an empty value."""
        branches = [self._text(node.body), self._text(node.orelse)]
        if any(one is None for one in branches):
            return None
        return next((one for one in branches if one and any(not isinstance(part, Literal) for part in one)), None)

    def _fstring(self, node: ast.JoinedStr) -> list[Part]:
        parts: list[Part] = []
        index = 0
        for value in node.values:
            if isinstance(value, ast.Constant):
                parts.append(Literal(str(value.value), node))
            elif isinstance(value, ast.FormattedValue):
                exact = value.conversion in (-1, ord("s")) and _is_plain(value.format_spec)
                conversion = chr(value.conversion) if value.conversion in map(ord, "ra") else ""
                parts.extend(self._value(value.value, node, index, Shape.FSTRING, exact, conversion=conversion))
                index += 1
        return parts

    def _value(
        self,
        value: ast.expr,
        origin: ast.expr,
        index: int,
        shape: Shape,
        exact: bool = True,
        template: ast.Constant | None = None,
        conversion: str = "",
    ) -> list[Part]:
        """Return the parts of an interpolated value: those it is built from, or a single interpolation."""
        joined = join_of(value, self.scope)
        if joined is not None and exact:
            separator, row = joined
            rows = self.lines(row)
            if rows is None or not any(has_literal(_bare(parts)) for parts in rows):
                return [Interpolation(row, origin, index, shape, self.scope, separator, template=template)]
        if exact:
            inner = self._text(value)
            if inner is not None and has_literal(inner):
                return inner
        interpolation = Interpolation(value, origin, index, shape, self.scope, exact=exact, template=template)
        return [interpolation._replace(conversion=conversion)]

    def _plus(self, node: ast.BinOp) -> list[Part] | None:
        parts: list[Part] = []
        for index, operand in enumerate(operands(node)):
            if isinstance(operand, ast.Constant | ast.JoinedStr):
                inner = self._text(operand)
                if inner is None:
                    return None
                parts.extend(inner)
            else:
                parts.extend(self._value(operand, node, index, Shape.PLUS))
        return parts if has_literal(parts) else None

    def _is_row(self, name: str) -> bool:
        """Return whether a name is bound to a tuple, which `%` takes for all values."""
        arguments = None if isinstance(self.scope.node, ast.Module) else self.scope.node.args
        if arguments is not None and arguments.vararg is not None and arguments.vararg.arg == name:
            return True
        value = bound(name, self.scope)
        return value is not None and isinstance(value[0], ast.Tuple)

    def _percent(self, node: ast.BinOp) -> list[Part] | None:
        template = literal_template(node.left, self.scope)
        if template is None:
            return None
        given: dict[str, ast.expr] = {}
        if isinstance(node.right, ast.Dict):
            given = {
                str(key.value): value
                for key, value in zip(node.right.keys, node.right.values, strict=True)
                if isinstance(key, ast.Constant)
            }
        row = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        text = str(template.value)
        wanted = [found for found in PERCENT.finditer(text) if found["kind"] != "%" and found["name"] is None]
        # One value for several placeholders is a tuple, wherever it comes from.
        is_row = len(row) == 1 < len(wanted) or (isinstance(node.right, ast.Name) and self._is_row(node.right.id))
        if any(isinstance(one, ast.Starred) for one in row):
            return None
        parts: list[Part] = []
        place = index = 0
        for found in PERCENT.finditer(text):
            parts.append(Literal(text[place : found.start()], template))
            place = found.end()
            if found["kind"] == "%":
                parts.append(Literal("%", template))
                continue
            name = found["name"]
            value = given.get(name) if name is not None else row[index] if index < len(row) else None
            exact = found[0][-2:] in ("%s", ")s")
            if value is None and name is None and not is_row:
                return None
            # From a mapping, or in a class (and so in its subclasses): there is a value, but no fix.
            if is_row and found["kind"] in _NUMBERS:
                parts.append(Literal("0", template))
                continue
            if value is None or is_row or not is_fixed(node.left, self.scope):
                value, exact = node, False
            parts.extend(self._value(value, node, index, Shape.PERCENT, exact, template))
            index += 1
        parts.append(Literal(text[place:], template))
        return dedented(parts) if is_dedent(node.left, self.scope) else parts

    def _format(self, node: ast.Call, receiver: ast.expr) -> list[Part] | None:
        template = literal_template(receiver, self.scope)
        if template is None:
            return None
        known = next((place for place, one in enumerate(node.args) if isinstance(one, ast.Starred)), len(node.args))
        named = {one.arg: one.value for one in node.keywords if one.arg is not None}
        parts: list[Part] = []
        index = numbered = 0
        try:
            fields = list(string.Formatter().parse(str(template.value)))
        except ValueError:
            return None
        for literal, field, spec, conversion in fields:
            parts.append(Literal(literal, template))
            if field is None:
                continue
            name = field or str(numbered)
            numbered += not field
            is_mapped = isinstance(node.func, ast.Attribute) and node.func.attr == "format_map"
            is_numbered = not is_mapped and name.isdecimal() and int(name) < known
            value = node.args[int(name)] if is_numbered else named.get(name)
            exact = not spec and conversion in (None, "s")
            # `{post.title}`, or from `**fields`, or in a class: there is a value, but no fix.
            inner = None if value is None or not isinstance(receiver, ast.Attribute) else self._text(value)
            if inner is not None and has_literal(inner):
                parts.extend(inner)
                index += 1
                continue
            if value is None or not is_fixed(receiver, self.scope):
                value, exact = node, False
            parts.extend(self._value(value, node, index, Shape.FORMAT, exact, template))
            index += 1
        return dedented(parts) if is_dedent(receiver, self.scope) else parts

    def _substituted(self, node: ast.Call, template: ast.expr) -> list[Part] | None:
        """Return the parts of `string.Template(text).substitute(...)`."""
        made = template
        if isinstance(template, ast.Name) and (found := self.scope.lookup(template.id)) is not None:
            made = found[1][0].value or template if len(found[1]) == 1 else template
        if not isinstance(made, ast.Call) or self.scope.dotted(made.func) != "string.Template" or len(made.args) != 1:
            return None
        text = constant_text(made.args[0], self.scope)
        if text is None:
            return None
        named = {one.arg: one.value for one in node.keywords if one.arg is not None}
        parts: list[Part] = []
        place = 0
        for index, found_name in enumerate(_DOLLAR.finditer(text)):
            parts.append(Literal(text[place : found_name.start()], made.args[0]))
            place = found_name.end()
            value = named.get(found_name["name"] or found_name["braced"], node)
            parts.append(Interpolation(value, node, index, Shape.WHOLE, self.scope, fixable=False))
        return [*parts, Literal(text[place:], made.args[0])]

    def _filled(self, node: ast.Call, template: ast.expr) -> list[Part] | None:
        """Return the parts of `HEAD.replace("@@TITLE@@", title)`, where the text has the placeholder."""
        pairs = list(placeholders(node, self.scope))
        parts = self._text(template) if pairs else None
        if parts is None:
            return None
        filled = parts
        for old, value in pairs:
            filled = list(self._with_value(filled, old, value, node))
        return filled if len(filled) > len(parts) else None

    def _with_value(self, parts: list[Part], old: str, value: ast.expr, node: ast.Call) -> Iterator[Part]:
        """Yield the parts with a value wherever the literals have the placeholder."""
        for part in parts:
            if not isinstance(part, Literal):
                yield part
                continue
            for number, piece in enumerate(part.text.split(old)):
                if number:
                    yield Interpolation(value, node, number, Shape.WHOLE, self.scope, fixable=False)
                yield part._replace(text=piece)

    def _call(self, node: ast.Call) -> list[Part] | None:
        function = node.func
        if isinstance(function, ast.Attribute):
            if function.attr in ("format", "format_map"):
                return self._format(node, function.value)
            joined = join_of(node, self.scope)
            if joined is not None:
                return self._joined(node, *joined)
            if function.attr in ("substitute", "safe_substitute"):
                return self._substituted(node, function.value)
            if function.attr == "replace" and len(node.args) == 2:
                filled = self._filled(node, function.value)
                if filled is not None:
                    return filled
            if function.attr in KEPT or (function.attr == "replace" and isinstance(function.value, ast.JoinedStr)):
                return self._text(function.value)
        template = bound_template(function, self.scope)
        if template is not None:
            return self._format(node, template)
        whole = partial_format(node, self.scope)
        if whole is not None and isinstance(whole.func, ast.Attribute):
            parts = self._format(whole, whole.func.value)
            return None if parts is None else [_at(part, node) for part in parts]
        if self.scope.dotted(function) in DEDENT and node.args:
            inner = self._text(node.args[0])
            return None if inner is None else dedented(inner)
        return self.text_of(node)

    def _joined(self, node: ast.Call, separator: str, row: ast.expr) -> list[Part] | None:
        rows = self.lines(row)
        if rows is None and separator.strip() == ":":  # a pair, as in `": ".join(pair)`
            pair = [Interpolation(row, node, at, Shape.WHOLE, self.scope, exact=False, fixable=False) for at in (0, 1)]
            return [pair[0], Literal(separator, node), pair[1]]
        if rows is None:
            return None
        between = Literal(separator, node)
        parts: list[Part] = []
        for one in rows:
            if len(one) == 1 and isinstance(one[0], Loop):
                parts.append(one[0]._replace(parts=(*_unbroken(one[0].parts, separator), between)))
            else:
                parts.extend((*_unbroken(tuple(one), separator), between))
        if parts and parts[-1] is between:
            parts.pop()
        return parts


def _is_plain(spec: ast.expr | None) -> bool:
    """Return whether a format leaves text as it is."""
    return spec is None or (isinstance(spec, ast.JoinedStr) and ast.unparse(spec) in ("f's'", "f''"))


def _bare(parts: list[Part]) -> list[Part]:
    """Return the parts of an element, without the line end that a list of lines gave it when it was built."""
    if len(parts) == 1 and isinstance(parts[0], Loop):
        return [parts[0]._replace(parts=_unbroken(parts[0].parts, "\n"))]
    return list(_unbroken(tuple(parts), "\n"))


def operands(node: ast.expr) -> list[ast.expr]:
    """Return the operands of a sum, from left to right."""
    row: list[ast.expr] = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        row.append(node.right)
        node = node.left
    return [node, *reversed(row)]


def join_of(node: ast.expr, scope: Scope) -> tuple[str, ast.expr] | None:
    """Return the separator and the argument of `", ".join(items)`, also where the separator has a name."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
        separator = constant_text(node.func.value, scope) if len(node.args) == 1 else None
        if separator is not None:
            return separator, node.args[0]
    return None


def _at(part: Part, node: ast.Call) -> Part:
    """Return a value that a call gives, at a place that has no fix."""
    return part._replace(origin=node, fixable=False) if isinstance(part, Interpolation) else part


def _unbroken(parts: tuple[Part, ...], separator: str) -> tuple[Part, ...]:
    """Return the parts of one joined item, without the line end that a list of lines gave it when it was built."""
    if parts and isinstance(parts[-1], Literal) and parts[-1].text == "\n" and separator.startswith("\n"):
        return parts[:-1]
    return parts
