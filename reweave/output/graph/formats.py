"""The formats that a graph is exported in, each imported when it is asked for."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reweave.vault.graph import Graph

GraphFormat = Literal["json", "graphml", "dot", "mermaid", "csv", "nodes-csv"]


def graph_writer(name: GraphFormat) -> "Callable[[Graph], Iterator[str]]":
    """Return the function that writes a graph in a format, piece by piece."""
    if name == "json":
        from reweave.output.graph.json import graph_json

        return graph_json
    if name == "graphml":
        from reweave.output.graph.graphml import graphml

        return graphml
    if name == "dot":
        from reweave.output.graph.dot import dot

        return dot
    if name == "mermaid":
        from reweave.output.graph.mermaid import mermaid

        return mermaid
    from reweave.output.graph.table import edges_csv, nodes_csv

    return edges_csv if name == "csv" else nodes_csv
