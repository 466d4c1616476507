"""The one place in which two texts differ."""

from reweave.note.edit import Edit
from reweave.note.note import Note


def edit_to(note: Note, after: Note, rule: str, message: str) -> Edit:
    """Return the edit of a note's frontmatter that makes it that of another."""
    before, wanted = note.text, after.text
    shorter = min(len(before), len(wanted))
    start = next((at for at in range(shorter) if before[at] != wanted[at]), shorter)
    most = shorter - start
    end = next((at for at in range(most) if before[-1 - at] != wanted[-1 - at]), most)
    return note.edit(start, len(before) - end, wanted[start : len(wanted) - end], rule, message)
