"""The list items of a vault that a reader would miss once the vault is normalized."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reweave.code.rule import ReadableForms
from reweave.config.model import Config
from reweave.lint.linter import lint_notes
from reweave.note.note import Note
from reweave.note.tree import Mapping, Scalar, Sequence, walk
from reweave.text import count_of

_SHOWN = 10


class Item(NamedTuple):
    """An item of a block list: its position, its key, and its form before and after normalizing."""

    path: str
    line: int
    key: str
    before: tuple[bool, bool]
    after: tuple[bool, bool]


def list_items(files: Iterable[tuple[str, bytes]], config: Config) -> Iterator[Item]:
    """Yield the items whose form normalizing changes."""
    for total in lint_notes(files, config).changes.totals():
        old = list(_forms(Note(total.path, total.before, config.limits)))
        new = list(_forms(Note(total.path, total.after, config.limits)))
        if len(old) == len(new):
            for (key, line, before), (_, _, after) in zip(old, new, strict=True):
                if before != after:
                    yield Item(total.path, line, key, before, after)


def _forms(note: Note) -> Iterator[tuple[str, int, tuple[bool, bool]]]:
    if note.root is None:
        return
    for node in walk(note.root):
        for key, value in node.pairs if isinstance(node, Mapping) else ():
            if not isinstance(value, Sequence) or value.flow or not isinstance(key, Scalar):
                continue
            for item in value.items:
                if isinstance(item, Scalar):
                    begin = note.text.rfind("\n", 0, item.start) + 1
                    indented = note.text[begin : begin + 1] in (" ", "\t")
                    yield key.value, note.place(item.start)[0], (indented, item.style in ('"', "'"))


def advice(reader: ReadableForms, items: Iterable[Item]) -> str | None:
    """Return a sentence on the items that a reader would miss; `None` where it would miss none."""
    missed = [
        one
        for one in items
        if one.before in reader.forms and one.after not in reader.forms and reader.key in (None, one.key)
    ]
    if not missed:
        return None
    shown = ", ".join(f"{one.path}:{one.line}" for one in missed[:_SHOWN])
    rest = f" and {len(missed) - _SHOWN:,} more" if len(missed) > _SHOWN else ""
    return f"after normalizing, it would miss {count_of(len(missed), 'list item')} that it reads now: {shown}{rest}"
