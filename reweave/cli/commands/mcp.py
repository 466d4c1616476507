from pathlib import Path
from typing import Annotated

import typer

from reweave.distribution import extra
from reweave.errors import ReweaveError
from reweave.exit_codes import Exit
from reweave.text import quoted

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

    A Model Context Protocol server on stdin and stdout. The tools check, stats, edges, explain, propose and preview are
    read-only. With --allow-writes, run and apply_plan commit to a new branch; the working tree is left alone. No tool
    reaches a file outside the vault.

    Example:
    reweave mcp ~/vault --allow-writes
    """
    from reweave.run.workspace import open_workspace

    place = open_workspace([root], None).root.resolve()
    try:
        from reweave.cli.mcp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "anyio", "pydantic"):
            raise
        raise ReweaveError(
            f"the MCP server needs {quoted(error.name or 'mcp')}, which is not installed",
            code="no-mcp",
            suggestion=extra("mcp"),
        ) from error
    serve(place, allow_writes=allow_writes)
    return Exit.DONE
