"""Relation phrases in tokens."""

from reweave.weave.stated.matcher import find_phrases
from reweave.weave.stated.tokens import tokenize


def test_longest_phrase_wins() -> None:
    assert [match.phrase.words for match in find_phrases(tokenize("is evidence against it"))] == ["evidence against"]
