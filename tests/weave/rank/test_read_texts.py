import pytest

from reweave.weave.rank import own_text, read_texts
from reweave.weave.rank.notes import rank_notes
from reweave.weave.rank.own_text import OwnTexts
from reweave.weave.rank.read_texts import ReadTexts
from reweave.weave.rank.vocabulary import Vocabulary
from tests.weave.rank.vaults import topical


@pytest.mark.parametrize(("words", "size"), [(1 << 26, 1 << 25), (1 << 26, 0), (100, 0), (0, 1 << 25)])
def test_what_was_learned_is_read_again_whether_it_was_kept_or_not(
    monkeypatch: pytest.MonkeyPatch, words: int, size: int
) -> None:
    monkeypatch.setattr(read_texts, "_MOST_WORDS", words)
    monkeypatch.setattr(own_text, "_MOST_KEPT", size)
    notes = rank_notes(topical(3)).notes
    vocabulary = Vocabulary(16)
    read = ReadTexts(OwnTexts(notes), vocabulary)
    first = [read.learn(number).tolist() for number in range(len(notes))]
    assert [read.learn(number).tolist() for number in range(len(notes))] == first and all(first)
    known = vocabulary.names()
    read.forget_many()
    assert [read.of(number).tolist() for number in range(len(notes))] == first
    assert vocabulary.names() == known
