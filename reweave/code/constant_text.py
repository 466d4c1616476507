"""Text that is the same on every run, however it is spelled."""

import ast
import re

from reweave.code.scope import Scope

_DEPTH = 8
_LINE_END = re.compile(r"(?i)_?(?:eol|nl|new_?line|line_?(?:end(?:ing)?|sep(?:arator)?|break))")
"""What a line end is called; where several are possible, it is read as a line feed."""
_LONGEST = 10_000
"""A longer text is not built: `"x" * 10**9` is short to write."""


def constant_text(node: ast.expr, scope: Scope, depth: int = 0) -> str | None:
    """Return the text that an expression always has, following names bound once; `None` where it may vary."""
    if depth > _DEPTH:
        return None
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        text = _bound(node.id, scope, depth)
        return "\n" if text is None and _LINE_END.fullmatch(node.id) else text
    if isinstance(node, ast.Attribute):
        literal = scope.attribute(node)
        if literal is None:
            return "\n" if _LINE_END.fullmatch(node.attr) or scope.dotted(node) == "os.linesep" else None
        return str(literal.value)
    if isinstance(node, ast.IfExp):  # the line ends of another file
        ends = {constant_text(one, scope, depth + 1) for one in (node.body, node.orelse)}
        return "\n" if ends <= {"\n", "\r\n", "\r"} else None
    if isinstance(node, ast.JoinedStr):
        return _all([_piece(value, scope, depth) for value in node.values])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _all([constant_text(side, scope, depth + 1) for side in (node.left, node.right)])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _repeated(node.left, node.right, scope, depth) or _repeated(node.right, node.left, scope, depth)
    if isinstance(node, ast.Call) and scope.dotted(node.func) == "builtins.chr" and len(node.args) == 1:
        return _character(node.args[0])
    return None


def _character(code: ast.expr) -> str | None:
    number = code.value if isinstance(code, ast.Constant) else None
    return chr(number) if isinstance(number, int) and 0 <= number < 0x110000 else None


def _bound(name: str, scope: Scope, depth: int) -> str | None:
    found = scope.lookup(name)
    if found is None or len(found[1]) != 1 or found[1][0].element:
        return None
    value = found[1][0].value or found[0].default(name)
    return None if value is None else constant_text(value, found[0], depth + 1)


def _piece(node: ast.expr, scope: Scope, depth: int) -> str | None:
    if not isinstance(node, ast.FormattedValue):
        return constant_text(node, scope, depth + 1)
    exact = node.conversion in (-1, ord("s")) and node.format_spec is None
    return constant_text(node.value, scope, depth + 1) if exact else None


def _all(pieces: list[str | None]) -> str | None:
    known = [piece for piece in pieces if piece is not None]
    return "".join(known) if len(known) == len(pieces) and sum(map(len, known)) <= _LONGEST else None


def _repeated(text: ast.expr, times: ast.expr, scope: Scope, depth: int) -> str | None:
    piece = constant_text(text, scope, depth + 1)
    if piece is None or not isinstance(times, ast.Constant) or type(times.value) is not int:
        return None
    return piece * max(times.value, 0) if len(piece) * times.value <= _LONGEST else None
