"""Strings read without libcst: the same as libcst reads them, or nothing."""

import ast

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reweave.code import literal_spans
from reweave.code.literal_spans import StringSource
from reweave.code.scope_reader import read_scopes
from reweave.code.source import SourceFile, UnparsableError
from reweave.code.string_literals import joined, read_strings
from reweave.code.wrap_fix import _joined_code
from tests.code.samples import samples

_TEXTS = ["a", "é", " ", "#", ":", "'", '"', "\\\\", "\\n", "\\'", "\\N{DASH}", "{{", "}}", "\n", "\\\n"]
_SIMPLE = ["{x}", "{ x }", "{x!r}", "{x:>3}", "{x:{y}}", "{x=}", "{x == y}", "{x,}", "{x!s:^9}", "{{{x}}}", "{x[1:2]}"]
_LONG = ["{d['k']}", '{d["k"]}', "{f(g(h(x)), y)}", "{x if y else z}", "{[*x]}", "{(lambda: x)()}", "{', '.join(x)}"]
_BITS = st.sampled_from([*_TEXTS, *_SIMPLE, *_LONG, "{f'{x}'}", "{ {1: 2} }"])
_STRING = st.builds(
    lambda prefix, quote, bits: f"{prefix}{quote}{''.join(bits)}{quote}",
    st.sampled_from(["", "f", "F", "rf", "Rf", "r", "u"]),
    st.sampled_from(['"', "'", '"""', "'''"]),
    st.lists(_BITS, max_size=6),
)
_LITERAL = st.builds(lambda strings, between: f"({between.join(strings)})", st.lists(_STRING, min_size=1, max_size=3),
                     st.sampled_from(["", " ", "\n", "  # why\n", " \\\n"]))  # fmt: skip


def _both(source: SourceFile, node: ast.expr) -> tuple[list[StringSource] | None, list[StringSource] | None]:
    """Return the string_sources as they are read, and as libcst reads them."""
    own = literal_spans.string_sources(source, node)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(literal_spans, "read_strings", lambda *_: None)
        return own, literal_spans.string_sources(source, node)


def _literals(text: str) -> list[tuple[SourceFile, ast.expr]]:
    source = SourceFile.read("x.py", text.encode())
    read_scopes(source.tree, source.parents)
    return [
        (source, node)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.JoinedStr | ast.Constant)
        and (isinstance(node, ast.JoinedStr) or isinstance(node.value, str))
        and not isinstance(source.parents.get(node), ast.JoinedStr | ast.FormattedValue)
    ]


@given(_LITERAL)
def test_what_is_read_is_what_libcst_reads(text: str) -> None:
    try:
        found = _literals(text)
    except UnparsableError:
        assume(False)
    source, node = found[0]
    own, other = _both(source, node)
    assert own == other or other is None  # libcst does not parse all that Python does


def test_every_string_of_the_sample_writers_is_read_so() -> None:
    found = [one for sample in samples("writers.txt") for one in _literals(sample.source)]
    read = [
        (source, node)
        for source, node in found
        if read_strings(source.text(source.start(node), source.end(node)), node)
    ]
    assert len(read) > 0.9 * len(found)
    assert all(own == other for own, other in (_both(*one) for one in read))


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("', '.join(tags)", "tags"),
        ("', '.join( tags , )", "tags"),
        ("', '.join((tags))", "(tags)"),
        ("(', '.join(str(x) for x in tags))", "str(x) for x in tags"),
        ("', '.join((x, y))", "(x, y)"),
        ("', '.join([f'#{x}' for x in é])", "[f'#{x}' for x in é]"),
        ("(', '.join)(tags)", "tags"),
        ("', '.join(  # why\ntags)", "tags"),
        ("tags", None),
        ("', '.join(tags, 1)", None),
    ],
)
def test_what_is_joined_is_what_libcst_says(code: str, row: str | None) -> None:
    assert joined(code) in (row, None)
    assert _joined_code(code) == row
