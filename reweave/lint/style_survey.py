"""The style that most notes of a vault have, as counts and as a configuration to start from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reweave.note.block import Form
from reweave.note.note import Note
from reweave.note.plain import Position, is_plain_safe
from reweave.note.tree import Mapping, Node, Scalar, Sequence, walk

_STYLES = {"": "plain", '"': "double", "'": "single"}
_SETTING = {"plain": "minimal", "double": "double", "single": "single"}
_CLEAR = 0.9
"""The share that one style of values or keys must have before it is proposed for all; below it, they are kept."""


@dataclass(slots=True)
class Survey:
    """Counts over a vault. Quoting is counted where it is a choice: strings that are safe without quotes."""

    notes: int = 0
    unreadable: int = 0
    indents: Counter[int] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    keys: Counter[str] = field(default_factory=Counter)

    def indent(self) -> int:
        """Return the most common indentation that can be configured (0 where there are no lists)."""
        return max((0, 2, 4), key=lambda indent: (self.indents[indent], -indent))

    def item_quotes(self) -> str:
        """Return the `quotes` setting for items that most of them follow."""
        return _SETTING[self.items.most_common(1)[0][0]] if self.items else "minimal"

    def value_quotes(self) -> str:
        """Return the `quotes` setting for values: one style where nearly all follow it, else `keep`."""
        return _clear_majority(self.values)

    def key_quotes(self) -> str:
        """Return the `quotes` setting for keys: one style where nearly all follow it, else `keep`."""
        return _clear_majority(self.keys)


def survey(notes: Iterable[Note]) -> Survey:
    """Count the styles of the readable notes."""
    result = Survey()
    for note in notes:
        if note.block.form is not Form.YAML:
            continue
        result.notes += 1
        if note.problem is not None:
            result.unreadable += 1
        elif note.root is not None:
            for node in walk(note.root):
                _count(result, note.text, node)
    return result


def _count(result: Survey, text: str, node: Node) -> None:
    if isinstance(node, Sequence):
        position = Position.FLOW if node.flow else Position.ITEM
        for item in node.items:
            _count_quotes(result.items, item, position)
    elif isinstance(node, Mapping):
        for key, value in node.pairs:
            _count_quotes(result.keys, key, Position.KEY)
            _count_quotes(result.values, value, Position.FLOW if node.flow else Position.VALUE)
            if isinstance(value, Sequence) and not value.flow and text.startswith("-", value.start):
                result.indents[_column(text, value.start) - _column(text, key.start)] += 1


def _count_quotes(counts: Counter[str], node: Node, position: Position) -> None:
    if isinstance(node, Scalar) and node.style in _STYLES and is_plain_safe(node.value, position):
        counts[_STYLES[node.style]] += 1


def _column(text: str, offset: int) -> int:
    return offset - text.rfind("\n", 0, offset) - 1


def _clear_majority(counts: Counter[str]) -> str:
    total = counts.total()
    if not total:
        return "keep"
    style, count = counts.most_common(1)[0]
    return _SETTING[style] if count >= _CLEAR * total else "keep"


def write_config(found: Survey) -> str:
    """Return a commented `reweave.toml` for a surveyed vault."""
    return f"""\
# The style of this vault's frontmatter, for `reweave check`, `fix`, `diff` and `run`.
# Written from {found.notes:,} notes with YAML frontmatter ({found.unreadable:,} of them cannot be read).

# extensions = [".md"]
# exclude = ["templates/"]          # patterns as in .gitignore
# extend-select = ["trailing-space"]   # `reweave rules` lists the rules

[rules.list-indent]
# Columns between a key and the dashes of its list: 0, 2, 4 or "keep".
# Found: {_shown({f"{columns}": n for columns, n in found.indents.most_common()})}.
indent = {found.indent()}

[rules.quotes]
# "minimal", "double", "single" or "keep". Counted are strings that every YAML reader understands without quotes.
# List items found: {_shown(found.items)}.
items = "{found.item_quotes()}"
# Values found: {_shown(found.values)}.
values = "{found.value_quotes()}"
# Keys found: {_shown(found.keys)}.
keys = "{found.key_quotes()}"

[run]
# branch = "reweave/normalize"
batch-size = 50
# `reweave run` also adds the edges that notes miss, in commits of their own. To turn that off, write false.
weave = true
# trailers = ["Reviewed-by: nobody yet"]
"""


def _shown(counts: dict[str, int] | Counter[str]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} ({count:,})" for name, count in ordered) or "none"
