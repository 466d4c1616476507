"""What a call of `print` or `click.echo` writes, and to which stream."""

import ast

from reweave.code.callees import name_of
from reweave.code.concatenation import Concatenator
from reweave.code.template import Literal, Loop, Part


def printed(node: ast.Call, concatenator: Concatenator) -> tuple[str, list[Part]]:
    """Return the name of the stream (`print` for standard output) and the text."""
    given = {one.arg: one.value for one in node.keywords}
    file = given.get("file")
    stays = given.get("nl")  # of click
    is_ended = not isinstance(stays, ast.Constant) or bool(stays.value)
    between = _option(given.get("sep"), " ", node, concatenator)
    parts: list[Part] = []
    for index, argument in enumerate(node.args):
        if index:
            parts.extend(between)
        parts.extend(_argument(argument, between, concatenator))
    parts.extend(_option(given.get("end"), "\n" if is_ended else "", node, concatenator))
    return "print" if file is None else name_of(file), parts


def _option(node: ast.expr | None, default: str, call: ast.Call, concatenator: Concatenator) -> list[Part]:
    """Return an option of `print` as text; `None` means the default."""
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return [Literal(default, call)]
    return concatenator.parts(node)


def _argument(node: ast.expr, between: list[Part], concatenator: Concatenator) -> list[Part]:
    if not isinstance(node, ast.Starred):
        return concatenator.parts(node)
    rows = concatenator.lines(node.value)
    if rows is None:
        return [concatenator.whole(node.value)]
    parts: list[Part] = []
    for row in rows:
        if parts:
            parts.extend(between)
        if len(row) == 1 and isinstance(row[0], Loop):
            parts.append(row[0]._replace(parts=(*row[0].parts, *between)))
        else:
            parts.extend(row)
    return parts
