"""The words that two notes share, as a reader is shown them: words of their prose, as they are written."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from reweave.vault.code_spans import fenced, indented
from reweave.vault.record import Record
from reweave.vault.vault import Vault
from reweave.weave.candidate import Candidate
from reweave.weave.function_words import function_words
from reweave.weave.rank.notes import PROSE_FIELDS
from reweave.weave.rank.tokenizer import folded, raw_words

_SHOWN = 6
_MOST_READ = 50_000
"""So many characters of a note are looked at."""
_KEPT = 512

# Each alternative begins with a sign, so that the search skips whatever is neither.
_MARKUP = re.compile(
    r"\]\([^()\n]{0,2000}\)"  # where a link leads
    r"|!\[\[[^\[\]\n]{0,500}\]\]"  # an embedded file
    r"|\[\[[^\[\]|\n]{0,500}\|"  # where a link with words of its own leads
    r"|\[(?<=\n\[)[^\[\]\n]{1,500}\]:[^\n]*"  # the definition of a link, a footnote's key
    r"|\[\^[^\[\]\s]{1,100}\]"
    r"|`{1,3}[^`\n]{1,1000}`{1,3}"
    r"|\$\$[^$]{1,2000}\$\$|\$[^$\n]{1,500}\$"
    r"|\\\((?:[^\\\n]|\\[^)\n]){0,500}\\\)|\\\[(?:[^\\]|\\[^\]]){0,1000}\\\]"
    r"|\\begin\{(?P<formula>(?:equation|align|gather|multline|eqnarray|array|cases|[a-zA-Z]?matrix|tikz)\w*\*?)\}"
    r"(?s:.{0,5000}?)\\end\{(?P=formula)\}"
    r"|\\(?:begin|end|ref|eqref|cite\w*|label|usepackage|input)\*?(?:\[[^\[\]\n]{0,100}\])?\{[^{}\n]{0,100}\}"
    r"|\\[A-Za-z]+\*?"
    r"|<!--(?:[^-]|-(?!->)){0,1000}-->"
    r"|<(?P<raw>script|style|svg|math)\b(?:[^<]|<(?!/)){0,2000}</(?P=raw)>"
    r"|</?[A-Za-z][^<>]{0,1000}>|&\#?\w{1,20};"
    r"|\{\{[^{}\n]{0,500}\}\}|\{%[^{}\n]{0,500}%\}|\{[:.\#][^{}\n]{0,200}\}"
)
# snake_case, citation keys and people's addresses; addresses and paths; files and modules; calls; camelCase.
_IDENTIFIER = re.compile(
    r"[_@\\]|/[^\s/]{0,100}/|\.(?<=\w\.)\w|\((?<=\w\()\)|w(?<!\ww)ww\.|[A-Z](?<=[a-z][a-z][A-Z])[a-z]"
)
_SPACE = re.compile(r"\s")
_ALONE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Kana and Han: one character is hardly a word."""
_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff々\u30a0-\u30ff]+")
"""Words of Chinese and Japanese, mostly: Hiragana are endings and particles."""
_LONGEST_RUN, _LONGEST_WORD = 40, 8
_DIGIT = re.compile(r"[0-9]+")
_MOST_DIGIT_RUNS = 1
_SHORTEST_STEM, _LONGEST_ENDING = 4, 2


def in_words(vault: Vault, one: Candidate) -> Candidate:
    """Return a candidate with the words to show: those that the prose of both notes has, as the source has them.

    Code, formulas, addresses, markup and the keys of citations and footnotes are no prose. Of Chinese and Japanese the
    longest words that both have are returned for the characters that tell most.
    """
    source, target = (_prose(_text(vault.records[place])) for place in (one.source, one.target))
    found: dict[str, None] = {}
    for term in one.shared_terms:
        shown = source.longest(term, target) if _ALONE.fullmatch(term) else source.word(term, target)
        if shown and not any(_is_form(shown, other) for other in found):
            found[shown] = None
    return replace(one, shared_terms=tuple(found)[:_SHOWN])


def _is_form(word: str, other: str) -> bool:
    """Return whether a word is another one with another ending, or a part of it in Chinese or Japanese."""
    if _ALONE.search(word):
        return word in other
    short, long = sorted((word, other), key=len)
    return len(short) >= _SHORTEST_STEM and len(long) - len(short) <= _LONGEST_ENDING and long.startswith(short)


@dataclass(frozen=True)
class _Prose:
    """The prose of a note, in lower case."""

    text: str

    @cached_property
    def words(self) -> dict[str, str]:
        """The words as they count, each as it is first written."""
        words: dict[str, str] = {}
        for word in dict.fromkeys(raw_words(self.text)):
            words.setdefault(folded(word), word)
        return words

    @cached_property
    def function_words(self) -> frozenset[str]:
        """The words that say nothing of what the note is about."""
        return function_words(frozenset(self.words.values()))

    @cached_property
    def runs(self) -> Counter[str]:
        """The pieces of Chinese and Japanese words of two characters and more, and how often they are there."""
        return Counter(_pieces(_RUN.findall(self.text)))

    def word(self, term: str, other: "_Prose") -> str:
        """Return a word as this note has it; nothing where either has no such word, or where it is a number."""
        digits = len(_DIGIT.findall(term))
        if digits and (digits > _MOST_DIGIT_RUNS or sum(map(str.isalpha, term)) < 2):
            return ""
        word = self.words.get(term, "") if term in other.words else ""
        return "" if word in self.function_words else word

    def longest(self, sign: str, other: "_Prose") -> str:
        """Return the longest word with a character that both have; of several the one that is here most often."""
        both = [piece for piece in self.runs if sign in piece and piece in other.runs]
        return max(both, key=lambda piece: (len(piece), self.runs[piece], piece), default="")


def _pieces(runs: Iterable[str]) -> Iterable[str]:
    for run in runs:
        end = min(len(run), _LONGEST_RUN)
        for start in range(end):
            for length in range(2, min(_LONGEST_WORD, end - start) + 1):
                yield run[start : start + length]


def _text(record: Record) -> str:
    fields = (value for key in PROSE_FIELDS for value in record.fields.get(key, ()))
    return "\n\n".join((record.title, *fields, record.body[:_MOST_READ]))


@lru_cache(maxsize=_KEPT)
def _prose(text: str) -> _Prose:
    without_code = _cut(text, sorted([*fenced(text), *indented(text)]))
    return _Prose(_without_identifiers(_MARKUP.sub(" ", without_code)).lower())


def _without_identifiers(text: str) -> str:
    """Return a text without what stands between white space around the signs of an identifier."""
    spans: list[tuple[int, int]] = []
    end = 0
    for sign in _IDENTIFIER.finditer(text):
        if sign.start() >= end:
            start = 1 + max(text.rfind(space, end, sign.start()) for space in " \n\t")
            space = _SPACE.search(text, sign.end())
            end = space.start() if space else len(text)
            spans.append((start, end))
    return _cut(text, spans)


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, end = [], 0
    for low, high in spans:
        pieces.append(text[end : max(end, low)])
        end = max(end, high)
    return "\n".join([*pieces, text[end:]])
