"""From text to words and sentences."""

import re
from functools import lru_cache

_LETTERS_ALONE = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Kana and Han: written without spaces, each character counts as a word, and their pairs as pairs of words."""
_WORD = re.compile(rf"[{_LETTERS_ALONE}]|[^\W_{_LETTERS_ALONE}]{{2,}}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+|(?<=[。！？])")
_STOP_WORDS = """
    a about above after again against all also although am an and any are as at be because been before being
    below between both but by can cannot could did do does doing down during each either even every few for from
    further get had has have having he her here hers him his how however i if in into is it its itself just less
    like may me might more most much must my neither no nor not now of off on once one only or other our out over
    own per rather same shall she should since so some such than that the their theirs them then there therefore
    these they this those though through thus to too two under until up upon us very via was we well were what
    when where whether which while who whom whose why will with within without would yet you your
"""
_STOP = frozenset(_STOP_WORDS.split())
_REMEMBERED = 1 << 16
"""How many words are remembered as they were folded: texts are read more than once, and words recur."""


def words(text: str) -> list[str]:
    """Return the words of a text in order: in lower case, without English stop words, English plurals folded."""
    return [word for found in _WORD.findall(text.lower()) if (word := _folded(found))]


@lru_cache(maxsize=_REMEMBERED)
def _folded(word: str) -> str:
    """Return a word in lower case as it counts; nothing for a stop word."""
    return "" if word in _STOP else singular(word)


def singular(word: str) -> str:
    """Return an English word without the `s` of its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text."""
    return [piece for piece in _SENTENCE.split(text) if piece.strip()]
