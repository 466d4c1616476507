"""Unquoted colons in values, which YAML takes for keys."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from reweave.rules.base import Example
from reweave.rules.shared.lines import is_blank, line_end, line_start, lines
from reweave.rules.shared.value_repairs import Place, ValueRepair, quoting

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]|[-?:]\S")
"""How a plain scalar starts."""
_HEAD = re.compile(r"([ ]*)(-[ ]+)?")
_COMMENT = re.compile(r"[ \t]#(?P<glued>[^\s#])?")
_COLON = re.compile(r":(?:\s|\Z)")


class UnquotedColon(ValueRepair):
    """Quote values with a colon.

    In `title: storage: a survey` YAML sees a second key on the same line. The text becomes the value; a comment after
    it remains a comment. A list item is quoted whole if the other items of its list are not mappings or its first words
    cannot be a key (`- storage is cheap: why: how`), and only its value if the lines below continue its mapping.

    Nothing is changed if a nested mapping may be meant (the next line is indented deeper than the key), if it is
    unclear which part of an item is text, or whether a `#` is: `# x` starts a comment, `#x` is left.
    """

    name = "unquoted-colon"
    passes_simple = True
    examples = (
        Example(
            "A value, and an item among other items",
            "---\ntitle: storage: a survey # draft\nsupports:\n- solar\n- wind: onshore: cheap\n---\n",
            '---\ntitle: "storage: a survey" # draft\nsupports:\n- solar\n- "wind: onshore: cheap"\n---\n',
        ),
        Example(
            "The value of an item that is a mapping",
            "---\nsources:\n- name: survey: 2026\n  pages: 4\n---\n",
            '---\nsources:\n- name: "survey: 2026"\n  pages: 4\n---\n',
        ),
        Example(
            "Left if a nested mapping may be meant",
            "---\nsource: name: survey\n  pages: 4\n---\n",
            "---\nsource: name: survey\n  pages: 4\n---\n",
        ),
    )

    def message(self, place: Place) -> str:
        """Return where the colon is."""
        what = "a list item" if place.key is None else f"the value of `{place.key}`"
        return f"unquoted colon in {what}"

    def on_line(self, text: str, start: int) -> Place | None:
        """Return the value or the list item that holds the colon, where that is clear."""
        return _on_line(text, start)


def _on_line(text: str, start: int) -> Place | None:
    """Return what has to be quoted on the line that starts at `start`, where that is clear."""
    line = _line(text, start)
    if line is None:
        return None
    following = next(
        (other for _, other in lines(text, line_end(text, start)) if not is_blank(other) and not _is_comment(other)), ""
    )
    deeper = len(following) - len(following.lstrip(" "))
    if deeper > line.column:
        return None
    if line.indent == line.column:
        return None if deeper == line.column and following.startswith("- ", deeper) else line.value_place(start)
    if deeper == line.column:
        return line.value_place(start)
    if deeper > line.indent or not (" " in line.key or _is_among_texts(text, start, line.indent)):
        return None
    return quoting(start + line.column, line.whole, None)


class _Line(NamedTuple):
    """The line `key: value` or `- key: value`: columns of its first character and of its key, and its texts.

    `whole` is the text from the key to the end of the value.
    """

    indent: int
    column: int
    key: str
    value: str
    whole: str

    def value_place(self, start: int) -> Place:
        """Return the value as what has to be quoted; the line starts at `start`."""
        return quoting(start + self.column + len(self.whole) - len(self.value), self.value, self.key)


def _line(text: str, start: int) -> _Line | None:
    """Return the parts of a line whose plain value holds a colon and a space, or ends with a colon."""
    line = text[start : line_end(text, start)]
    comment = _COMMENT.search(line)
    if comment is not None and comment["glued"] is not None:
        return None
    line = (line[: comment.start()] if comment is not None else line).rstrip()
    head = _HEAD.match(line)
    assert head is not None
    whole = line[head.end() :]
    colon = _COLON.search(whole)
    if colon is None or not _PLAIN.match(whole):
        return None
    value = whole[colon.start() + 1 :].lstrip(" ")
    if not _PLAIN.match(value) or not _COLON.search(value):
        return None
    return _Line(len(head[1]), head.end(), whole[: colon.start()].rstrip(), value, whole)


def _is_among_texts(text: str, start: int, indent: int) -> bool:
    """Return whether the list of the item at `start` has other items, and none of them is a mapping."""
    others = [*_items(text, start, indent, -1), *_items(text, start, indent, 1)]
    return bool(others) and not any(_COLON.search(item) and item[0] not in "\"'" for item in others)


def _items(text: str, start: int, indent: int, step: int) -> Iterator[str]:
    """Yield the texts of the other items of a list, upwards or downwards from the line at `start`."""
    dash = " " * indent + "- "
    while True:
        if step < 0 and not start:
            return
        start = line_start(text, start - 1) if step < 0 else line_end(text, start)
        if start >= len(text):
            return
        line = text[start : line_end(text, start)].rstrip()
        if not line or _is_comment(line) or line.startswith(" " * indent + "  "):
            continue
        if not line.startswith(dash):
            return
        yield line[len(dash) :].lstrip(" ")


def _is_comment(line: str) -> bool:
    return line.lstrip(" ").startswith("#")
