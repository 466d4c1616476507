"""Splitting a frontmatter into one section for each top-level key."""

from typing import NamedTuple

from reweave.note.block import Form
from reweave.note.comments import Comment
from reweave.note.lines import behind_line, column
from reweave.note.note import Note
from reweave.note.signature import signature
from reweave.note.tree import Alias, Mapping, Node, Scalar, Sequence, walk

Data = tuple[object, ...]
"""The data of a node, without style: equal for equal values."""


class ShapeError(Exception):
    """The frontmatter cannot be merged key by key; the message says why."""


class Section(NamedTuple):
    """One key of a note: `[lead, start)` are the blank and comment lines above it, `[start, end)` its own lines.

    `colon` is the one after the key. Comments below the value that are indented deeper than the key are among its own
    lines. All are offsets into `text`; the properties return lines with `\\n` ends.
    """

    name: str
    text: str
    lead: int
    start: int
    colon: int
    end: int
    value: Node
    comments: tuple[Comment, ...]

    @property
    def lead_text(self) -> str:
        """The lines above the key."""
        return plain_lines(self.text[self.lead : self.start])

    @property
    def content(self) -> str:
        """The key's own lines."""
        return plain_lines(self.text[self.start : self.end])

    @property
    def head_comment(self) -> str:
        """The comment at the end of the key's own line, or nothing."""
        end = self.text.find("\n", self.start)
        return next((one.text for one in self.comments if self.start < one.start < end), "")

    @property
    def data(self) -> Data:
        """The value's data."""
        return signature(self.value)[0]


class Sections(NamedTuple):
    """All keys of a note in order; `tail` is where the lines after the last one start."""

    note: Note
    keys: dict[str, Section]
    tail: int

    @property
    def tail_text(self) -> str:
        """The lines after the last key."""
        return plain_lines(self.note.text[self.tail :])


def plain_lines(text: str) -> str:
    """Return a text with `\\n` line ends."""
    return text.replace("\r\n", "\n")


def split_sections(note: Note) -> Sections:
    """Split a note's frontmatter into its keys. A note without frontmatter has none.

    Raises:
        ShapeError: the frontmatter cannot be read, is not a block mapping at the left margin, has a duplicate key or a
            key that is not a plain name, or uses anchors and aliases (which reach across keys).
    """
    if note.problem is not None:
        raise ShapeError(note.problem.reason)
    if note.block.form not in (Form.YAML, Form.NONE):
        raise ShapeError(f"its frontmatter is {note.block.form.value}")
    if note.root is None:
        return Sections(note, {}, 0)
    root = note.root
    if not isinstance(root, Mapping) or root.flow or root.tag is not None:
        raise ShapeError("its frontmatter is not a block mapping")
    if any(isinstance(node, Alias) or node.anchor is not None for node in walk(root)):
        raise ShapeError("its frontmatter uses anchors")
    text = note.text
    keys: dict[str, Section] = {}
    lead = 0
    for at, (key, value) in enumerate(root.pairs):
        if not isinstance(key, Scalar) or key.tag is not None or column(text, key.start) or "\n" in key.value:
            raise ShapeError("a key is not a plain name at the start of a line")
        if key.value in keys:
            raise ShapeError(f"duplicate key {key.value}")
        following = root.pairs[at + 1][0].start if at + 1 < len(root.pairs) else len(text)
        end = _without_blank_lines(text, value, behind_line(text, max(value.end, key.end + 1)))
        for comment in note.comments:
            if end <= comment.start < following and column(text, comment.start):
                end = behind_line(text, comment.end)
        comments = tuple(one for one in note.comments if lead <= one.start < end)
        keys[key.value] = Section(key.value, text, lead, key.start, text.index(":", key.end), end, value, comments)
        lead = end
    return Sections(note, keys, lead)


def _without_blank_lines(text: str, value: Node, end: int) -> int:
    """Return the end of a key without the blank lines that follow a block scalar: but after a `+` they are no data."""
    leaves = [node for node in walk(value) if isinstance(node, Scalar | Alias)]
    if not leaves or not isinstance(leaves[-1], Scalar) or leaves[-1].style not in ("|", ">"):
        return end
    header = text.find("\n", leaves[-1].start) + 1
    if "+" in text[leaves[-1].start : header]:
        return end
    while end > header and not text[(last := text.rfind("\n", 0, end - 1) + 1) : end].strip("\r\n"):
        end = last
    return end


def is_list(part: Section | None) -> bool:
    """Return whether a section can be merged as a set: absent, empty, or a list, but not an unquoted `[[link]]`."""
    if part is None:
        return True
    value = part.value
    if isinstance(value, Sequence):
        only = value.items[0] if value.flow and len(value.items) == 1 else None
        return not (isinstance(only, Sequence) and only.flow)
    return isinstance(value, Scalar) and part.data == ((None, ("null", "null"), value.value),)


def items_of(part: Section | None) -> list[Node]:
    """Return the items of a section for which `is_list` is true."""
    return list(part.value.items) if part is not None and isinstance(part.value, Sequence) else []
