"""The proof that an edited note is still the note it was, but for what the edits say."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reweave.note.block import Form
from reweave.note.edit import Edit, by_place
from reweave.note.note import Note
from reweave.note.reader import LIBYAML, RUAMEL, read_tree
from reweave.note.signature import Signature, has_same_data, signature
from reweave.note.tree import Node
from reweave.note.unreadable import UnreadableError

if TYPE_CHECKING:
    from reweave.note.proof_readers import Difference

_MASK = "\ue000".encode()
_OTHER_DATA = "the edit would change the data"


class ProofError(Exception):
    """An edited note cannot be shown to be right; the note stays as it was. The text says what differs."""


def prove_outside(before: Note, after: Note, edits: Sequence[Edit]) -> None:
    """Show that every byte that no edit replaces is still there, in the same order, and no placeholder's mask is.

    Raises:
        ProofError: a byte differs, or a mask would be written.
    """
    if any(_MASK in edit.text for edit in edits) and _MASK not in before.source:
        raise ProofError("the edit would write what a placeholder was read as")
    place = moved = 0
    for edit in sorted(edits, key=by_place):
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
    for difference in _differences(note):
        raise _readers_differ(note, difference)


def prove_change_by_second_reader(before: Note, after: Note) -> None:
    """Show that an independent reader takes a note for the same data after a change, and took it before.

    One kind of difference may remain: scalars that the readers have always read differently, such as a text with
    U+0085, which ends a line in YAML 1.1 and is a character in YAML 1.2. In both notes they have to be the same, in the
    same order: the raw text, the style, the value to each of the two readers, and in a text of several lines the
    column. What each reader makes of them is then what it made of them before; everything else both read alike, before
    and after. So the data that changed is what it should be, whichever of the two readings a program follows. Any
    other difference, and one that a change touches, makes, moves across another or takes away, is refused.

    A note that could not be read before has to be read alike by both readers now. A reader that read it before has to
    read it now: none takes the place of another.

    Raises:
        ProofError: it reads something else, or none of them can read one of the notes.
    """
    if before.problem is None:
        _prove_same_reader(before, after)
        old, new = _differences(before), _differences(after, before)
    else:
        old, new = [], _differences(after)
    if any(difference.scalar is None for difference in old) or [one.scalar for one in old] != [
        one.scalar for one in new
    ]:
        for note, found in ((before, old), (after, new)):
            for difference in found:
                raise _readers_differ(note, difference)


def _prove_same_reader(before: Note, after: Note) -> None:
    """Show that libyaml reads the note as it is, if it read it so before.

    Raises:
        ProofError: it does not; another reader or a mask over its placeholders was needed.
    """
    if (before.reader, before.masked) != (LIBYAML, None) or (after.reader, after.masked) == (LIBYAML, None):
        return
    try:
        read_tree(after.text, after.limits)
    except UnreadableError as error:
        line, column = after.place(error.offset)
        reason = (
            f"two YAML readers differ at {line}:{column}: {LIBYAML} cannot read it where {RUAMEL} can: {error.reason}"
        )
        raise ProofError(reason) from error


def _differences(note: Note, before: Note | None = None) -> "list[Difference]":
    """Return the differences of readers about a note, which was made of `before`."""
    if note.block.form is not Form.YAML:
        return []
    from reweave.note.proof_readers import Reading, find_differences  # what changes nothing needs none

    earlier = None if before is None else Reading(*_read(before))
    return find_differences(*_read(note), note.limits, LIBYAML if note.masked is not None else note.reader, earlier)


def _read(note: Note) -> tuple[str, Node | None]:
    """Return the text that was read, and its nodes."""
    return (note.text, note.root) if note.masked is None else (note.masked, read_tree(note.masked, note.limits))


def _readers_differ(note: Note, difference: "Difference") -> ProofError:
    line, column = note.place(difference.offset)
    return ProofError(f"two YAML readers differ at {line}:{column}: {difference.reader} {difference.message}")


def note_signature(note: Note) -> Signature:
    """Return the signature of a note's frontmatter."""
    return signature(note.root, note.comments)
