"""Placing the edges of a vault as it is configured: which note holds an edge, and how its list names the other."""

from reweave.vault.vault import Vault
from reweave.weave.item_names import ItemNames
from reweave.weave.placement import Placement, place_edge
from reweave.weave.proposed_edge import ProposedEdge


class Placer:
    """Places edges, and says which have no name to be written with."""

    def __init__(self, vault: Vault) -> None:
        """Remember the vault."""
        self._vault = vault
        self._items = ItemNames(vault)

    def place(self, edge: ProposedEdge) -> Placement:
        """Return where an edge is written; a note without an unambiguous name is called by its path."""
        records, by_path = self._vault.records, self._vault.by_path
        config = self._vault.config

        def item(holder: str, field: str, other: str) -> str:
            return self._items.item(by_path[holder], field, by_path[other]) or other

        return place_edge(edge, config.types, lambda path: records[by_path[path]].created, config.write_to, item)

    def is_named(self, placement: Placement) -> bool:
        """Return whether the list of a placed edge can name the other note unambiguously."""
        by_path, edge = self._vault.by_path, placement.edge
        other = edge.target if placement.holder == edge.source else edge.source
        return self._items.item(by_path[placement.holder], placement.entry.field, by_path[other]) is not None
