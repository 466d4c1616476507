"""How names are compared."""

import unicodedata

from reweave.vault.names import folded, is_slug, letters, same_text


def test_unicode_forms_are_the_same_text() -> None:
    assert same_text("café  noir") == same_text(unicodedata.normalize("NFD", "café noir"))
    assert same_text("Café") != same_text("café")


def test_case_hyphens_and_spaces_are_folded() -> None:
    assert folded("Solar-Is_Cheap") == folded("solar is  cheap") == "solar is cheap"
    assert folded("Straße") == folded("STRASSE")
    assert folded("C++") != folded("C")


def test_a_slug_and_its_title_share_their_letters() -> None:
    assert letters("don't stop: 6x (now)") == letters("dont-stop-6x-now") == letters("don-t-stop-6x-now")


def test_what_a_slug_is() -> None:
    assert is_slug("solar-is-cheap")
    assert is_slug("solar_cheap")
    assert not is_slug("solar")
    assert not is_slug("solar-cell costs")
    assert not is_slug("-")
