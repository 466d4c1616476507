"""Entries of `reweave_edges`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reweave.vault.provenance import Provenance, format_provenance, parse_provenance

DAY = date(2026, 3, 28)
words = st.text(st.characters(exclude_characters="\n|"), min_size=1).filter(lambda text: text == text.strip())
titles = st.text(st.characters(exclude_characters="\n"), min_size=1).filter(lambda text: text == text.strip())


@given(titles, words, st.dates())
def test_what_is_written_is_read_back(title: str, edge_type: str, day: date) -> None:
    entry = Provenance(title, edge_type, day)
    assert parse_provenance(format_provenance(entry)) == entry


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("grid batteries|supports|2026-03-28", "grid batteries"),
        (" grid batteries | supports | 2026-03-28 ", "grid batteries"),
        ("a|b|supports|2026-03-28", "a|b"),
        (r"a\|b|supports|2026-03-28", "a|b"),
        (r"a\\|supports|2026-03-28", "a\\"),
        (r"C:\dir|supports|2026-03-28", r"C:\dir"),
    ],
)
def test_read(text: str, title: str) -> None:
    assert parse_provenance(text) == Provenance(title, "supports", DAY)


NO_ENTRIES = (
    *("", "a", "a|supports", "a|supports|", "a|supports|soon", "a|supports|2026-02-30", "|supports|2026-03-28"),
    *("a||2026-03-28", "a|supports|2026-03-28|x"),
)


@pytest.mark.parametrize("text", NO_ENTRIES)
def test_not_an_entry(text: str) -> None:
    assert parse_provenance(text) is None


@pytest.mark.parametrize(("title", "edge_type"), [("", "a"), (" x", "a"), ("x\ny", "a"), ("x", ""), ("x", "a|b")])
def test_what_could_not_be_read_back_is_not_written(title: str, edge_type: str) -> None:
    with pytest.raises(ValueError, match="for an entry"):
        format_provenance(Provenance(title, edge_type, DAY))
