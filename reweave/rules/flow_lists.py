"""Flow lists (`[a, b]`) that are too long."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from reweave.note.changeset import ChangeKind
from reweave.note.lines import column, eol_at
from reweave.note.tree import Mapping, Node, Scalar, Sequence, walk
from reweave.rules.base import Example, Proposal, Rule
from reweave.rules.shared.lines import line_end, line_start
from reweave.text import count_of

if TYPE_CHECKING:
    from reweave.note.note import Note

_INDICATOR = r"[-?:](?:\s|\Z)|\Z"
"""An item that would mean something else after a dash."""
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")
"""What ends a line to some readers, and an item with it."""


class FlowListsOptions(NamedTuple):
    """`width`: the longest line, in characters, that may hold a flow list; `indent`: as in `list-indent`."""

    width: int = 80
    indent: Literal[0, 2, 4] = 0


class FlowLists(Rule):
    """Write long flow lists as block lists.

    A list is long if its line is longer than `width`, or if it spans lines. Only lists of scalars that are the value of
    a key are rewritten, one item per line; each item keeps its text and quotes. Empty lists, and lists with comments,
    aliases, an anchor, nested lists and mappings, or a character that ends a line in YAML 1.1 only, are left.
    """

    name = "flow-lists"
    kind = ChangeKind.LAYOUT
    options_type = FlowListsOptions
    options: FlowListsOptions
    examples = (
        Example(
            "A long list, and one that spans lines",
            '---\ntags: [energy, "grid: storage", batteries]\nseen: [\n  1,\n  2,\n]\n---\n',
            '---\ntags:\n- energy\n- "grid: storage"\n- batteries\nseen:\n- 1\n- 2\n---\n',
            {"width": 30},
        ),
        Example(
            "With items indented by two",
            "---\ntags: [energy, batteries]\n---\n",
            "---\ntags:\n  - energy\n  - batteries\n---\n",
            {"width": 10, "indent": 2},
        ),
        Example(
            "Short and empty lists, and lists in lists, are left",
            "---\ntags: [energy]\nnone: []\nrows: [[1, 2], [3, 4]]\n---\n",
            "---\ntags: [energy]\nnone: []\nrows: [[1, 2], [3, 4]]\n---\n",
            {"width": 20},
        ),
    )

    def propose(self, note: "Note") -> Iterator[Proposal]:
        """Yield one proposal for each long flow list."""
        if note.root is None or "[" not in note.text:
            return
        for key, value in _values(note.root):
            if isinstance(value, Sequence) and value.flow and value.items:
                yield from self._list(note, key, value)

    def _list(self, note: "Note", key: Node, value: Sequence) -> Iterator[Proposal]:
        text = note.text
        start, end = line_start(text, value.start), line_end(text, value.end - 1)
        shown = text[start:end].rstrip()
        spans = "\n" in text[value.start : value.end]
        if _LINE_ENDS.search(text, start, end):
            return
        if not spans and len(shown) <= self.options.width:
            return
        colon = text.find(":", key.end)
        if text[key.end : colon].strip() or text[colon + 1 : value.start].strip(" \t"):
            return
        if text[value.end : end].strip() or value.anchor is not None or value.tag is not None:
            return
        if any(value.start <= comment.start < value.end for comment in note.comments):
            return
        items = [text[item.start : item.end] for item in value.items if isinstance(item, Scalar)]
        if len(items) < len(value.items) or any("\n" in item or re.match(_INDICATOR, item) for item in items):
            return
        eol = eol_at(text, value.end - 1)
        dash = eol + " " * (column(text, key.start) + self.options.indent) + "- "
        where = "spans lines" if spans else f"is on a line of {len(shown)} characters, limit {self.options.width}"
        message = f"flow list of {count_of(len(items), 'item')} {where}"
        edit = note.edit(colon + 1, value.end, "".join(dash + item for item in items), self.name, message)
        yield Proposal(self.name, value.start, message, (edit,))


def _values(root: Node) -> Iterator[tuple[Node, Node]]:
    """Yield key and value of every pair that no flow collection holds."""
    inside = 0
    for node in walk(root):
        if node.start < inside:
            continue
        if isinstance(node, Sequence | Mapping) and node.flow:
            inside = node.end
        elif isinstance(node, Mapping):
            yield from node.pairs
