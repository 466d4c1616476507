"""How names are compared."""

import unicodedata

from reweave.vault.names import fold_name, is_slug, normalize_name, slug_key


def test_unicode_forms_are_the_same_text() -> None:
    assert normalize_name("café  noir") == normalize_name(unicodedata.normalize("NFD", "café noir"))
    assert normalize_name("Café") != normalize_name("café")


def test_case_hyphens_and_spaces_are_folded() -> None:
    assert fold_name("Solar-Is_Cheap") == fold_name("solar is  cheap") == "solar is cheap"
    assert fold_name("Straße") == fold_name("STRASSE")
    assert fold_name("C++") != fold_name("C")


def test_a_slug_and_its_title_share_their_letters() -> None:
    assert slug_key("don't stop: 6x (now)") == slug_key("dont-stop-6x-now") == slug_key("don-t-stop-6x-now")


def test_what_a_slug_is() -> None:
    assert is_slug("solar-is-cheap")
    assert is_slug("solar_cheap")
    assert not is_slug("solar")
    assert not is_slug("solar-cell costs")
    assert not is_slug("-")
