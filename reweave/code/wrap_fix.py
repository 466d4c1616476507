"""The fix that wraps a value in a call of `fm` and removes the quotes around it."""

import ast
import re
from collections.abc import Callable
from typing import NamedTuple

from reweave.code.concatenation import operands
from reweave.code.expression_source import code_of
from reweave.code.frontmatter_span import MARK
from reweave.code.known_calls import is_str
from reweave.code.literal_spans import StringSource, operand_ends, placeholder_span, span_of
from reweave.code.module import Module
from reweave.code.source import unwarned
from reweave.code.string_literals import expression, joined
from reweave.code.template import Interpolation, Shape
from reweave.note.edit import Edit

Edits = tuple[Edit, ...]
Rewrite = Callable[[str], str | None] | None


class _Call(NamedTuple):
    """The call to wrap a value in: `head` up to its bracket, `options` after the value."""

    head: str
    options: str
    brackets: bool
    rewrite: Rewrite


class Wrapper:
    """Makes the edits of one report."""

    def __init__(self, module: Module, rule: str, message: str) -> None:
        """Store which report the edits are for."""
        self.module = module
        self.source = module.source
        self.rule = rule
        self.message = message

    def edit(self, start: int, end: int, text: str) -> Edit:
        """Return an edit of this report."""
        return Edit(start, end, text.encode(), self.rule, self.message)

    def value(
        self,
        interpolation: Interpolation,
        function: str,
        quote: str = "",
        *,
        options: str = "",
        brackets: bool = False,
        rewrite: Rewrite = None,
    ) -> Edits | None:
        """Wrap a value in a call of `function`, and remove the `quote` on both sides.

        With `brackets`, the value is joined inside brackets: the call gets what is joined, and replaces the brackets.
        `rewrite` turns the value's source into the argument.
        """
        head = f"{self.module.functions_name}.{function}("
        around = ("[", "]") if brackets else ("", "")
        call = _Call(head, options, brackets, rewrite)
        if interpolation.shape is Shape.WHOLE:
            return self._argument(interpolation, call) if not quote and not brackets else None
        if interpolation.shape is Shape.PLUS:
            return self._plus(interpolation, call, around[0] + quote, quote + around[1])
        found = placeholder_span(self.source, interpolation)
        if found is None:
            return None
        before = _suffix(found.before, around[0] + quote, found.string)
        after = _prefix(found.after, quote + around[1], found.string)
        if before is None or after is None:
            return None
        start, end = found.start - len(before), found.end + len(after)
        if interpolation.shape is Shape.FSTRING:
            code = _joined_code(found.code) if brackets else found.code
            if code is not None and rewrite is not None:
                code = rewrite(code)
            if code is None:
                return None
            written = f"{head}{_as_argument(code)}{options})"
            return (self._in_string(found.string, interpolation.origin, start, end, written),)
        argument = self._argument(interpolation, call)
        if argument is None:
            return None
        written = self.source.text(found.start, found.end)
        return (self.edit(start, end, written), *argument) if before or after else argument

    def _in_string(self, string: StringSource, origin: ast.expr, start: int, end: int, code: str) -> Edit:
        """Put a value in the place of `[start, end)` of an f-string; in the place of all of it if that is all of it."""
        head = string.start - len(string.prefix) - len(string.quote)
        last = string.start + len(string.raw.encode(errors="surrogatepass"))
        if (start, end) == (string.start, last) and span_of(self.source, origin) == (head, last + len(string.quote)):
            return self.edit(head, last + len(string.quote), code)
        return self.edit(start, end, f"{{{code}}}")

    def branch(self, interpolation: Interpolation, branch: ast.expr, function: str) -> Edits | None:
        """Wrap one branch of a conditional expression in a call of `function`."""
        span = self._branch_span(interpolation, branch)
        if span is None:
            return None
        head = f"{self.module.functions_name}.{function}("
        return (self.edit(span[0], span[0], head), self.edit(span[1], span[1], ")"))

    def _branch_span(self, interpolation: Interpolation, branch: ast.expr) -> tuple[int, int] | None:
        if interpolation.shape is not Shape.FSTRING:
            return span_of(self.source, branch)
        found = placeholder_span(self.source, interpolation)
        if found is None or found.code is None:
            return None
        begin = self.source.text(found.start, found.end).find(found.code)
        node, whole = expression(f"({found.code})"), interpolation.value
        if begin < 0 or not isinstance(node, ast.IfExp) or not isinstance(whole, ast.IfExp):
            return None
        own = node.body if branch is whole.body else node.orelse
        if own.lineno != 1 or own.end_lineno != 1 or own.end_col_offset is None or ast.dump(own) != ast.dump(branch):
            return None
        start = found.start + len(self.source.text(found.start, found.end)[:begin].encode()) - 1
        return start + own.col_offset, start + own.end_col_offset

    def nested(
        self,
        interpolations: tuple[Interpolation, ...],
        function: str,
        quote: str,
        options: str = "",
        around: tuple[str, str] = ("", ""),
    ) -> Edits | None:
        """Wrap text with values in a call: `"[[{title}]]"` becomes `{fm.quoted(f'[[{title}]]')}`.

        Without a quote, `around` is the text before the first value and after the last one.
        """
        spans = [placeholder_span(self.source, interpolation) for interpolation in interpolations]
        first, last = spans[0], spans[-1]
        if first is None or last is None or any(one.shape is not Shape.FSTRING for one in interpolations):
            return None
        string = first.string
        if last.string != string:
            return None
        if not quote and not (first.before.endswith(around[0]) and last.after.startswith(around[1])):
            return None
        head = first.before.rfind(quote) if quote else len(first.before) - len(around[0])
        tail = last.after.find(quote) if quote else len(around[1])
        if head < 0 or tail < 0:
            return None
        begin, finish = head + len(quote), tail
        start = first.start - len(first.before[head:].encode())
        end = last.end + len(last.after[: tail + len(quote)].encode())
        if quote and first.before[:head].endswith("\\") and last.after[:tail].endswith("\\") and not string.is_raw:
            start, finish = start - 1, tail - 1
        inner = first.before[begin:] + self.source.text(first.start, last.end) + last.after[:finish]
        own = _inner_quote(inner, string.quote)
        if own is None and len(string.quote) == 3:
            own = next((mark for mark in "'\"" if mark not in inner and mark != string.quote[0]), None)
        if own is None or "\\" in inner or "#" in inner or "\n" in inner:
            return None
        name = self.module.functions_name
        code = f"{name}.{function}(f{own}{inner}{own}{options})"
        return (self._in_string(string, interpolations[0].origin, start, end, code),)

    def items(self, interpolations: tuple[Interpolation, ...], text: str) -> Edits | None:
        """Replace a flow list with values among its items, `text`, by a call of `fm.flow`."""
        spans = [placeholder_span(self.source, interpolation) for interpolation in interpolations]
        first, last = spans[0], spans[-1]
        if first is None or last is None or any(one.shape is not Shape.FSTRING for one in interpolations):
            return None
        head, tail = text[: text.index(MARK)], text[text.rindex(MARK) + 1 :]
        is_one = last.string == first.string and first.before.endswith(head) and last.after.startswith(tail)
        own = next((mark for mark in "'\"" if mark not in first.string.quote), None)
        codes = iter([span.code if span is not None else None for span in spans])
        items = [next(codes) if item == MARK else f"{own}{item}{own}" for item in re.split(r" *, *", text.strip("[] "))]
        written = ", ".join(item or "" for item in items)
        if not is_one or own is None or not all(items) or "\\" in written or "\n" in written or "#" in written:
            return None
        if first.string.quote in written.replace(own, "") or written.endswith(first.string.quote[0]):
            return None
        start, end = first.start - len(head.encode()), last.end + len(tail.encode())
        return (self.edit(start, end, f"{{{self.module.functions_name}.flow([{written}])}}"),)

    def hoisted(self, interpolation: Interpolation, joined: ast.expr) -> Edits | None:
        """Remove the brackets around a variable, and turn the join that it is bound to into a call of `fm.flow`."""
        span = span_of(self.source, joined)
        code = None if span is None else _joined_code(self.source.text(*span))
        around = self._unbracketed(interpolation)
        if span is None or code is None or around is None:
            return None
        return (self.edit(*span, f"{self.module.functions_name}.flow({code})"), *around)

    def _unbracketed(self, interpolation: Interpolation) -> Edits | None:
        if interpolation.shape is Shape.PLUS:
            row = operands(interpolation.origin)
            before = self._side(row, interpolation.number - 1, "[", last=True)
            after = self._side(row, interpolation.number + 1, "]", last=False)
            return None if before is None or after is None else (before, after)
        found = placeholder_span(self.source, interpolation)
        if found is None or not (found.before.endswith("[") and found.after.startswith("]")):
            return None
        return (self.edit(found.start - 1, found.start, ""), self.edit(found.end, found.end + 1, ""))

    def _argument(self, interpolation: Interpolation, call: _Call) -> Edits | None:
        """Wrap a value that is not inside a string."""
        above = self.source.parents.get(interpolation.value)
        node = interpolation.value if interpolation.joined is None else above
        if not isinstance(node, ast.expr):
            return None
        span = span_of(self.source, node)
        if span is None:
            return None
        start, end = span
        if not call.brackets and call.rewrite is None:
            return (self.edit(start, start, call.head), self.edit(end, end, f"{call.options})"))
        code: str | None = self.source.text(start, end)
        code = _joined_code(code) if call.brackets else code
        if code is not None and call.rewrite is not None:
            code = call.rewrite(code)
        return None if code is None else (self.edit(start, end, f"{call.head}{code}{call.options})"),)

    def _plus(self, interpolation: Interpolation, call: _Call, head: str, tail: str) -> Edits | None:
        row = operands(interpolation.origin)
        edits: list[Edit] = []
        if head:
            before = self._side(row, interpolation.number - 1, head, last=True)
            after = self._side(row, interpolation.number + 1, tail, last=False)
            if before is None or after is None:
                return None
            edits = [before, after]
        wrapped = self._argument(interpolation, call)
        return None if wrapped is None else (*edits, *wrapped)

    def _side(self, operands: list[ast.expr], index: int, text: str, *, last: bool) -> Edit | None:
        """Return the edit that removes `text` from the end or beginning of the literal next to a value."""
        if not 0 <= index < len(operands) or not isinstance(operands[index], ast.Constant):
            return None
        ends = operand_ends(self.source, operands[index])
        if ends is None:
            return None
        string = ends[1] if last else ends[0]
        if last:
            found = _suffix(string.raw, text, string)
            start = string.start + len(string.raw.encode()) - len(found or "")
        else:
            found = _prefix(string.raw, text, string)
            start = string.start
        if found is None:
            return None
        if found == string.raw and ends[0] == ends[1]:  # nothing is left of the literal: remove it with its `+`
            first, other = (index, index + 1) if last else (index - 1, index)
            between = self.source.text(self.source.end(operands[first]), self.source.start(operands[other]))
            if between.strip() == "+":
                place = self.source.start if last else self.source.end
                return self.edit(place(operands[first]), place(operands[other]), "")
        return self.edit(start, start + len(found.encode()), "")


