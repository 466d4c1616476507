"""The extras: packages that only some commands need, which a plain installation leaves out."""

from importlib.util import find_spec

from reweave.distribution import extra
from reweave.errors import ReweaveError
from reweave.text import quoted

EXTRAS: dict[str, tuple[str, ...]] = {
    "code": ("libcst",),
    "dense": ("onnxruntime", "safetensors", "tokenizers"),
    "js": ("tree_sitter", "tree_sitter_javascript", "tree_sitter_typescript"),
    "judge": ("openai",),
    "lsp": ("pygls", "lsprotocol"),
    "mcp": ("mcp", "mcp_types"),
    "qdrant": ("qdrant_client",),
    "report": ("igraph",),
    "schema": ("jsonschema_rs",),
    "watch": ("watchfiles",),
    "weave": ("numpy",),
}
"""Each extra, and the top-level modules that it alone brings."""


def missing(name: str) -> str | None:
    """Return the first module of an extra that is not installed, `None` if all are; none is imported."""
    return next((module for module in EXTRAS[name] if find_spec(module) is None), None)


def require(name: str, purpose: str) -> None:
    """Check that an extra is installed, before what needs it is begun.

    Raises:
        ReweaveError: it is not; the suggestion is the command that installs it (`extra-missing`).
    """
    module = missing(name)
    if module is not None:
        raise ReweaveError(
            f"{purpose} needs {quoted(module)}, which is not installed", code="extra-missing", suggestion=extra(name)
        )
