"""A note as the grammar reads it: its text once decoded, its blocks, and what its links may mean."""

from dataclasses import dataclass

from reweave.vault.edges import Link
from reweave.vault.vault import Vault
from reweave.weave.stated.blocks import Block, cut
from reweave.weave.stated.tokens import title_words


@dataclass(frozen=True, slots=True)
class Page:
    """One note; `links` are in order of their place."""

    path: str
    body: str
    first_line: int
    links: tuple[Link, ...]
    blocks: tuple[Block, ...]

    def line_of(self, offset: int) -> int:
        """Return the line of the file (from 1) on which a character of the body stands."""
        return self.first_line + self.body.count("\n", 0, offset)


def read_page(vault: Vault, place: int) -> Page:
    """Return the note at a place of the vault."""
    record = vault.records[place]
    body = record.body
    links = vault.links[place]
    return Page(record.path, body, record.first_line, links, cut(body) if links else ())


def name_words(vault: Vault, place: int) -> frozenset[str]:
    """Return the content words of a note's names."""
    record = vault.records[place]
    headings = () if record.heading is None else (record.heading,)
    return title_words((record.title, record.stem, *record.aliases, *headings))
