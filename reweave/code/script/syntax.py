"""Parsing JavaScript and TypeScript with tree-sitter, which is an extra."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

EXTENSIONS = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx")


@cache
def _parser(extension: str) -> "Parser | None":
    try:
        import tree_sitter
        import tree_sitter_javascript
        import tree_sitter_typescript
    except ImportError:
        return None
    if extension == ".tsx":
        language = tree_sitter_typescript.language_tsx()
    elif extension in (".ts", ".mts", ".cts"):
        language = tree_sitter_typescript.language_typescript()
    else:
        language = tree_sitter_javascript.language()
    return tree_sitter.Parser(tree_sitter.Language(language))


def parse_script(path: str, data: bytes) -> "Node | None":
    """Return the root of a file's syntax tree; `None` where the extra is not installed."""
    parser = _parser(path[path.rindex(".") :].casefold())
    return None if parser is None else parser.parse(data).root_node


def text_of(node: "Node") -> str:
    """Return a node's source."""
    return (node.text or b"").decode(errors="replace")


def inner(node: "Node") -> "Node":
    """Return the expression without brackets, `await`, and what only TypeScript adds."""
    while node.type in _TRANSPARENT and node.named_children:
        node = node.named_children[0]
    return node


_TRANSPARENT = frozenset(
    ("parenthesized_expression", "await_expression", "as_expression", "satisfies_expression", "non_null_expression")
)
