import numpy as np
import pytest

from reweave.weave.rank.vocabulary import Vocabulary, sentences_of, words_of


def test_words_have_columns_behind_those_of_pairs_in_the_order_they_are_seen() -> None:
    vocabulary = Vocabulary(16)
    assert vocabulary.learn(["sun", "wind", "sun"]).tolist() == [16, 17, 16]
    assert vocabulary.columns("wind, rain and suns").tolist() == [17, 16]
    assert vocabulary.width == 18 and vocabulary.names() == ["sun", "wind"]
    assert vocabulary.is_word(np.asarray([15, 16])).tolist() == [False, True]


def test_a_text_is_learned_with_its_words_folded_and_known_afterwards() -> None:
    vocabulary = Vocabulary(16)
    assert vocabulary.columns("suns").tolist() == []
    assert words_of(vocabulary.learn_text("Suns and the sun")).tolist() == [16, 16]
    assert vocabulary.columns("suns, winds").tolist() == [16]
    assert words_of(vocabulary.learn_text("wind")).tolist() == [17]
    assert vocabulary.columns("suns, winds").tolist() == [16, 17]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One sun. Two winds!\n\nThree? rain\n", ["one sun", "two wind", "three", "rain"]),
        (" \n ", []),
        ("4.5 watts of salt, e.g. in sun. Of", ["watt salt", "sun"]),
        ("- item one\n- item two", ["item one", "item two"]),
        ("太陽。光 power！", ["太 陽", "光 power"]),
    ],
)
def test_sentences_end_with_a_mark_or_a_line(text: str, sentences: list[str]) -> None:
    vocabulary = Vocabulary(16)
    vocabulary.learn_text(" ".join(sentences))
    names = vocabulary.names()
    columns, numbers = sentences_of(vocabulary.read(text))
    found = [
        " ".join(names[one - 16] for one in columns[numbers == number]) for number in dict.fromkeys(numbers.tolist())
    ]
    assert found == [" ".join(names[one - 16] for one in vocabulary.columns(part)) for part in sentences]
    assert columns.tolist() == vocabulary.columns(text).tolist()


def test_a_pair_of_neighbours_has_one_column_and_its_order_counts() -> None:
    vocabulary = Vocabulary(1 << 16)
    there, back = (vocabulary.with_pairs(vocabulary.learn(pair))[0] for pair in (["sun", "wind"], ["wind", "sun"]))
    again = vocabulary.with_pairs(vocabulary.learn(["rain", "sun", "wind"]))
    assert there != back and again[1] == there
    assert all(0 <= column < 1 << 16 for column in again[:2])


def test_texts_without_words_have_no_columns() -> None:
    vocabulary = Vocabulary(16)
    assert vocabulary.with_pairs(vocabulary.learn([])).tolist() == []
    assert len(vocabulary.with_pairs(vocabulary.learn(["sun"]))) == 1


def test_room_for_pairs_grows_with_the_notes_up_to_a_limit() -> None:
    sizes = [Vocabulary.for_notes(notes).buckets for notes in (0, 1_000, 100_000, 10_000_000)]
    assert sizes == sorted(sizes) and sizes[0] == 1 << 18 and sizes[-1] == 1 << 22
