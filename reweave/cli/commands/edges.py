from typing import Annotated

import typer

from reweave.cli.options import ConfigFile, ListFormat, Paths
from reweave.cli.printing.answer import answer
from reweave.exit_codes import Exit
from reweave.vault.edges import Origin


def edges(
    paths: Paths = None,
    source: Annotated[
        str | None, typer.Option("--from", metavar="NOTE", help="List only edges from this note (a path or title).")
    ] = None,
    target: Annotated[
        str | None, typer.Option("--to", metavar="NOTE", help="List only edges to this note (a path or title).")
    ] = None,
    type: Annotated[
        str | None,
        typer.Option("--type", metavar="TYPE", help="List only edges of this type (`links`: untyped links)."),
    ] = None,
    origin: Annotated[
        Origin | None, typer.Option("--origin", help="List only edges written in this kind of place.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="YYYY-MM-DD", help="List only edges that reweave wrote from this date on."),
    ] = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """List the edges and links between notes.

    Each is listed with its type and the file and line it is written in. PATHS limits the listing to edges written in
    those notes; names are still resolved in the whole vault.

    Example:
    reweave edges --to "storage cost falls" --type supports
    """
    from reweave.cli.params import named_day, named_type
    from reweave.output.edges import edge_lines, edges_answer
    from reweave.run.selection import find_note, selected_notes
    from reweave.run.vault import read_vault
    from reweave.run.workspace import open_workspace
    from reweave.vault.query import LINKS, EdgeQuery, query

    workspace = open_workspace(paths, config)
    day = named_day(since, "--since")
    types = [*(one.name for one in workspace.config.weave.types), LINKS]
    wanted = None if type is None else named_type(type, types)
    vault = read_vault(workspace)
    question = EdgeQuery(
        None if source is None else find_note(vault, source, workspace.root),
        None if target is None else find_note(vault, target, workspace.root),
        wanted,
        origin,
        day,
        selected_notes(workspace, vault, paths) if paths else None,
    )
    found = query(vault, question, workspace.config.limits)
    answer("edges", output_format, lambda: edges_answer(vault, found), lambda: edge_lines(vault, found))
    return Exit.DONE
