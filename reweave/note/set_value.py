"""Giving a top-level key of a note another value, or a new key its first."""

from reweave.note.append import AppendError, find_key, is_explicit, replaced
from reweave.note.apply import Edited
from reweave.note.block import Form
from reweave.note.comments import Comment
from reweave.note.implicit_tags import resolve
from reweave.note.new_key import NewKey
from reweave.note.note import Note
from reweave.note.plain import Position
from reweave.note.replace import restyled
from reweave.note.signature import signature
from reweave.note.tree import Scalar

Value = str | int | float | bool | None
"""The values a key can be set to: a string, a number, a truth value or nothing."""

_FIXED = {None: "null", True: "true", False: "false"}


def set_value(
    note: Note, key: str, value: Value, *, rule: str, message: str = "", after: str | None = None
) -> Edited | None:
    """Return the edit that gives the top-level `key` a value; `None` where it has that value already.

    The quotes of the old value stay where they fit. A missing key is added after the key `after`, or at the end of the
    frontmatter. A comment after the value stays there.

    Raises:
        AppendError: the note has no frontmatter, it cannot be read, or its value is a list, a mapping
            or an alias, or has an anchor, a tag or a comment inside.
    """
    if note.block.form is not Form.YAML:
        raise AppendError("the note has no YAML frontmatter")
    found = find_key(note, key)
    if found is None:
        return _new(note, key, value, rule, message, after)
    name, old = found
    if not isinstance(old, Scalar):
        raise AppendError(f"{key} cannot be set: its value is not a scalar")
    if old.anchor is not None or old.tag is not None:
        raise AppendError(f"{key} cannot be set: its value has an anchor or a tag")
    if any(old.start <= comment.start < old.end for comment in note.comments):
        raise AppendError(f"{key} cannot be set: a comment is inside its value")
    written, node = _written(value, old)
    if signature(node)[0] == signature(old)[0]:
        return None
    text = note.text[old.start : old.end]
    start, end = old.start, old.start + len(text.rstrip("\r\n"))
    if old.end == old.start:
        if is_explicit(note, name):
            raise AppendError(f"{key} cannot be set: the key is written as `? {key}`; write `{key}:`")
        start = end = note.text.index(":", name.end) + 1
        written = " " + written
    owner = name if old.end == old.start else old
    comments = [
        Comment(one.start, one.end, one.text, one.own_line, node) if one.owner is owner and not one.own_line else one
        for one in note.comments
    ]
    edit = note.edit(start, end, written, rule, message or f"{key} set")
    return Edited((edit,), signature(replaced(note.root, old, node), comments))


def _new(note: Note, key: str, value: Value, rule: str, message: str, after: str | None) -> Edited:
    new = NewKey(note, key, after)
    written, node = _written(value, Scalar(0, 0, "", "", None, None))
    line = f"{new.margin}{new.written} {written}{new.eol}"
    edit = note.edit(new.place, new.place, line, rule, message or f"{key} set")
    return Edited((edit,), signature(new.root(node), new.comments(note.comments)))


def _written(value: Value, old: Scalar) -> tuple[str, Scalar]:
    if isinstance(value, str):
        model = Scalar(old.start, old.end, old.value, old.style if old.style in ("'", '"') else "", None, None)
        return restyled(model, value, Position.VALUE)
    text = written_value(value)
    return text, Scalar(old.start, old.end, text, "", None, None)


def written_value(value: float | bool | None) -> str:
    """Return how a value that is no string is written.

    Raises:
        AppendError: not every YAML parser reads it.
    """
    text = _FIXED[value] if value is None or isinstance(value, bool) else repr(value)
    if isinstance(value, float) and resolve(text) != ("float", "float"):
        raise AppendError(f"not every YAML parser reads {text} as a number")
    return text
