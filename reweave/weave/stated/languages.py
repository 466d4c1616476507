"""Sentences of other languages that state a relation by their own connectives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reweave.weave.stated.contexts import Context
from reweave.weave.stated.disqualifiers import in_quotes
from reweave.weave.stated.language_table import LANGUAGES, Language
from reweave.weave.stated.pattern_table import PatternTable, needed_texts
from reweave.weave.stated.phrases import FAMILY_TYPES, rule_name
from reweave.weave.stated.roles import StatedEdge
from reweave.weave.stated.tokens import HERE, Token

_ADVERB = r"(?:[\w-]+ )?"
_CLAUSE_END = re.compile("[.;:,—] ")
_OPENS = r"(?:(?:und|aber|y|pero|e|mas|et|mais|ma|,) )?"
"""A clause begins with a conjunction at most."""


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """A pattern of a language, as the table has it."""

    language: Language
    family: str
    pattern: str
    from_self: bool

    @property
    def words(self) -> str:
        """The pattern as its rule is named: without the notes, optional words and second alternatives."""
        text = re.sub(r"\(\?=.*?\)$|THIS|LINK|NOTE", "", self.pattern)
        for _ in range(3):
            text = re.sub(r"\(\?:[^()]*\)[?*]", "", text)
            text = re.sub(r"\(\?:([^|()]*)[^()]*\)", r"\1", text)
        return " ".join(text.replace("?", "").split())


def match_language(context: Context, tokens: Sequence[Token]) -> Iterator[StatedEdge]:
    """Yield the edge that a sentence of another language states, if it does."""
    words = [token.low for token in tokens]
    if words.count(HERE) != 1 or words[-1] == "?" or in_quotes(words, words.index(HERE)):
        return
    text = " ".join(words)
    openings = [0, *(found.end() for found in _CLAUSE_END.finditer(text))]
    for one in language_table().possible(text):
        # Only a clause can begin a row: searching every place of the text takes several times as long.
        row, found = one.row, next(filter(None, (one.pattern.match(text, at) for at in openings)), None)
        if found is None:
            continue
        rule_words = row.words
        if set(words) & row.language.refused - set(rule_words.split()):
            continue
        first, last = text[: found.start()].count(" "), text[: found.end()].count(" ")
        rule = rule_name(f"{row.language.code}-{row.family}", context.kind.value, rule_words)
        start, end = context.start + tokens[first].start, context.start + tokens[last].end
        yield StatedEdge(FAMILY_TYPES[row.family], row.from_self, start, end, rule)
        return


@lru_cache(maxsize=1)
def language_table() -> PatternTable[LanguageRow]:
    """Return the rows of all languages, in the order in which they are tried."""
    subjects = {language.code: needed_texts(language.subject) for language in LANGUAGES}
    return PatternTable(
        (
            _expanded(language, pattern),
            LanguageRow(language, family, pattern, from_self),
            [*needed_texts(pattern), *(subjects[language.code] if "THIS" in pattern or "NOTE" in pattern else ())],
        )
        for language in LANGUAGES
        for family, from_self, patterns in language.rows
        for pattern in patterns
    )


def _expanded(language: Language, pattern: str) -> str:
    subject = language.subject.replace("NOUN", language.noun)
    lead = language.lead.replace("NOUN", language.noun)
    meant = pattern.replace("THIS ", f"{subject} {_ADVERB}").replace("LINK", f"{lead}{HERE}")
    meant = meant.replace("NOTE", rf"(?:\w+ )?{subject}")
    return rf"{_OPENS}{meant}(?![\w-])"
