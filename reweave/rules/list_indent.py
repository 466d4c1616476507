"""The indentation of block lists."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from reweave.note.changeset import ChangeKind
from reweave.note.edit import Edit
from reweave.note.lines import column, first_dash, indentation
from reweave.note.tree import Mapping, Node, Scalar, Sequence, walk
from reweave.rules.base import Example, Proposal, Rule
from reweave.rules.shared.lines import has_indented_dash
from reweave.text import count_of

if TYPE_CHECKING:
    from reweave.note.note import Note

_MARKER = re.compile(r"(?:---|\.\.\.)(?!\S)")


class ListIndentOptions(NamedTuple):
    """`indent`: columns between a key and the dashes of its list; `keep` leaves every list where it is."""

    indent: Literal[0, 2, 4, "keep"] = 0


class ListIndent(Rule):
    """Indent block lists consistently.

    The indentation is counted from the key that a list belongs to. Lists at any depth are moved with all they hold:
    comments, nested mappings, block scalars and folded text. Lists that are items of lists themselves (`- - a`) stay
    where they are in their item; a list with a block scalar that only some readers take for empty stays where it is.
    Two programs that append to one list with different indentation write YAML that no
    longer parses once their work is merged; this rule prevents that.
    """

    name = "list-indent"
    kind = ChangeKind.LAYOUT
    passes_simple = True
    options_type = ListIndentOptions
    options: ListIndentOptions
    examples = (
        Example(
            "Items move to the column of the key",
            "---\ntags:\n  - energy\n  - storage   # reviewed\ntype: claim\n---\nBody\n",
            "---\ntags:\n- energy\n- storage   # reviewed\ntype: claim\n---\nBody\n",
        ),
        Example(
            "Nested lists and block scalars move with their item",
            "---\nsources:\n    - name: survey\n      pages:\n        - 4\n"
            "      quote: |\n        two\n          lines\n---\n",
            "---\nsources:\n- name: survey\n  pages:\n  - 4\n  quote: |\n    two\n      lines\n---\n",
        ),
        Example(
            "Indented by two",
            "---\ntags:\n- energy\n# the last one\n- storage\n---\n",
            "---\ntags:\n  - energy\n  # the last one\n  - storage\n---\n",
            {"indent": 2},
        ),
        Example(
            "Flow lists and lists in lists are left",
            "---\ntags: [a, b]\nrows:\n- - 1\n  - 2\n---\n",
            "---\ntags: [a, b]\nrows:\n- - 1\n  - 2\n---\n",
        ),
    )

    def propose(self, note: "Note") -> Iterator[Proposal]:
        """Yield one proposal for each list with other indentation."""
        if self.options.indent == "keep" or note.root is None:
            return
        if self.options.indent == 0 and note.text.isascii() and not has_indented_dash(note.text):
            return  # every list is at the column of its key (beyond ASCII, there are line ends that this does not see)
        move = _Move(note, self.options.indent, _fixed_lines(note))
        move.below(note.root, 0)
        yield from move.proposals(self.name)


class _Move:
    """Collects, line by line, how far each line moves, and for which list."""

    def __init__(self, note: "Note", indent: int, fixed: set[int]) -> None:
        self.note = note
        self.indent = indent
        self.fixed = fixed
        """The starts of lines that no rule may move: a list that has one stays where it is."""
        self.lists: list[tuple[int, str]] = []
        self.lines: dict[int, tuple[int, int]] = {}
        """Line start -> (columns to move, index into `lists`). An inner list overwrites its lines."""

    def below(self, node: Node, moved: int) -> None:
        """Look for lists below `node`, whose lines an outer list moves by `moved` columns already."""
        if isinstance(node, Sequence):
            if not node.flow:
                for item in node.items:
                    if not isinstance(item, Scalar):
                        self.below(item, moved)
        elif isinstance(node, Mapping) and not node.flow:
            for key, value in node.pairs:
                if isinstance(value, Scalar):
                    continue
                inner = moved
                if isinstance(value, Sequence) and not value.flow:
                    inner = self._list(key, value, moved)
                self.below(value, inner)

    def proposals(self, rule: str) -> Iterator[Proposal]:
        """Yield the lists that move, each with the edits of its lines."""
        edits: list[list[Edit]] = [[] for _ in self.lists]
        text = self.note.text
        for start, (columns, index) in sorted(self.lines.items()):
            message = self.lists[index][1]
            if columns < 0:
                edits[index].append(self.note.edit(start, start - columns, "", rule, message))
            elif columns > 0:
                edits[index].append(self.note.edit(start, start, " " * columns, rule, message))
        for (offset, message), own in zip(self.lists, edits, strict=True):
            assert text[offset] == "-"
            yield Proposal(rule, offset, message, tuple(own))

    def _list(self, key: Node, value: Sequence, moved: int) -> int:
        """Note the lines of one list; return how far they move."""
        text = self.note.text
        dash = first_dash(text, value)
        if dash is None or any(value.start <= start < value.end for start, _ in self.note.blank_blocks):
            return moved
        key_column, dash_column = column(text, key.start), column(text, dash)
        if dash_column - key_column == self.indent:
            return moved
        total = moved + key_column + self.indent - dash_column
        columns_of: dict[int, int] = {}
        inside, block = _continuations(text, value)
        for start in _lines(text, text.rfind("\n", 0, key.end) + 1, dash, value.end, key_column):
            spaces = indentation(text, start)
            stop = start + spaces
            if text[stop : stop + 1] in ("", "\n", "\r"):
                # White space on a blank line means something in a block scalar only; without any, the last line is one
                # that gray-matter does not see.
                kept = 1 if text.find("\n", start) == len(text) - 1 else 0
                columns = max(total, kept - spaces) if start in block and spaces else 0
            elif start not in inside and text.startswith("#", stop):
                # Not to the left of the key, but never further right than the list moves it.
                columns = max(spaces + total, min(spaces, key_column + moved)) - spaces
            else:
                # At the left margin, `---` and `...` would end the frontmatter, even inside quotes.
                kept = 1 if spaces and _MARKER.match(text, stop) else 0
                columns = max(total, kept - spaces)
            columns_of[start] = columns
        if not self.fixed.isdisjoint(start for start, columns in columns_of.items() if columns):
            return moved
        indented = count_of(dash_column - key_column, "space")
        self.lines.update((start, (columns, len(self.lists))) for start, columns in columns_of.items())
        self.lists.append((dash, f"list indented by {indented}, expected {self.indent}"))
        return total


def _fixed_lines(note: "Note") -> set[int]:
    """Return the starts of the lines that begin inside of what no rule may edit."""
    found: set[int] = set()
    after = 0
    for first, last in note.untouchable:
        place = note.text.find("\n", max(first, after), last - 1) + 1
        while place:
            found.add(place)
            place = note.text.find("\n", place, last - 1) + 1
        after = max(after, last)
    return found


def _continuations(text: str, value: Sequence) -> tuple[set[int], set[int]]:
    """Return the starts of the lines that continue a scalar, and of those among them in block scalars."""
    inside: set[int] = set()
    block: set[int] = set()
    for node in walk(value):
        if isinstance(node, Scalar):
            start = text.find("\n", node.start, node.end) + 1
            while start and start < node.end:
                inside.add(start)
                if node.style in ("|", ">"):
                    block.add(start)
                start = text.find("\n", start, node.end) + 1
    return inside, block


def _lines(text: str, key_line: int, dash: int, end: int, key_column: int) -> Iterator[int]:
    """Yield the start of every line of a list: its comments above, its items, its comments below.

    Below, a comment belongs to the list if it is deeper than the key; above, also at the column of the key.
    Blank lines are yielded only among the items.
    """
    first = text.rfind("\n", 0, dash) + 1
    start = text.find("\n", key_line) + 1
    while start < first:
        stop = start + indentation(text, start)
        if text.startswith("#", stop) and stop - start >= key_column:
            yield start
        start = text.find("\n", start) + 1
    last = text.rfind("\n", 0, end - 1) + 1
    start = first
    while start <= last:
        yield start
        start = text.find("\n", start) + 1 or len(text) + 1
    while start < len(text):
        stop = start + indentation(text, start)
        if text.startswith("#", stop) and stop - start > key_column:
            yield start
        elif text[stop : stop + 1] not in ("\n", "\r"):
            return
        start = text.find("\n", start) + 1 or len(text)
