"""Finding the relation phrases in tokens: a bounded, linear matcher."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reweave.weave.stated.inflection import Form, inflections
from reweave.weave.stated.phrases import NOUNS, VERBS, Phrase
from reweave.weave.stated.tokens import Token


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase matched to the tokens [start, end); `passive` when a "by" belongs to it."""

    phrase: Phrase
    form: Form
    start: int
    end: int
    passive: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    phrase: Phrase
    form: Form
    words: tuple[frozenset[str], ...]
    optional: tuple[bool, ...]
    loose: tuple[bool, ...]


def find_phrases(tokens: Sequence[Token]) -> Iterator[Match]:
    """Yield the longest phrase at each place, left to right, none overlapping another."""
    at = 0
    table = _table()
    while at < len(tokens):
        best: Match | None = None
        for pattern in table.get(tokens[at].low, ()):
            end = _end(pattern, tokens, at)
            if end is None:
                continue
            passive = pattern.form is Form.PAST and end < len(tokens) and tokens[end].low == "by"
            match = Match(pattern.phrase, pattern.form, at, end + 1 if passive else end, passive)
            if best is None or match.end > best.end:
                best = match
        if best is None:
            at += 1
        else:
            yield best
            at = best.end


def _end(pattern: _Pattern, tokens: Sequence[Token], at: int) -> int | None:
    for words, optional, loose in zip(pattern.words, pattern.optional, pattern.loose, strict=True):
        if at < len(tokens) and tokens[at].low in words:
            at += 1
        elif (
            at + 1 < len(tokens)
            and (loose or tokens[at].low.endswith("ly"))
            and tokens[at].is_word
            and tokens[at + 1].low in words
        ):
            at += 2
        elif not optional:
            return None
    return at


@lru_cache(maxsize=1)
def _table() -> dict[str, list[_Pattern]]:
    table: dict[str, list[_Pattern]] = {}
    for pattern in _patterns():
        for word in pattern.words[0]:
            table.setdefault(word, []).append(pattern)
    return table


def _patterns() -> Iterator[_Pattern]:
    for phrase in VERBS:
        head, *rest = phrase.words.split()
        for form, word in inflections(head):
            yield _pattern(phrase, form, (word, *rest))
    for phrase in NOUNS:
        yield _pattern(phrase, Form.NOUN, phrase.words.split())


def _pattern(phrase: Phrase, form: Form, words: Sequence[str]) -> _Pattern:
    plain = tuple(frozenset(word.strip("~?").split("/")) for word in words)
    return _Pattern(
        phrase, form, plain, tuple(word.endswith("?") for word in words), tuple(word.startswith("~") for word in words)
    )
