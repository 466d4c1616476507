import numpy as np

from reweave.weave.rank.vocabulary import Vocabulary


def test_words_have_columns_behind_those_of_pairs_in_the_order_they_are_seen() -> None:
    vocabulary = Vocabulary(16)
    assert vocabulary.learn(["sun", "wind", "sun"]).tolist() == [16, 17, 16]
    assert vocabulary.known(["wind", "rain", "sun"]).tolist() == [17, 16]
    assert vocabulary.width == 18 and vocabulary.names() == ["sun", "wind"]
    assert vocabulary.is_word(np.asarray([15, 16])).tolist() == [False, True]


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
