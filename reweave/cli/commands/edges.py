"""The command `edges`."""

import sys
from typing import Annotated

import typer

from reweave.cli.options import ConfigFile, ListFormat, Paths
from reweave.exit_codes import Exit
from reweave.vault.edges import Origin


def edges(
    paths: Paths = None,
    source: Annotated[str | None, typer.Option("--from", help="Only edges from this note (a path or a name).")] = None,
    target: Annotated[str | None, typer.Option("--to", help="Only edges to this note (a path or a name).")] = None,
    type: Annotated[
        str | None, typer.Option("--type", help="Only edges of this type; `links` for links without a type.")
    ] = None,
    origin: Annotated[Origin | None, typer.Option("--origin", help="Only edges that stand in such a place.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="Only edges that reweave wrote on this day or later.")
    ] = None,
    config: ConfigFile = None,
    output_format: ListFormat = "text",
) -> int:
    """List the typed edges and the links between notes, each with the place in which it stands.

    With PATHS, only what stands in those notes is listed; names are still resolved in the whole vault.

    Example:
    reweave edges --to "storage cost falls" --type supports
    """
    from reweave.cli.params import named_day, named_type
    from reweave.output.edges import edge_lines, edges_json
    from reweave.run.note_lookup import find_note
    from reweave.run.selection import selected_notes
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
    if output_format == "json":
        sys.stdout.write(edges_json(vault, found))
    else:
        sys.stdout.writelines(f"{line}\n" for line in edge_lines(vault, found))
    return Exit.DONE
