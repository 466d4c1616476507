"""Sentences of other languages that state a relation by their own connectives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reweave.weave.stated.contexts import Context
from reweave.weave.stated.disqualifiers import in_quotes
from reweave.weave.stated.language_table import LANGUAGES, Language
from reweave.weave.stated.phrases import FAMILY_TYPES, rule_name
from reweave.weave.stated.roles import StatedEdge
from reweave.weave.stated.tokens import HERE, Token

_ADVERB = r"(?:[\w-]+ )?"
_CLAUSE_END = re.compile("[.;:,—] ")
_OPENS = r"(?:(?:und|aber|y|pero|e|mas|et|mais|ma|,) )?"
"""A clause begins with a conjunction at most."""


@dataclass(frozen=True, slots=True)
class _Row:
    language: Language
    family: str
    words: str
    from_self: bool
    pattern: re.Pattern[str]


def match_language(context: Context, tokens: Sequence[Token]) -> Iterator[StatedEdge]:
    """Yield the edge that a sentence of another language states, if it does."""
    words = [token.low for token in tokens]
    if words.count(HERE) != 1 or words[-1] == "?" or in_quotes(words, words.index(HERE)):
        return
    text = " ".join(words)
    openings = [0, *(found.end() for found in _CLAUSE_END.finditer(text))]
    for row in _rows():
        # Only a clause can begin a row: searching every place of the text takes several times as long.
        found = next(filter(None, (row.pattern.match(text, at) for at in openings)), None)
        if found is None or set(words) & row.language.refused - set(row.words.split()):
            continue
        first, last = text[: found.start()].count(" "), text[: found.end()].count(" ")
        rule = rule_name(f"{row.language.code}-{row.family}", context.kind.value, row.words)
        start, end = context.start + tokens[first].start, context.start + tokens[last].end
        yield StatedEdge(FAMILY_TYPES[row.family], row.from_self, start, end, rule)
        return


@lru_cache(maxsize=1)
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(language, family, _name(pattern), from_self, _compiled(language, pattern))
        for language in LANGUAGES
        for family, from_self, patterns in language.rows
        for pattern in patterns
    )


def _compiled(language: Language, pattern: str) -> re.Pattern[str]:
    subject = language.subject.replace("NOUN", language.noun)
    lead = language.lead.replace("NOUN", language.noun)
    meant = pattern.replace("THIS ", f"{subject} {_ADVERB}").replace("LINK", f"{lead}{HERE}")
    meant = meant.replace("NOTE", rf"(?:\w+ )?{subject}")
    return re.compile(rf"{_OPENS}{meant}(?![\w-])")


def _name(pattern: str) -> str:
    """Return a pattern as its rule is named: without the notes, optional words and second alternatives."""
    text = re.sub(r"\(\?=.*?\)$|THIS|LINK|NOTE", "", pattern)
    for _ in range(3):
        text = re.sub(r"\(\?:[^()]*\)[?*]", "", text)
        text = re.sub(r"\(\?:([^|()]*)[^()]*\)", r"\1", text)
    return " ".join(text.replace("?", "").split())
