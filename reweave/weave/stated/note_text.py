"""A note as the grammar reads it: its text once decoded, its blocks, and what its links may mean."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from reweave.vault.edges import Link
from reweave.vault.vault import Vault
from reweave.weave.stated.blocks import BodyBlock, split_blocks
from reweave.weave.stated.tokens import title_words

_BREAK = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class NoteText:
    """One note; `links` are in order of their place, `breaks` are the places of its line feeds."""

    path: str
    body: str
    first_line: int
    links: tuple[Link, ...]
    blocks: tuple[BodyBlock, ...]
    breaks: tuple[int, ...]

    def line_of(self, offset: int) -> int:
        """Return the line of the file (from 1) of a character of the body."""
        return self.first_line + bisect_left(self.breaks, offset)


def read_note_text(vault: Vault, place: int) -> NoteText:
    """Return the note at a place of the vault."""
    record = vault.records[place]
    body = record.body
    links = vault.links[place]
    if not links:
        return NoteText(record.path, body, record.first_line, (), (), ())
    breaks = tuple(found.start() for found in _BREAK.finditer(body))
    return NoteText(record.path, body, record.first_line, links, split_blocks(body), breaks)


def name_words(vault: Vault, place: int) -> frozenset[str]:
    """Return the content words of a note's names."""
    record = vault.records[place]
    headings = () if record.heading is None else (record.heading,)
    return title_words((record.title, record.stem, *record.aliases, *headings))
