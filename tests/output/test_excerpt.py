"""An excerpt fits the terminal, and its caret is below the place."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from reweave.output.excerpt import Excerpts
from reweave.text import escape
from tests.output.samples import STYLE


def shown(line: str, column: int, width: int = 80) -> list[str]:
    source = f"---\n{line}\n".encode("utf-8", "surrogateescape")
    return Excerpts(lambda path: source, width).lines(STYLE._replace(line=2, column=column))


def test_the_place_is_marked() -> None:
    assert shown('a: "b"', 4) == ['    2 | a: "b"', "      |    ^"]
    assert shown("\ta: b", 2) == ["    2 | \\ta: b", "      |   ^"]
    assert shown("日本: x", 5) == ["    2 | 日本: x", "      |       ^"]


def test_what_cannot_be_shown_is_not() -> None:
    gone = Excerpts(lambda path: None, 80)
    assert gone.lines(STYLE) == []
    assert Excerpts(lambda path: b"---\n", 80).lines(STYLE._replace(line=9)) == []
    assert shown("", 1) == []


def cells(text: str) -> int:
    return sum(
        0
        if unicodedata.combining(one) or unicodedata.category(one) in ("Mn", "Me", "Cf")
        else 1 + (unicodedata.east_asian_width(one) in ("W", "F"))
        for one in text
    )


@given(st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), min_size=1, max_size=300), st.data())
def test_it_fits_and_the_caret_is_inside(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(line)))
    width = data.draw(st.integers(40, 120))
    for text in shown(line, column, width):
        assert cells(text) <= width
        assert text == escape(text)
