"""Edges as lines for people, and as an answer for programs."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reweave.output.graph.text import node_id
from reweave.output.paths import valid
from reweave.text import escape
from reweave.vault.edges import Edge
from reweave.vault.query import LINKS
from reweave.vault.vault import Vault

if TYPE_CHECKING:
    from reweave.schemas import edges as answer


def edge_lines(vault: Vault, found: Sequence[tuple[Edge, int]]) -> Iterator[str]:
    """Yield `source --type--> target  origin  date  path:line` for each edge (without a date where there is none)."""
    records = vault.records
    for edge, line in found:
        ends = f"{records[edge.source].path} --{edge.type or LINKS}--> {records[edge.target].path}"
        day = "" if edge.written is None else f"  {edge.written.isoformat()}"
        several = f"  (1 of {edge.meanings} notes of this name)" if edge.meanings > 1 else ""
        yield escape(f"{ends}  {edge.origin}{day}  {records[edge.holder].path}:{line}{several}")


def edges_answer(vault: Vault, found: Sequence[tuple[Edge, int]]) -> "answer.Edges":
    """Return the edges for programs."""
    return {"edges": [_edge(vault, edge, line) for edge, line in found]}


def _edge(vault: Vault, edge: Edge, line: int) -> "answer.Edge":
    records = vault.records
    return {
        "source": node_id(records[edge.source].path),
        "target": node_id(records[edge.target].path),
        "type": edge.type,
        "origin": edge.origin,
        "date": None if edge.written is None else edge.written.isoformat(),
        "path": node_id(records[edge.holder].path),
        "line": line,
        "field": valid(edge.field) or None,
        "entry": valid(edge.entry) or None,
        "meanings": edge.meanings,
    }
