"""The style of lists that the configuration asks for, where a note does not show one."""

from reweave.config.model import Config
from reweave.note.append import ListStyle
from reweave.rules.key_order import KeyOrder
from reweave.rules.list_indent import ListIndent
from reweave.rules.quotes import Quotes
from reweave.weave.writer import FieldStyle

_MARKS = {"double": '"', "single": "'"}


def configured_style(config: Config, path: str) -> FieldStyle:
    """Return how the lists and keys of the note at `path` are to be written, so that no rule would change them."""
    indent, mark, order = 0, "", tuple[str, ...]()
    for rule in config.rules_for(path):
        if isinstance(rule, ListIndent) and rule.options.indent != "keep":
            indent = rule.options.indent
        elif isinstance(rule, Quotes):
            mark = _MARKS.get(rule.options.items, "")
        elif isinstance(rule, KeyOrder):
            order = rule.options.order
    return FieldStyle(ListStyle(indent, mark), order, create=config.weave.create_frontmatter)
