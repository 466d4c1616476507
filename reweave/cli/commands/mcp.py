from pathlib import Path
from typing import Annotated

import typer

from reweave.exit_codes import Exit
from reweave.extras import require

SCHEMAS: tuple[str, ...] = ()
"""None: stdout carries the protocol."""


def mcp(
    root: Annotated[
        Path, typer.Argument(metavar="[ROOT]", help="The vault, or a folder in it.", show_default="current directory")
    ] = Path(),
    allow_writes: Annotated[
        bool, typer.Option("--allow-writes", help="Also offer tools that commit to a new branch.")
    ] = False,
) -> int:
    """Serve the vault over MCP.

    A Model Context Protocol server on stdin and stdout. An agent goes propose, explain, decline or retype, preview and
    apply_plan without a shell; all but the last are read-only, and long answers go on with a cursor. With
    --allow-writes, run and apply_plan commit to a new branch; the working tree is left alone. No tool reaches a file
    outside the vault.

    Example:
    reweave mcp ~/vault --allow-writes
    """
    from reweave.run.workspace import open_workspace

    place = open_workspace([root], None).root.resolve()
    require("mcp", "the MCP server")
    from reweave.cli.mcp.server import serve

    serve(place, allow_writes=allow_writes)
    return Exit.DONE
