import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("lsprotocol")
from lsprotocol.types import Position, PositionEncodingKind

from reweave.lsp.text_map import TextMap

TEXT = st.text(st.sampled_from("ab \n\r\u00e4\u4e2d\U0001f600\u2028"), max_size=40)
CODECS = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


def counted(text: str, offset: int, encoding: PositionEncodingKind) -> Position:
    """Return the position of a character as the specification words it, in a text whose lines end with `\\n`."""
    lines = text[:offset].split("\n")
    codec, unit = CODECS[encoding]
    return Position(len(lines) - 1, len(lines[-1].encode(codec)) // unit)


@given(TEXT, st.sampled_from(sorted(CODECS)), st.data())
def test_a_position_leads_back_to_its_character(text: str, encoding: PositionEncodingKind, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    if offset > 0 and text[offset - 1 : offset + 1] == "\r\n":
        return  # no position lies within a line end
    found = TextMap(text, encoding)
    assert found.offset(found.position(offset)) == offset


@given(st.text(st.sampled_from("ab\n\u00e4\U0001f600"), max_size=40), st.sampled_from(sorted(CODECS)), st.data())
def test_positions_count_code_units(text: str, encoding: PositionEncodingKind, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert TextMap(text, encoding).position(offset) == counted(text, offset, encoding)


@given(TEXT, st.sampled_from(sorted(CODECS)), st.integers(0, 50), st.integers(0, 50))
def test_a_position_beyond_the_end_is_the_end(text: str, encoding: PositionEncodingKind, line: int, unit: int) -> None:
    found = TextMap(text, encoding)
    offset = found.offset(Position(line, unit))
    assert 0 <= offset <= len(text)
    if line <= found.line_at(len(text)):
        assert found.line_at(offset) == line


@pytest.mark.parametrize(("text", "ends"), [("a\r\nb\rc\nd", [1, 4, 6, 8]), ("", [0]), ("\n", [0, 1])])
def test_every_line_end_of_the_protocol_ends_a_line(text: str, ends: list[int]) -> None:
    found = TextMap(text)
    assert [found.line(number)[1] for number in range(len(ends))] == ends
