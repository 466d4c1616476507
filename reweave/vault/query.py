"""Asking for edges: from and to which note, of which type, from where and since when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from reweave.note.limits import DEFAULT_LIMITS, Limits
from reweave.vault.edges import Edge, Origin
from reweave.vault.line_locator import LineLocator
from reweave.vault.vault import Vault

LINKS = "links"
"""The name under which mere links, which have no type, are asked for and shown."""


@dataclass(frozen=True, slots=True)
class EdgeQuery:
    """Which edges are wanted; `None` leaves a question open.

    `source` and `target` are places in the vault, `type` is the name of a type or `LINKS`, `since` the earliest day on
    which reweave wrote the edge, `holders` the notes in which it may stand.
    """

    source: int | None = None
    target: int | None = None
    type: str | None = None
    origin: Origin | None = None
    since: date | None = None
    holders: Collection[int] | None = None

    def fits(self, edge: Edge) -> bool:
        """Return whether an edge is wanted."""
        return (
            (self.source is None or edge.source == self.source)
            and (self.target is None or edge.target == self.target)
            and (self.type is None or (edge.type or LINKS) == self.type)
            and (self.origin is None or edge.origin is self.origin)
            and (self.since is None or (edge.written is not None and edge.written >= self.since))
            and (self.holders is None or edge.holder in self.holders)
        )


def query(vault: Vault, question: EdgeQuery, limits: Limits = DEFAULT_LIMITS) -> list[tuple[Edge, int]]:
    """Return the wanted edges, each with its line in the holder, by the paths of their ends, type, origin and place."""
    locator = LineLocator(vault, limits)
    records = vault.records
    found = [(edge, locator.edge(edge)) for edge in vault.edges if question.fits(edge)]

    def order(one: tuple[Edge, int]) -> tuple[str, str, str, str, str, int]:
        edge, line = one
        ends = records[edge.source].path, records[edge.target].path
        return (*ends, edge.type or "", edge.origin, records[edge.holder].path, line)

    return sorted(found, key=order)
