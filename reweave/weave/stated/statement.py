"""Statements of edges in the notes of a vault."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from reweave.vault.edges import Link, Reference
from reweave.vault.record import Record
from reweave.vault.vault import Vault
from reweave.weave.stated import lexicon as lex
from reweave.weave.stated.contexts import contexts
from reweave.weave.stated.disqualifiers import is_negation
from reweave.weave.stated.grammar import statements
from reweave.weave.stated.labels import field_meaning
from reweave.weave.stated.note_text import NoteText, name_words, read_note_text
from reweave.weave.stated.phrases import Direction, rule_name
from reweave.weave.stated.roles import NameWords, StatedEdge
from reweave.weave.stated.tokens import tokenize
from reweave.weave.verdict import VerdictOrigin

_SPACE = re.compile(r"\s+")
_KEPT = 512
_SHOWN = 30
_LONGEST_ENTRY = 2000
_HOW: Mapping[str, VerdictOrigin] = {
    "gloss": VerdictOrigin.GLOSS,
    "label": VerdictOrigin.HEADING,
    "prose": VerdictOrigin.SENTENCE,
}


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of an edge from the note `source` to the note `target`, and its location (see `Verdict`).

    `span` are the characters of the quote in the body of the note at `path`; `None` where a field states it.
    """

    source: int
    target: int
    type: str
    origin: VerdictOrigin
    quote: str
    path: str
    line: int
    rule: str
    span: tuple[int, int] | None = None


class StatementReader:
    """Reads statements, each note's body cut once. `follow_ambiguous`: a link may mean each note that has its name."""

    def __init__(self, vault: Vault, *, follow_ambiguous: bool = False) -> None:
        self._vault = vault
        self._follow = follow_ambiguous
        self._note_text = lru_cache(maxsize=_KEPT)(self._read)
        self.about = lru_cache(maxsize=_KEPT)(self._about)

    def _about(self, place: int, other: int) -> tuple[Statement, ...]:
        """Return what one note states of its edges with another, in its body and then in its frontmatter."""
        return tuple(self._stated(place, other))

    def _stated(self, place: int, other: int) -> Iterator[Statement]:
        if any(other in link.targets for link in self._vault.links[place]):
            note_text = self._note_text(place)
            names = NameWords(name_words(self._vault, place), name_words(self._vault, other))
            for context in contexts(note_text, other):
                for stated in statements(context, names):
                    yield _in_words(note_text, place, other, stated)
        for reference in self._vault.references[place]:
            if other in self._meant(reference):
                yield from self._field(place, other, reference)

    def _read(self, place: int) -> NoteText:
        note_text = read_note_text(self._vault, place)
        return replace(note_text, links=tuple(replace(link, targets=self._meant(link)) for link in note_text.links))

    def _meant(self, one: Link | Reference) -> tuple[int, ...]:
        return one.targets if self._follow or self._vault.meanings.sole(one.targets) is not None else ()

    def _field(self, place: int, other: int, reference: Reference) -> Iterator[Statement]:
        field, role = reference.field, reference.role
        if role is not None:
            type_, inverse = role.type.name, role.inverse
        elif (known := field_meaning(field)) is not None and not _hedged(reference.entry):
            type_, inverse = known[0], known[1] is Direction.BACKWARD
        else:
            return
        record = self._vault.records[place]
        quote = _SPACE.sub(" ", f"{field}: {reference.entry}").strip()
        line = _field_line(record, field, reference.entry)
        ways = [(other, place) if inverse else (place, other)]
        if role is not None and role.type.symmetric:
            ways.append((other, place))
        for source, target in ways:
            yield Statement(
                source, target, type_, VerdictOrigin.FIELD, quote, record.path, line, rule_name("field", "field", field)
            )


def _hedged(entry: str) -> bool:
    """Return whether an entry is prose that need not state what its field's name says: "none, but see [[x]]"."""
    words = [token.low for token in tokenize(entry[:_LONGEST_ENTRY])]
    return any(is_negation(word) or word in lex.MODALS | lex.HEDGES or word in {"see", "?"} for word in words)


def _in_words(note_text: NoteText, place: int, other: int, stated: StatedEdge) -> Statement:
    quote = _SPACE.sub(" ", note_text.body[stated.start : stated.end]).strip()
    source, target = (place, other) if stated.from_self else (other, place)
    origin = _HOW[stated.rule.split("/")[1]]
    span = (stated.start, stated.end)
    return Statement(
        source, target, stated.type, origin, quote, note_text.path, note_text.line_of(stated.start), stated.rule, span
    )


def _field_line(record: Record, field: str, entry: str) -> int:
    """Return the line of the file on which an entry of a field begins, or else the field does."""
    first, key = entry.strip().partition("\n")[0][:_SHOWN], f"{field}:"
    found = 0
    for number, line in enumerate(record.source[: record.body_start].decode(errors="replace").split("\n"), 1):
        if not found and line.lstrip("\"' ").startswith(key):
            found = number
        if found and first in line:
            return number
    return found or 1
