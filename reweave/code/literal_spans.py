"""The source positions of interpolated values; libcst parses what is not simple."""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from reweave.code.concatenation import FORMAT, PERCENT
from reweave.code.expression_source import code_of
from reweave.code.source import SourceFile
from reweave.code.string_literals import StringLiteral, dump, read_strings
from reweave.code.template import Interpolation, Shape

if TYPE_CHECKING:  # slow to import, and needed only for fixes
    import libcst as cst


class StringSource(NamedTuple):
    """One string literal of an expression: the source between its quotes, and where that starts."""

    start: int
    raw: str
    prefix: str
    quote: str
    values: tuple["Placeholder", ...]

    @property
    def is_raw(self) -> bool:
        """Whether it is a raw string."""
        return "r" in self.prefix.lower()


class Placeholder(NamedTuple):
    """A placeholder in a string: `[start, end)` of `{value}` or `%s` in its source, and the source of the value."""

    start: int
    end: int
    code: str | None


class PlaceholderSpan(NamedTuple):
    """The position of a placeholder in the file (bytes), with the text of its string before and after it."""

    start: int
    end: int
    before: str
    after: str
    code: str | None
    string: StringSource


def span_of(source: SourceFile, node: ast.expr) -> tuple[int, int] | None:
    """Return the span of an expression, even inside an f-string (where the parser's positions are wrong)."""
    outer: ast.JoinedStr | None = None
    above = source.parents.get(node)
    while above is not None and isinstance(above, ast.expr | ast.FormattedValue | ast.comprehension | ast.keyword):
        if isinstance(above, ast.JoinedStr):
            outer = above
        above = source.parents.get(above)
    if outer is None:
        return source.start(node), source.end(node)
    import libcst as cst
    from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

    begin, end = source.start(outer), source.end(outer)
    code = source.text(begin, end)
    module = cst.parse_module(f"({code}\n)")
    wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
    spans = wrapper.resolve(ByteSpanPositionProvider)
    wanted = ast.dump(node)
    found: set[tuple[int, int]] = set()
    for one, span in spans.items():
        if isinstance(one, cst.BaseExpression) and dump(code_of(one, code)) == wanted:
            found.add((span.start, span.start + span.length))
    if len(found) != 1:  # the same expression twice: ambiguous
        return None
    ((first, last),) = found
    return begin + first - 1, begin + last - 1


def string_sources(source: SourceFile, node: ast.expr) -> list[StringSource] | None:
    """Return the string literals that a literal or an f-string consists of, in order."""
    span = span_of(source, node)
    if span is None:
        return None
    begin, end = span
    code = source.text(begin, end)
    written = read_strings(code, node)
    if written is not None:
        return [_located(one, begin, code) for one in written]
    import libcst as cst

    try:
        parsed = cst.parse_expression(f"({code}\n)")
    except cst.ParserSyntaxError:
        return None
    return [_string_source(one, begin, code, offset - 1) for one, offset in _strings(parsed, code, 1)]


def _located(one: StringLiteral, begin: int, code: str) -> StringSource:
    places = tuple(Placeholder(start - one.start, end - one.start, value) for start, end, value in one.values)
    start = begin + len(code[: one.start].encode(errors="surrogatepass"))
    return StringSource(start, code[one.start : one.end], one.prefix, one.quote, places)


def _strings(
    node: "cst.BaseExpression", code: str, offset: int
) -> "Iterator[tuple[cst.SimpleString | cst.FormattedString, int]]":
    import libcst as cst

    if isinstance(node, cst.ConcatenatedString):
        yield from _strings(node.left, code, offset)
        offset += len(code_of(node.left, code)) + len(code_of(node.whitespace_between, code))
        yield from _strings(node.right, code, offset)
    elif isinstance(node, cst.SimpleString | cst.FormattedString):
        yield node, offset


def _string_source(node: "cst.SimpleString | cst.FormattedString", begin: int, code: str, offset: int) -> StringSource:
    import libcst as cst

    if isinstance(node, cst.SimpleString):
        head = len(node.prefix) + len(node.quote)
        start = begin + len(code[: offset + head].encode(errors="surrogatepass"))
        return StringSource(start, node.raw_value, node.prefix, node.quote, ())
    places = []
    raw = ""
    for part in node.parts:
        written = code_of(part, code)
        if isinstance(part, cst.FormattedStringExpression):
            own = code_of(part.expression, code) if part.equal is None else None
            places.append(Placeholder(len(raw), len(raw) + len(written), own))
        raw += written
    start = begin + len(code[: offset + len(node.start)].encode(errors="surrogatepass"))
    return StringSource(start, raw, node.prefix, node.end, tuple(places))


def placeholder_span(source: SourceFile, interpolation: Interpolation) -> PlaceholderSpan | None:
    """Return the span of a value's placeholder; `None` where it is unknown, or the value is not in a string."""
    if interpolation.shape is Shape.FSTRING:
        found = string_sources(source, interpolation.origin)
    elif interpolation.template is not None:
        found = string_sources(source, interpolation.template)
        if found is not None:
            found = [_with_placeholders(string, interpolation.shape) for string in found]
    else:
        return None
    index = interpolation.number
    for string in found or ():
        if index >= len(string.values):
            index -= len(string.values)
            continue
        place = string.values[index]
        return PlaceholderSpan(
            string.start + len(string.raw[: place.start].encode(errors="surrogatepass")),
            string.start + len(string.raw[: place.end].encode(errors="surrogatepass")),
            string.raw[string.values[index - 1].end if index else 0 : place.start],
            string.raw[
                place.end : string.values[index + 1].start if index + 1 < len(string.values) else len(string.raw)
            ],
            place.code,
            string,
        )
    return None


def _with_placeholders(string: StringSource, shape: Shape) -> StringSource:
    pattern = PERCENT if shape is Shape.PERCENT else FORMAT
    doubled = ("%%",) if shape is Shape.PERCENT else ("{{", "}}")
    places = [
        Placeholder(one.start(), one.end(), None) for one in pattern.finditer(string.raw) if one[0] not in doubled
    ]
    return StringSource(string.start, string.raw, string.prefix, string.quote, tuple(places))


def operand_ends(source: SourceFile, node: ast.expr) -> tuple[StringSource, StringSource] | None:
    """Return the first and last string of a literal next to a value (`"- " + value`)."""
    found = string_sources(source, node)
    return (found[0], found[-1]) if found else None
