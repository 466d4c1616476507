"""The command `mcp`."""

from pathlib import Path
from typing import Annotated

import typer

from reweave.errors import ReweaveError
from reweave.exit_codes import Exit

SCHEMAS: tuple[str, ...] = ()
"""None: it speaks its protocol on stdout."""


def mcp(
    root: Annotated[Path, typer.Argument(help="The vault, or a folder in it.", show_default="here")] = Path(),
    allow_writes: Annotated[
        bool, typer.Option("--allow-writes", help="Also offer the tools that commit, each to a new branch.")
    ] = False,
) -> int:
    """Serve this vault to a program that speaks the Model Context Protocol, on stdin and stdout.

    The tools only read: check, stats, edges, explain, propose, preview. With --allow-writes there are also run and
    apply_plan, which commit to a branch that does not exist yet; the checkout is never touched. No tool reaches a
    file outside the vault.

    Example:
    reweave mcp ~/vault --allow-writes
    """
    from reweave.run.workspace import open_workspace

    place = open_workspace([root], None).root.resolve()
    try:
        from reweave.cli.mcp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "anyio", "jsonschema"):
            raise
        raise ReweaveError(
            f"the server needs the package mcp, and {error.name} is not installed",
            code="no-mcp",
            suggestion="pip install 'reweave[mcp]'",
        ) from error
    serve(place, allow_writes=allow_writes)
    return Exit.DONE
