"""Bring the frontmatter of a Markdown knowledge base to one style, as commits that are reviewed.

The names of `__all__` are the library; everything else is private and may change. They are imported when first used,
so that `import reweave` and `from reweave import fm` stay cheap.
"""

__version__ = "0.2.0"

__all__ = [
    "Config",
    "Finding",
    "Graph",
    "GraphEdge",
    "GraphNode",
    "Merged",
    "Note",
    "ReweaveError",
    "build_graph",
    "check",
    "fix",
    "fm",
    "load_config",
    "merge_notes",
    "read_note",
]

TYPE_CHECKING = False  # `typing` costs more than the whole of this module
if TYPE_CHECKING:
    from reweave import fm
    from reweave.api import build_graph, check, fix, merge_notes, read_note
    from reweave.config.loader import load_config
    from reweave.config.model import Config
    from reweave.errors import ReweaveError
    from reweave.merge.notes import Merged
    from reweave.note.finding import Finding
    from reweave.note.note import Note
    from reweave.vault.graph import Graph, GraphEdge, GraphNode
else:
    _MODULES = {
        "Config": "config.model",
        "Finding": "note.finding",
        "Graph": "vault.graph",
        "GraphEdge": "vault.graph",
        "GraphNode": "vault.graph",
        "Merged": "merge.notes",
        "Note": "note.note",
        "ReweaveError": "errors",
        "load_config": "config.loader",
    }

    def __getattr__(name):
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        if name == "fm":
            return import_module("reweave.fm")
        return getattr(import_module(f"reweave.{_MODULES.get(name, 'api')}"), name)

    def __dir__():
        return sorted({*globals(), *__all__})
