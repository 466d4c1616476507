"""Keys that rules add to notes."""

from reweave.note.apply import Edited, apply_edits
from reweave.note.implicit_tags import resolve
from reweave.note.new_key import NewKey
from reweave.note.note import Note
from reweave.note.plain import Position, is_plain_safe
from reweave.note.quoting import double_quoted
from reweave.note.signature import signature
from reweave.note.tree import Scalar

_TYPED = frozenset({"bool", "float", "int", "timestamp"})


def with_key(note: Note, key: str, value: str, rule: str) -> Note:
    """Return a note with a new key at the end of its frontmatter, proved.

    The value is plain where it reads as a number, a date or a truth value, or as this very text; else it is quoted.

    Raises:
        ProofError: the result is not what was expected.
    """
    plain = not _TYPED.isdisjoint(resolve(value)) or is_plain_safe(value, Position.VALUE)
    node = Scalar(0, 0, value, "" if plain else '"', None, None)
    new = NewKey(note, key)
    line = f"{new.margin}{new.written} {value if plain else double_quoted(value)}{new.eol}"
    edit = note.edit(new.place, new.place, line, rule, f"{key} added")
    return apply_edits(note, Edited((edit,), signature(new.root(node), new.comments(note.comments))))
