"""What a note says itself."""

import pytest

from reweave.weave.rank.own_text import OwnTexts
from tests.weave.rank.vaults import index_of


def test_own_text_is_title_description_and_body_without_links() -> None:
    head = "---\ntitle: sun pays\ndescription: in short\n---\n"
    index = index_of(one=head + "as [[two|wind]] and [x](two.md) and [[gone]] say", two="")
    assert index.own_text(0).split() == ["sun", "pays", "in", "short", "as", "and", "and", "say"]


def test_links_inside_links_are_cut_once() -> None:
    assert index_of(one="a [![[two]] text](two.md) b", two="").own_text(0).split() == ["one", "a", "b"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("see https://x.org/a%20b", "see https://x.org/a b"),
        ("%D0%BC%D0%B8%D1%80 %E4%B8%AD", "мир 中"),
        ("100% of it, 5%-10%", "100% of it, 5%-10%"),
        ("a%0Ab", "a b"),
    ],
)
def test_percent_encoding_is_decoded(written: str, read: str) -> None:
    note = index_of(one=f"x\n{written}").note(0)
    assert OwnTexts([note]).of(0).splitlines()[-1] == read


def test_a_line_that_many_notes_have_is_no_text_of_theirs() -> None:
    template = "## Quellen\n- Kategorie: [[{0}]]\n\n*Dieses Feld gilt nur für Zahlungen.*\n"
    notes = {f"n{number}": template.format(f"n{number - 1}") + f"Etwas über {number}." for number in range(5)}
    index = index_of(**notes, other="## Quellen\nWenig.")
    assert index.own_text(0).split("\n")[1:] == ["Etwas über 0."]
    assert index.own_text(5).split("\n")[1:] == ["Wenig."]


def test_a_line_that_one_note_repeats_is_its_own() -> None:
    index = index_of(one="Refrain.\n" * 9, two="Refrain.")
    assert index.own_text(0).count("Refrain.") == 9


def test_notes_that_have_nothing_else_keep_the_lines_they_share() -> None:
    index = index_of(**{f"n{number}": "Refrain of all." for number in range(9)})
    assert index.own_text(3) == "n3\nRefrain of all."
