"""What cards show of notes: each note once, whatever the number of cards that it is on."""

from reweave.review.card import HeldEdge, NoteFacts
from reweave.review.excerpt import opening
from reweave.vault.vault import Vault

_MOST_EDGES = 6


class NoteTable:
    """The notes that cards show, in the order in which they were asked for."""

    def __init__(self, vault: Vault) -> None:
        """Remember the vault."""
        self._vault = vault
        self._places: dict[int, int] = {}
        self._facts: list[NoteFacts] = []

    @property
    def facts(self) -> tuple[NoteFacts, ...]:
        """The notes that were asked for."""
        return tuple(self._facts)

    def place(self, note: int) -> int:
        """Return the place in `facts` of the note at a place of the vault."""
        if note not in self._places:
            self._places[note] = len(self._facts)
            self._facts.append(self._read(note))
        return self._places[note]

    def _read(self, note: int) -> NoteFacts:
        record = self._vault.records[note]
        held = self._edges(note)
        return NoteFacts(
            path=record.path,
            title=record.title,
            kind=record.note_type or "",
            description=record.description or "",
            opening=opening(record),
            edges=held[:_MOST_EDGES],
            more=max(len(held) - _MOST_EDGES, 0),
        )

    def _edges(self, note: int) -> tuple[HeldEdge, ...]:
        """Return the typed edges of a note, those from it first, each once."""
        vault = self._vault
        found: dict[tuple[str, bool, int], HeldEdge] = {}
        for edge in (*vault.out[note], *vault.into[note]):
            if edge.type is not None:
                out = edge.source == note
                other = edge.target if out else edge.source
                found.setdefault((edge.type, out, other), HeldEdge(edge.type, out, vault.records[other].title))
        return tuple(found.values())
