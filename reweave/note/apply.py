"""Carrying out edits of a note's frontmatter, and proving what they make of it."""

from typing import NamedTuple

from reweave.note.edit import Edit, splice
from reweave.note.note import Note
from reweave.note.signature import Signature
from reweave.note.verify import ProofError, prove_block, prove_data, prove_outside


class Edited(NamedTuple):
    """Edits of one note's frontmatter, and what the note must read to once they are carried out."""

    edits: tuple[Edit, ...]
    expected: Signature


def apply_edits(note: Note, edited: Edited) -> Note:
    """Return the note with the edits carried out.

    Raises:
        ProofError: two edits overlap, one leaves the frontmatter, or the result does not read to what was expected.
    """
    try:
        after = Note(note.path, splice(note.source, edited.edits), note.limits)
    except ValueError as error:
        raise ProofError(str(error)) from error
    prove_outside(note, after, edited.edits)
    prove_block(note, after, edited.edits)
    prove_data(after, edited.expected)
    return after
