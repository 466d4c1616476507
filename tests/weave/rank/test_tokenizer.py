import pytest

from reweave.weave.rank.tokenizer import sentences, singular, words


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


def test_sentences_end_with_a_mark_or_a_line() -> None:
    assert sentences("One. Two!\n\nThree? Four\n") == ["One.", "Two!", "Three?", "Four"]
    assert sentences(" \n ") == []


def test_no_word_of_a_text_is_lost_between_its_sentences() -> None:
    text = "Grid storage. It pays: peak demand!\n- solar (panel) 4.5 watt。太陽"
    assert [word for one in sentences(text) for word in words(one)] == words(text)
