"""The style that most notes of a vault have, as counts."""

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
_FEW = 3


@dataclass(slots=True)
class Survey:
    """Counts over a vault. Quoting is counted where it is a choice: strings that are safe without quotes."""

    notes: int = 0
    unreadable: int = 0
    indents: Counter[int] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    lists: dict[str, Counter[str]] = field(default_factory=dict)
    values: Counter[str] = field(default_factory=Counter)
    keys: Counter[str] = field(default_factory=Counter)

    def indent(self) -> int:
        """Return the most common indentation that can be configured (0 where there are no lists)."""
        return max((0, 2, 4), key=lambda indent: (self.indents[indent], -indent))

    def item_quotes(self) -> str:
        """Return the `quotes` setting for items that most of them follow.

        Where some lists are always quoted (authors) and others never (tags), quotes are kept rather than added.
        """
        style = self.items.most_common(1)[0][0] if self.items else "plain"
        habits = {counts.most_common(1)[0][0] for counts in self.lists.values() if _has_habit(counts)}
        return "keep" if style != "plain" and "plain" in habits else _SETTING[style]

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
            if isinstance(value, Sequence) and isinstance(key, Scalar):
                for item in value.items:
                    position = Position.FLOW if value.flow else Position.ITEM
                    _count_quotes(result.lists.setdefault(key.value, Counter()), item, position)
            if isinstance(value, Sequence) and not value.flow and text.startswith("-", value.start):
                result.indents[_column(text, value.start) - _column(text, key.start)] += 1


def _count_quotes(counts: Counter[str], node: Node, position: Position) -> None:
    if isinstance(node, Scalar) and node.style in _STYLES and is_plain_safe(node.value, position):
        counts[_STYLES[node.style]] += 1


def _column(text: str, offset: int) -> int:
    return offset - text.rfind("\n", 0, offset) - 1


def _has_habit(counts: Counter[str]) -> bool:
    """Return whether nearly all items of a list's key have the same quotes, and there are enough to tell."""
    return counts.total() >= _FEW and counts.most_common(1)[0][1] >= _CLEAR * counts.total()


def _clear_majority(counts: Counter[str]) -> str:
    total = counts.total()
    if not total:
        return "keep"
    style, count = counts.most_common(1)[0]
    return _SETTING[style] if count >= _CLEAR * total else "keep"
