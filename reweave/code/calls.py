"""Reading the arguments of library calls, and adding keyword arguments to them."""

import ast
from itertools import takewhile
from typing import TYPE_CHECKING

from reweave.code.expression_source import code_of
from reweave.code.literal_spans import span_of
from reweave.code.module import Module
from reweave.code.scope import Scope
from reweave.note.edit import Edit

if TYPE_CHECKING:
    import libcst as cst

PYYAML_DUMPS = frozenset({"yaml.dump", "yaml.safe_dump", "yaml.dump_all", "yaml.safe_dump_all"})
WIDTH = "1_000_000"
"""Longer than any line of frontmatter; libyaml does not accept infinity."""


def lacks(node: ast.Call, option: str) -> bool:
    """Return whether a call certainly does not pass a keyword argument."""
    return all(one.arg is not None and one.arg != option for one in node.keywords)


def argument(node: ast.Call, keyword: str, position: int | None = None) -> ast.expr | None:
    """Return the argument that a call passes by keyword, or at a position."""
    given = next((one.value for one in node.keywords if one.arg == keyword), None)
    if given is None and position is not None and position < len(node.args):
        return node.args[position]
    return given


def is_text(node: ast.expr | None, scope: Scope) -> bool:
    """Return whether an argument is certainly a string, rather than a mapping."""
    if isinstance(node, ast.Name):
        found = scope.lookup(node.id)
        annotation = None if found is None else found[0].annotations.get(node.id)
        return annotation is not None and ast.unparse(annotation).strip("'\"") in ("str", "str | None", "Optional[str]")
    if isinstance(node, ast.Call):
        return scope.dotted(node.func) == "builtins.str"
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def add_options(
    module: Module, node: ast.Call, options: dict[str, str], rule: str, message: str
) -> tuple[Edit, ...] | None:
    """Return the edit that adds keyword arguments to a call, in the layout of its other arguments."""
    import libcst as cst

    span = span_of(module.source, node)
    if span is None:
        return None
    old = module.source.text(*span)
    try:
        call = cst.parse_expression(old)
    except cst.ParserSyntaxError:
        return None
    if not isinstance(call, cst.Call) or code_of(call, old) != old:
        return None
    args = list(call.args)
    for name, value in options.items():
        equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
        args.append(_behind(call, args, cst.Arg(cst.parse_expression(value), cst.Name(name), equal)))
    new = code_of(call.with_changes(args=args), old)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    start = span[0] + len(old[:head].encode())
    end = span[1] - len(old[len(old) - tail :].encode())
    return (Edit(start, end, new[head : len(new) - tail].encode(), rule, message),)


def _behind(call: "cst.Call", args: list["cst.Arg"], new: "cst.Arg") -> "cst.Arg":
    """Return `new` laid out after `args`, and give the last of those its comma."""
    import libcst as cst

    if not args:
        return new
    last = args[-1]
    if not isinstance(last.comma, cst.Comma):
        args[-1] = last.with_changes(comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))
        after = last.whitespace_after_arg
        if not isinstance(after, cst.SimpleWhitespace):  # one argument per line, without a trailing comma
            args[-1] = args[-1].with_changes(
                whitespace_after_arg=cst.SimpleWhitespace(""),
                comma=args[-2].comma if len(args) > 1 else cst.Comma(whitespace_after=call.whitespace_before_args),
            )
            return new.with_changes(whitespace_after_arg=after)
        return new
    space = last.comma.whitespace_after
    inner = args[-2].comma if len(args) > 1 else cst.Comma(whitespace_after=call.whitespace_before_args)
    if not isinstance(space, cst.ParenthesizedWhitespace) or not isinstance(inner, cst.Comma):
        args[-1] = last.with_changes(comma=cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")))
        return new.with_changes(comma=last.comma)
    between = inner.whitespace_after
    if isinstance(between, cst.ParenthesizedWhitespace):  # one argument per line; a comment stays on its line
        own = space.with_changes(indent=between.indent, last_line=between.last_line)
        args[-1] = last.with_changes(comma=last.comma.with_changes(whitespace_after=own))
    end = space.with_changes(first_line=cst.TrailingWhitespace(), empty_lines=[])
    return new.with_changes(comma=cst.Comma(whitespace_after=end))


def _common(one: str, other: str) -> int:
    """Return the length of the common prefix of two strings."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
