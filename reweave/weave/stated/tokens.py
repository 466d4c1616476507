"""Words of a masked text with their places, and the comparison of words with titles."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

HERE, ELSEWHERE, FILL = "\ue001", "\ue002", "\ue000"
"""The masks of links in a text: the link in question, any other, and the rest of their characters."""
_LINKS = frozenset({HERE, ELSEWHERE})


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


_TOKEN = re.compile(rf"[{HERE}{ELSEWHERE}]{FILL}*|\d+(?:[.,]\d+)+\w*|\w+(?:['’\-]\w+)*|--+|[^\w\s{FILL}]")
_STOP = word_set(
    "a an the of to in on at by for from with as and or but nor not no is are was were be been being am do does "
    "did has have had it its this that these those which who whom whose what when where why how than then so "
    "because since while if into over under between through without within about against more most less least "
    "very can cannot may might will would should could must one two they them their there here we our you your i "
    "my he she his her also even only just yet still such each every any some all both either rather across "
    "during among around despite toward towards upon per via too again however therefore claim note thesis "
    "argument case view framing"
)
# Tried in this order, so that "-ations" comes off whole.
_ENDINGS = (
    *("ization", "isation", "ational", "ations", "ation", "ments", "ment", "ness", "istic", "ities", "ity", "ically"),
    *("ical", "ism", "ists", "ist", "ings", "ing", "ions", "ion", "ives", "ive", "ances", "ance", "ences", "ence"),
    *("ants", "ant", "ents", "ent", "ally", "ly", "ies", "ied", "ed", "ty", "es", "al", "ic", "s", "e", "y"),
)


class Token(NamedTuple):
    """One word, sign or link of a text; `low` is the word in lower case."""

    low: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether this is a word, neither a sign nor a link."""
        return self.low[0].isalnum() or self.low[0] == "_"


_ABBREVIATIONS = word_set("e g i cf vs al etc dr mr ms mrs prof fig no st approx p pp")


def ends_abbreviation(tokens: Sequence["Token"], at: int) -> bool:
    """Return whether the token at a place is the full stop of an abbreviation: it ends no sentence."""
    return tokens[at].low == "." and at > 0 and tokens[at - 1].low in _ABBREVIATIONS


def tokenize(text: str) -> list[Token]:
    """Return the tokens of a masked text, in order."""
    return [
        Token(word[0] if word[0] in _LINKS else word.lower().replace("’", "'"), *found.span())
        for found in _TOKEN.finditer(text)
        for word in (found[0],)
    ]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a crude stem: one ending off, at least four letters left, at most seven kept."""
    word = word.removesuffix("'s").replace("'", "")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:7]


def content_stems(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of the words that carry meaning; compounds are taken apart."""
    parts = (part for word in words for part in word.split("-"))
    return frozenset(stem(part) for part in parts if part not in _STOP and len(part) > 2)


@lru_cache(maxsize=8192)
def title_words(names: tuple[str, ...]) -> frozenset[str]:
    """Return the content words of a note's names."""
    return content_stems(token.low for name in names for token in tokenize(name.replace("_", " ")) if token.is_word)
