"""From text to words and sentences."""

import re

_LETTERS_ALONE = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Kana and Han: written without spaces, each character counts as a word, and their pairs as pairs of words."""
_WORD = rf"[{_LETTERS_ALONE}]|[^\W_{_LETTERS_ALONE}]{{2,}}"
_BREAK = r"(?<=[.!?])\s+|\n+|(?<=[。！？])"
raw_words = re.compile(_WORD).findall
"""Return the words of a text in lower case as they are written."""
raw_words_and_breaks = re.compile(f"{_BREAK}|{_WORD}").findall
"""Return the same words, with white space or nothing between those of two sentences or lines."""
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


def words(text: str) -> list[str]:
    """Return the words of a text in order: in lower case, without English stop words, English plurals folded."""
    return [word for found in raw_words(text.lower()) if (word := folded(found))]


def folded(word: str) -> str:
    """Return a word in lower case as it counts; nothing for a stop word."""
    return "" if word in _STOP else singular(word)


def singular(word: str) -> str:
    """Return an English word without the `s` of its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
