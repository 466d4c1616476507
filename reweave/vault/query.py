"""Queries for edges by source, target, type, origin and date."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from reweave.note.limits import DEFAULT_LIMITS, Limits
from reweave.vault.edges import Edge, Origin
from reweave.vault.line_locator import LineLocator
from reweave.vault.vault import Vault

LINKS = "links"
"""The name by which links, which have no type, are queried and shown."""


@dataclass(frozen=True, slots=True)
class EdgeQuery:
    """The edges to select; `None` matches all.

    `source` and `target` are places in the vault, `type` is the name of a type or `LINKS`, `since` the earliest day on
    which reweave wrote the edge, `holders` the notes that may hold it.
    """

    source: int | None = None
    target: int | None = None
    type: str | None = None
    origin: Origin | None = None
    since: date | None = None
    holders: Collection[int] | None = None

    def fits(self, edge: Edge) -> bool:
        """Return whether an edge matches."""
        return (
            (self.source is None or edge.source == self.source)
            and (self.target is None or edge.target == self.target)
            and (self.type is None or (edge.type or LINKS) == self.type)
            and (self.origin is None or edge.origin is self.origin)
            and (self.since is None or (edge.written is not None and edge.written >= self.since))
            and (self.holders is None or edge.holder in self.holders)
        )


def query(vault: Vault, question: EdgeQuery, limits: Limits = DEFAULT_LIMITS) -> list[tuple[Edge, int]]:
    """Return the matching edges with their lines in the holders, ordered by paths, type, origin, holder and line."""
    locator = LineLocator(vault, limits)
    records = vault.records
    found = [(edge, locator.edge(edge)) for edge in vault.edges if question.fits(edge)]

    def order(one: tuple[Edge, int]) -> tuple[str, str, str, str, str, int]:
        edge, line = one
        ends = records[edge.source].path, records[edge.target].path
        return (*ends, edge.type or "", edge.origin, records[edge.holder].path, line)

    return sorted(found, key=order)
