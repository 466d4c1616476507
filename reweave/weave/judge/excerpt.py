"""Excerpts of notes for the judge, and the location of quotes in them."""

import hashlib
import re
from dataclasses import dataclass

from reweave.vault.record import Record
from reweave.weave.proposed_edge import Quote

_QUOTED = re.compile(r"^[\s\"'“”‘’…*_`.]+|(?:[\s\"'“”‘’…*_`]|\.{3})+$")
_PARTS = re.compile(r"[^\s*_`\[\]]+")
_BETWEEN = r"[\s*_`\[\]]+"
_ALIKE = {**dict.fromkeys("'’‘", "['’‘]"), **dict.fromkeys('"“”', '["“”]'), **dict.fromkeys("-–—‐‑", "[-–—‐‑]+")}
_FEWEST_WORDS = 3
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A note as the judge sees it: title, description, and the beginning of its text."""

    path: str
    title: str
    description: str
    body: str
    first_line: int
    text: str
    """All of this as one text."""
    digest: str
    """The hash of `text`."""


def excerpt_of(record: Record, characters: int) -> Excerpt:
    """Return the excerpt of a note: at most `characters` of its text, cut between words."""
    body = record.body.strip()
    if len(body) > characters:
        body = body[:characters].rpartition(" ")[0] or body[:characters]
    description = record.description or ""
    text = f"Title: {record.title}\n{f'Description: {description}' if description else ''}\n\n{body}"
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    return Excerpt(record.path, record.title, description, body, _first_text_line(record), text, digest)


def find_quote(quote: str, *notes: Excerpt) -> Quote | None:
    """Return a quote as written in the first of `notes` that holds it; `None` where none does, or it is too short.

    White space, emphasis and the shape of quotation marks and dashes may differ; no word may. White space in the
    result is reduced to single spaces.
    """
    words = _PARTS.findall(_QUOTED.sub("", quote))
    if sum(map(_has_letter, words)) < _FEWEST_WORDS or len(quote) > _LONGEST:
        return None
    pattern = re.compile(_BETWEEN.join(map(_word, words)))
    for note in notes:
        found = pattern.search(note.body)
        if found is not None:
            line = note.first_line + note.body.count("\n", 0, found.start())
            return Quote(note.path, line, " ".join(found[0].split()))
        for text in (note.title, note.description):
            if (found := pattern.search(text)) is not None:
                return Quote(note.path, 1, " ".join(found[0].split()))
    return None


def _has_letter(word: str) -> bool:
    return any(sign.isalnum() for sign in word)


def _word(word: str) -> str:
    return "".join(_ALIKE.get(sign, re.escape(sign)) for sign in word)


def _first_text_line(record: Record) -> int:
    body = record.body
    return record.first_line + body.count("\n", 0, len(body) - len(body.lstrip()))
