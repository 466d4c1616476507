"""The lines of edges, frontmatter entries and links."""

from reweave.note.limits import DEFAULT_LIMITS, Limits
from reweave.note.note import Note
from reweave.vault.edges import Edge, Link, Origin
from reweave.vault.frontmatter import find_entry
from reweave.vault.vault import Vault


class LineLocator:
    """Finds lines in the notes of one vault. Only the last note that was asked about is kept read."""

    def __init__(self, vault: Vault, limits: Limits = DEFAULT_LIMITS) -> None:
        """Take the vault, and the limits that its notes were read with."""
        self._vault = vault
        self._limits = limits
        self._read: tuple[int, Note] | None = None

    def edge(self, edge: Edge) -> int:
        """Return the line (from 1) of an edge of the vault in its holder."""
        if edge.origin is not Origin.BODY:
            return self.entry(edge.holder, edge.field, edge.entry)
        vault = self._vault
        link = next(one for one in vault.links[edge.holder] if vault.opened(edge.holder, one.targets) == edge.target)
        return self.link(edge.holder, link)

    def link(self, place: int, link: Link) -> int:
        """Return the line (from 1) on which a link of a note's body begins."""
        return self._vault.records[place].line_of(link.start)

    def entry(self, place: int, field: str, entry: str) -> int:
        """Return the line (from 1) of an entry of a note's frontmatter."""
        if self._read is None or self._read[0] != place:
            record = self._vault.records[place]
            self._read = place, Note(record.path, record.source, self._limits)
        note = self._read[1]
        found = find_entry(note, field, entry)
        if found is None:
            raise ValueError(f"no such entry in {field}")
        return note.place(found)[0]
