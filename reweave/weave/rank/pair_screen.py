"""Pairs that are no edge whatever their score: notes without a subject, series, one claim in other words."""

import re

from reweave.vault.names import fold_name
from reweave.weave.candidate import Candidate
from reweave.weave.claims import is_proposition
from reweave.weave.rank.note_kinds import NoteKind, NoteKinds
from reweave.weave.rank.ranker import Ranker
from reweave.weave.rank.tokenizer import words
from reweave.weave.refusal import Refusal

_SUBJECTS = frozenset({NoteKind.TEXT, NoteKind.LIST, NoteKind.EMPTY})
_NUMBER = re.compile(r"\d+")
_FEWEST_WORDS = 6
_SHARED_WORDS, _NEARLY_ALL = 0.65, 0.9
_ALIKE = 0.12
"""Claims that share most words of a title, and of whose texts so much is alike, say the same in other words."""


class PairScreen:
    """Refuses pairs of one vault."""

    def __init__(self, ranker: Ranker) -> None:
        """Remember the ranker's notes."""
        self._ranker = ranker
        self._kinds = NoteKinds(ranker.index)

    def refusal(self, one: Candidate) -> Refusal | None:
        """Return why the notes of a candidate may not be linked, or `None`."""
        ends = [self._ranker.claim(place) for place in (one.source, one.target)]
        kinds = [self._kinds.of(claim) for claim in ends]
        titles = [self._ranker.index.note(claim).record.title for claim in ends]
        if not _SUBJECTS.issuperset(kinds):
            return Refusal.NO_SUBJECT
        if NoteKind.TEXT not in kinds:
            return Refusal.NO_TEXT
        if is_series(*titles):
            return Refusal.SERIES
        if one.similarity >= _ALIKE and is_rewording(*titles):
            return Refusal.REWORDED
        return None


def is_series(one: str, other: str) -> bool:
    """Return whether two titles differ in their numbers alone."""
    one, other = fold_name(one), fold_name(other)
    return one != other and _NUMBER.sub("0", one) == _NUMBER.sub("0", other)


def is_rewording(one: str, other: str) -> bool:
    """Return whether two titles are propositions of much the same words, or have nearly all words in common."""
    shorter, longer = sorted((frozenset(words(one)), frozenset(words(other))), key=len)
    if len(shorter) < _FEWEST_WORDS:
        return False
    shared = len(shorter & longer)
    if shared >= _NEARLY_ALL * len(longer):
        return True
    return shared >= _SHARED_WORDS * len(shorter) and is_proposition(one) and is_proposition(other)
