import pytest

from reweave.weave.rank.tokenizer import singular, words


def test_words_are_folded_and_stop_words_left_out() -> None:
    assert words("The Batteries of 3 grids_and PLANTS, x 42") == ["battery", "grid", "plant", "42"]


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("batteries", "battery"),
        ("ties", "tie"),
        ("glass", "glass"),
        ("corpus", "corpus"),
        ("axis", "axis"),
        ("as", "as"),
    ],
)
def test_plurals_are_folded_and_words_that_only_look_like_them_are_not(word: str, folded: str) -> None:
    assert singular(word) == folded


def test_characters_of_scripts_without_spaces_are_words() -> None:
    assert words("太陽光 power") == ["太", "陽", "光", "power"]


def test_accents_and_other_alphabets_stay_words() -> None:
    assert words("Größe счёт énergie") == ["größe", "счёт", "énergie"]