def _as_argument(code: str) -> str:
    """Return the source of a value as an argument: a tuple or generator without brackets gets them."""
    bare = expression(f"_({code})")
    is_one = isinstance(bare, ast.Call) and len(bare.args) == 1 and not bare.keywords
    return code if is_one and isinstance(bare, ast.Call) and not isinstance(bare.args[0], ast.Starred) else f"({code})"


def _inner_quote(inner: str, outer: str) -> str | None:
    """Return the quotes for a string inside an f-string."""
    free = [mark for mark in "'\"" if mark not in outer]
    own = next((mark for mark in free if mark not in inner), None)
    if own is None:
        return next((mark * 3 for mark in free if not inner.endswith(mark) and mark * 3 not in inner), None)
    return own


def without_str(interpolation: Interpolation) -> Rewrite:
    """Return the rewrite that removes `str(...)` from a value: `fm.plain` formats numbers and dates."""
    return (lambda code: joined(code) or code) if is_str(interpolation.value, interpolation.scope) else None


def without_item_str(code: str) -> str:
    """Return the source of items without `str(...)` around each: `fm.flow` formats numbers and dates."""
    whole = f"({code}\n)"
    node = expression(whole)
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "map" and len(node.args) == 2:
        items = node.args[1] if ast.unparse(node.args[0]) == "str" else None
    elif isinstance(node, ast.GeneratorExp | ast.ListComp) and len(node.generators) == 1:
        loop = node.generators[0]
        is_each = ast.unparse(node.elt) == f"str({ast.unparse(loop.target)})"
        items = loop.iter if is_each and not loop.ifs and not loop.is_async else None
    else:
        items = None
    return code if items is None else ast.get_source_segment(whole, items) or code


