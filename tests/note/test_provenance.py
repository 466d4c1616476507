from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.note.provenance import Provenance, format_provenance, parse_provenance

DAY = date(2026, 3, 28)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("solar is cheap", "solar is cheap|supports|2026-03-28"),
        ("a|b", r"a\|b|supports|2026-03-28"),
        ("a\\b", r"a\b|supports|2026-03-28"),
        ("ends in \\", r"ends in \\|supports|2026-03-28"),
        (r"a\|b", r"a\\\|b|supports|2026-03-28"),
    ],
)
def test_writes_and_reads(title: str, written: str) -> None:
    entry = Provenance(title, "supports", DAY)
    assert format_provenance(entry) == written
    assert parse_provenance(written) == entry


@given(st.text(alphabet="ab|\\ :", min_size=1).filter(lambda text: text == text.strip()))
def test_every_title_is_read_back(title: str) -> None:
    entry = Provenance(title, "related", DAY)
    assert parse_provenance(format_provenance(entry)) == entry


def test_reads_a_title_with_a_bare_bar() -> None:
    assert parse_provenance("a|b|supports|2026-03-28") == Provenance("a|b", "supports", DAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "solar",
        "solar|supports",
        "|supports|2026-03-28",
        "solar||2026-03-28",
        "solar|supports|2026-02-30",
        "solar|supports|28.03.2026",
        "solar|supports|2026-3-28",
    ],
)
def test_refuses_what_is_no_entry(text: str) -> None:
    assert parse_provenance(text) is None


def test_reads_a_title_that_was_written_with_spaces_around_it() -> None:
    assert parse_provenance("solar is cheap | supports | 2026-03-28") == Provenance("solar is cheap", "supports", DAY)


@pytest.mark.parametrize("entry", [Provenance("", "related", DAY), Provenance(" a", "related", DAY),
                                   Provenance("a\nb", "related", DAY), Provenance("a", "x|y", DAY),
                                   Provenance("a", "", DAY)])  # fmt: skip
def test_writes_nothing_that_would_not_be_read_back(entry: Provenance) -> None:
    with pytest.raises(ValueError, match=r"no (title|edge type) for an entry"):
        format_provenance(entry)
