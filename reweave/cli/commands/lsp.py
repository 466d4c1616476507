from reweave.distribution import extra
from reweave.errors import ReweaveError
from reweave.text import quoted

SCHEMAS: tuple[str, ...] = ()
"""None: stdout carries the protocol."""


def lsp() -> int:
    """Serve an editor over LSP.

    A Language Server Protocol server on stdin and stdout: findings while typing, fixes and repairs as quick fixes,
    proposed edges to accept, reverse or decline, completion of names in typed lists, hover, definition, references, and
    renaming with all references. It writes no file; the editor makes every change, and can undo it.

    Example:
    reweave lsp
    """
    try:
        from reweave.lsp.features import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        raise ReweaveError(
            f"the language server needs {quoted(error.name or 'pygls')}, which is not installed",
            code="no-lsp",
            suggestion=extra("lsp"),
        ) from error
    return make_server().serve()
