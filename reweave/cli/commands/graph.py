import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reweave.cli.options import ConfigFile, Paths
from reweave.exit_codes import Exit
from reweave.output.graph.formats import GraphFormat, graph_writer

if TYPE_CHECKING:
    from reweave.vault.graph import Graph


def graph(
    paths: Paths = None,
    output_format: Annotated[
        GraphFormat | None,
        typer.Option("--output-format", help="Output format.", show_default="json; none with --context"),
    ] = None,
    context: Annotated[
        Path | None,
        typer.Option("--context", metavar="FILE", help="Write an index of the notes for a language model to FILE."),
    ] = None,
    size: Annotated[
        int, typer.Option("--size", metavar="BYTES", min=1000, help="Limit the index to this size.")
    ] = 50_000,
    everything: Annotated[
        bool, typer.Option("--all", help="Include notes that are not in the graph (maps, sources).")
    ] = False,
    config: ConfigFile = None,
) -> int:
    """Export the graph of notes and edges.

    Prints to stdout; only --context writes a file.

    Example:
    reweave graph --output-format graphml > vault.graphml
    """
    from reweave.run.selection import selected_notes
    from reweave.run.vault import read_vault
    from reweave.run.workspace import open_workspace
    from reweave.vault.graph import build_graph

    if context is not None:
        from reweave.output.graph.context import is_context
        from reweave.own_files import check_own_file

        check_own_file(context, is_context)
    workspace = open_workspace(paths, config)
    vault = read_vault(workspace)
    chosen = selected_notes(workspace, vault, paths)
    found = build_graph(vault, chosen if everything else chosen.intersection(vault.participants))
    if context is not None:
        _write_context(found, context, size)
    if context is None or output_format is not None:
        for piece in graph_writer(output_format or "json")(found):
            sys.stdout.write(piece)
    return Exit.DONE


def _write_context(found: "Graph", file: Path, size: int) -> None:
    from reweave.output.graph.context import is_context, write_context
    from reweave.own_files import write_own_file
    from reweave.verbosity import say

    index = write_context(found, size)
    write_own_file(file, [index.text.encode()], is_context)
    cut = ", ".join(f"{one.whole - one.held:,} of {one.whole:,} {one.what}" for one in index.cut)
    say(f"wrote {file}, {len(index.text.encode()):,} bytes{f'; left out for size: {cut}' if cut else ''}")
