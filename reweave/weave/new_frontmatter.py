"""Frontmatter that a weave adds to a note without any, and takes away again."""

from reweave.note.block import BOM, Form
from reweave.note.note import Note


def with_frontmatter(note: Note) -> Note:
    """Return a note without frontmatter with an empty block in front of its body, and any other note as it is."""
    if note.block.form is not Form.NONE:
        return note
    head, line = note.block.body, note.source.find(b"\n")
    eol = b"\r\n" if line > 0 and note.source[line - 1 : line] == b"\r" else b"\n"
    return Note(note.path, note.source[:head] + 2 * (b"---" + eol) + note.source[head:], note.limits)


def without_frontmatter(note: Note) -> Note:
    """Return a note without its block, where that is empty and no other block would take its place."""
    block = note.block
    if block.form is not Form.YAML or note.source[block.start : block.end].strip():
        return note
    head = len(BOM) if note.source.startswith(BOM) else 0
    bare = Note(note.path, note.source[:head] + note.source[block.body :], note.limits)
    return bare if bare.block.form is Form.NONE else note
