"""The note that a name most probably meant before it was renamed."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher, get_close_matches
from heapq import nsmallest

from reweave.vault.names import fold_name
from reweave.vault.record import Record

_WORD = re.compile(r"[^\W_]+")
_LIKE = 0.6
"""How alike two names must be, of 1."""
_AHEAD = 0.05
"""How much more alike than any other note the nearest must be: less is a guess."""
_LOOKED_AT = 8
_COMMON = 500
"""A word in more names than this tells little, and would make each search long."""
_LONGEST = 400
_SPELLED = 0.75
"""How alike two words must be, of 1, for one to be the other misspelled."""


class Nearest:
    """Finds the note whose name is most like a name that resolves to nothing; the words are indexed once."""

    def __init__(self, records: Sequence[Record]) -> None:
        """Index the words of all titles and stems."""
        self._names = [
            tuple({fold_name(name)[:_LONGEST] for name in (record.title, record.stem)}) for record in records
        ]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._lengths: list[int] = []
        for place, names in enumerate(self._names):
            words = [_WORD.findall(name) for name in names]
            self._lengths.append(min(map(len, words), default=0))
            for word in {word for own in words for word in own}:
                self._by_word[word].append(place)

    def find(self, name: str) -> int | None:
        """Return the place of the one note that is clearly nearest, or `None` where there is none."""
        wanted = fold_name(name)[:_LONGEST]
        shared: Counter[int] = Counter()
        for word in set(_WORD.findall(wanted)):
            places = self._by_word.get(word, ())
            if len(places) <= _COMMON:
                shared.update(places)
        # Of names that share as many words the shortest are the most alike.
        likely = nsmallest(_LOOKED_AT, shared, key=lambda place: (-shared[place], self._lengths[place], place))
        similarity = sorted(((self._similarity(wanted, place), place) for place in likely), reverse=True)
        if not similarity or similarity[0][0] < _LIKE:
            return None
        if len(similarity) > 1 and similarity[0][0] - similarity[1][0] < _AHEAD:
            return None
        return similarity[0][1]

    def holding(self, name: str) -> list[int]:
        """Return the places of the notes whose title or stem holds a name, or all its words, the likeliest first.

        A word also counts where it is spelled nearly alike.
        """
        wanted = fold_name(name)[:_LONGEST]
        words = list(dict.fromkeys(_WORD.findall(wanted)))[:_LOOKED_AT]
        if not words:
            return []
        with_all = set.intersection(*map(self._spelled, words))
        ranks: dict[int, tuple[bool, int, int]] = {}
        for place, names in enumerate(self._names):
            offsets = [(one.find(wanted), len(one)) for one in names]
            own = [(False, at, length) for at, length in offsets if at >= 0]
            own += [(True, 0, length) for _, length in offsets if place in with_all]
            if own:
                ranks[place] = min(own)
        return sorted(ranks, key=lambda place: (*ranks[place], place))

    def _spelled(self, word: str) -> set[int]:
        """Return the places of the notes with a word, or else with the words most like it."""
        near = [word] if word in self._by_word else get_close_matches(word, self._by_word, 3, _SPELLED)
        return {place for one in near for place in self._by_word[one]}

    def _similarity(self, wanted: str, place: int) -> float:
        words = _WORD.findall(wanted)
        return max(
            (SequenceMatcher(None, words, _WORD.findall(name), autojunk=False).ratio() for name in self._names[place]),
            default=0.0,
        )
