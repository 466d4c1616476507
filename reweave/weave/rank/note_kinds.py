"""Notes that say nothing of a subject: templates, journals, drawings, lists of links, empty notes."""

import re
from enum import StrEnum
from functools import lru_cache

from reweave.vault.record import Record
from reweave.weave.rank.index import Index
from reweave.weave.rank.journal_names import is_journal_name

_TEMPLATE_NAMES = frozenset(
    [
        "template",
        "templates",
        "vorlage",
        "vorlagen",
        "modello",
        "modelli",
        "plantilla",
        "plantillas",
        "modèle",
        "modèles",
        "modelo",
        "modelos",
        "sjabloon",
        "sjablonen",
        "mall",
        "mallar",
        "szablon",
        "szablony",
        "šablona",
        "šablony",
        "шаблон",
        "шаблоны",
        "şablon",
        "şablonlar",
        "模板",
        "テンプレート",
        "템플릿",
    ]
)
_NOT_LETTER = re.compile(r"[\W\d_]+")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]\s*$")
_PLACEHOLDER = re.compile(r"\{\{\s*(?:title|date|time|name|value)\b[^{}]*\}\}|<%[-_*+]?\s*tp\.", re.IGNORECASE)
_ABOUT_THE_VAULT = frozenset(
    [
        "readme",
        "license",
        "licence",
        "contributing",
        "changelog",
        "code_of_conduct",
        "security",
        "authors",
        "claude",
        "agents",
        "gemini",
        "404",
    ]
)
_FEWEST_LINKS, _WORDS_PER_LINK = 3, 2
_FILLED = 40
"""With so many words of its own, a note with a placeholder is about templates."""


class NoteKind(StrEnum):
    """The kind of a note, as far as its text and its name tell."""

    TEXT = "text"
    TEMPLATE = "template"
    JOURNAL = "journal"
    DRAWING = "drawing"
    ABOUT_THE_VAULT = "file about the vault"
    LIST = "list of links"
    EMPTY = "empty note"


class NoteKinds:
    """Tells the kinds of the claims of an index."""

    def __init__(self, index: Index) -> None:
        """Remember the index."""
        self._index = index
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, claim: int) -> NoteKind:
        note = self._index.note(claim)
        named = _by_name(note.record)
        if named is not None:
            return named
        own = len(self._index.own_words(claim))
        links = len({link.target for link in note.links} - {None})
        if _PLACEHOLDER.search(note.record.body) and own < _FILLED:
            return NoteKind.TEMPLATE
        if links >= _FEWEST_LINKS and own < _WORDS_PER_LINK * links:
            return NoteKind.LIST
        return NoteKind.TEXT if own else NoteKind.EMPTY


def _by_name(record: Record) -> NoteKind | None:
    stem = record.stem.casefold()
    bracketed = _IN_BRACKETS.search(stem)
    parts = [*record.folder.casefold().split("/"), bracketed[1] if bracketed else ""]
    if any(_NOT_LETTER.sub("", part) in _TEMPLATE_NAMES for part in parts):
        return NoteKind.TEMPLATE
    if stem.endswith(".excalidraw") or "excalidraw-plugin" in record.fields:
        return NoteKind.DRAWING
    if is_journal_name(record.stem) or is_journal_name(record.title):
        return NoteKind.JOURNAL
    if (
        record.title.casefold() in ("home", "about")
        or (stem in _ABOUT_THE_VAULT and (not record.folder or record.stem.isupper()))
        or record.path.casefold()
        in (
            "index.md",
            "_index.md",
            "home.md",
        )
    ):
        return NoteKind.ABOUT_THE_VAULT
    return None
