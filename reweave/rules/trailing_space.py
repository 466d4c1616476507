"""White space at the end of lines."""

import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reweave.note.changeset import ChangeKind
from reweave.note.tree import Scalar, walk
from reweave.rules.base import Example, Proposal, Rule
from reweave.rules.shared.lines import line_end

if TYPE_CHECKING:
    from reweave.note.note import Note

_TRAILING = r"(?<![ \t])[ \t]++(?=\r?\n)"
_NOWHERE = (sys.maxsize, sys.maxsize)


class TrailingSpace(Rule):
    """Remove trailing whitespace.

    White space in block scalars, and in quoted strings that span lines, may be part of the value and is left. So are
    the fence lines and the body.
    """

    name = "trailing-space"
    passes_simple = True
    kind = ChangeKind.LAYOUT
    examples = (
        Example(
            "After values, keys and comments",
            "---\ntype: claim  \ntags: \n- energy # reviewed\t\n   \n---\nBody  \n",
            "---\ntype: claim\ntags:\n- energy # reviewed\n\n---\nBody  \n",
        ),
        Example(
            "The text of a block scalar or of a quoted string is left",
            '---\nquote: |\n  two  \n   \n  lines\ntitle: "a \n  b"\n---\n',
            '---\nquote: |\n  two  \n   \n  lines\ntitle: "a \n  b"\n---\n',
        ),
    )

    def propose(self, note: "Note") -> Iterator[Proposal]:
        """Yield one proposal for each line."""
        found = list(re.finditer(_TRAILING, note.text))
        if not found:
            return
        message = "trailing whitespace"
        content = iter(_content(note))
        first, last = next(content, _NOWHERE)
        for match in found:
            start, end = match.span()
            while last <= start:
                first, last = next(content, _NOWHERE)
            if start < first:
                edit = note.edit(start, end, "", self.name, message)
                yield Proposal(self.name, start, message, (edit,))


def _content(note: "Note") -> list[tuple[int, int]]:
    """Return the spans in which white space at the end of a line may be part of a value."""
    spans: list[tuple[int, int]] = []
    text = note.text
    for node in walk(note.root) if note.root is not None else ():
        if not isinstance(node, Scalar) or not node.style or "\n" not in text[node.start : node.end]:
            continue
        if node.style in ("|", ">"):
            # The header line is no content; white space on blank lines below the last line of the text may be.
            end = node.end
            while text[end : end + 1] in (" ", "\t", "\r", "\n") and end < len(text):
                end += 1
            spans.append((_content_start(text, node), end))
        else:
            spans.append((node.start, node.end))
    return spans


def _content_start(text: str, node: Scalar) -> int:
    """Return where the line below a block scalar's header starts."""
    place = node.start
    while text[place] in "&!":
        while not text[place].isspace():
            place += 1
        while text[place].isspace():
            place += 1
    return line_end(text, place)
