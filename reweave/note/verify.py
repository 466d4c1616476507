"""The proof that an edited note is still the note it was, but for what the edits say."""

from collections.abc import Sequence

from reweave.note.block import Form
from reweave.note.edit import Edit
from reweave.note.note import Note
from reweave.note.reader import read_tree
from reweave.note.signature import Signature, has_same_data, signature

_OTHER_DATA = "the edit would change the data"


class ProofError(Exception):
    """An edited note cannot be shown to be right; the note stays as it was. The text says what differs."""


def prove_outside(before: Note, after: Note, edits: Sequence[Edit]) -> None:
    """Show that every byte that no edit replaces is still there, in the same order.

    Raises:
        ProofError: a byte differs.
    """
    place = moved = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if before.source[place : edit.start] != after.source[place + moved : edit.start + moved]:
            raise ProofError("a byte changed that no edit replaces")
        moved += len(edit.text) - (edit.end - edit.start)
        place = edit.end
    if before.source[place:] != after.source[place + moved :]:
        raise ProofError("a byte changed that no edit replaces")


def prove_block(before: Note, after: Note, edits: Sequence[Edit]) -> None:
    """Show that the edits stay inside the frontmatter, and that its fences and the body are what they were.

    Raises:
        ProofError: they do not, or they are not.
    """
    for edit in edits:
        if not before.block.start <= edit.start <= edit.end <= before.block.end:
            raise ProofError(f"{edit.rule}: an edit outside the frontmatter")
    if before.source[: before.block.start] != after.source[: after.block.start]:
        raise ProofError("bytes before the frontmatter changed")
    if before.source[before.block.end :] != after.source[after.block.end :]:
        raise ProofError("bytes after the frontmatter changed")


def prove_data(after: Note, expected: Signature) -> None:
    """Show that the edited note reads to the data and comments that were expected.

    Raises:
        ProofError: it does not, or cannot be read.
    """
    if after.problem is not None:
        raise ProofError(f"the edited note cannot be read: {after.problem.reason}")
    found = note_signature(after)
    if found[0] != expected[0]:
        raise ProofError(_OTHER_DATA)
    if found[1] != expected[1]:
        raise ProofError("the edit would change a comment or its item")


def prove_same_data(before: Note, after: Note) -> None:
    """Show that the edited note reads to the data and comments that it had.

    Raises:
        ProofError: it does not, or cannot be read.
    """
    if after.problem is None and not before.comments and not after.comments:
        if not has_same_data(before.root, after.root):
            raise ProofError(_OTHER_DATA)
    else:
        prove_data(after, note_signature(before))


def prove_by_second_reader(note: Note) -> None:
    """Show that an independent reader takes the note for the same data.

    Raises:
        ProofError: it reads something else, or none of them can read the note.
    """
    if note.block.form is not Form.YAML:
        return
    from reweave.note.proof_readers import find_difference  # what changes nothing needs none

    if note.masked is None:
        found = find_difference(note.text, note.root, note.limits, note.reader)
    else:
        found = find_difference(note.masked, read_tree(note.masked, note.limits), note.limits)
    if found is not None:
        line, column = note.place(found.offset)
        raise ProofError(f"two YAML readers differ at {line}:{column}: {found.reader} {found.message}")


def note_signature(note: Note) -> Signature:
    """Return the signature of a note's frontmatter."""
    return signature(note.root, note.comments)