def _suffix(raw: str, text: str, string: StringSource) -> str | None:
    """Return `text` as a string's source spells it at its end; `None` where it does not end so."""
    if not text:
        return ""
    escaped = text.replace('"', '\\"').replace("'", "\\'")
    if escaped != text and raw.endswith(escaped):
        if string.is_raw or _backslashes(raw, len(raw) - len(escaped) + escaped.index("\\")) % 2:
            return None
        return escaped
    return text if raw.endswith(text) and not _backslashes(raw, len(raw) - len(text)) else None


def _prefix(raw: str, text: str, string: StringSource) -> str | None:
    escaped = text.replace('"', '\\"').replace("'", "\\'")
    if escaped != text and raw.startswith(escaped):
        return None if string.is_raw else escaped
    return text if raw.startswith(text) else None


def _backslashes(raw: str, end: int) -> int:
    """Return the number of backslashes right before a position."""
    return len(raw[:end]) - len(raw[:end].rstrip("\\"))


def _joined_code(code: str | None) -> str | None:
    """Return the source of `x` in `", ".join(x)`."""
    if code is None:
        return None
    seen = joined(code)
    if seen is not None:
        return seen
    import libcst as cst

    node = cst.parse_expression(code)
    if not isinstance(node, cst.Call) or len(node.args) != 1:
        return None
    return code_of(node.args[0].value, code)


def without_replacements(code: str, drop: Callable[[str], bool], *, bare: bool) -> str | None:
    """Return the source of `x.replace(old, new)...` without the calls whose `old` is to be dropped.

    With `bare`, what is left needs no brackets where it is put: `(a or b).replace(old, new)` is `a or b`.
    """
    import libcst as cst

    def stripped(node: cst.BaseExpression) -> cst.BaseExpression:
        if not isinstance(node, cst.Call) or not isinstance(node.func, cst.Attribute):
            return node
        inner = stripped(node.func.value)
        old = node.args[0].value if node.args else None
        if node.func.attr.value == "replace" and isinstance(old, cst.SimpleString) and drop(str(old.evaluated_value)):
            return inner
        return node.with_changes(func=node.func.with_changes(value=inner))

    with unwarned():
        left = stripped(cst.parse_expression(code))
        if bare and "\n" not in code and isinstance(left, cst.BooleanOperation | cst.IfExp | cst.BinaryOperation):
            left = left.with_changes(lpar=(), rpar=())
        return code_of(left, code)
