"""What can be written at a place in frontmatter: names of notes in typed lists, edge types, typed keys."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reweave import fm
from reweave.lsp.document import Document
from reweave.note.provenance import PROVENANCE_FIELD
from reweave.vault.record import Record
from reweave.vault.vault import Vault
from reweave.weave.item_names import ItemNames

_KEY = re.compile(r"([^\s#:\"'\-][^:#]*?)[ \t]*:(?:[ \t]|$)")
_ITEM = re.compile(r"[ \t]*-[ \t]+|[ \t]*-$")
_VALUE = re.compile(r"[^\s#:][^:]*:[ \t]+")
_TYPE = re.compile(r"\|[ \t]*([^|]*)$")


@dataclass(frozen=True, slots=True)
class Offer:
    """A text for the characters [start, end), how it is shown, and what else can be typed to find it."""

    start: int
    end: int
    text: str
    label: str
    detail: str = ""
    words: str = ""


def offers(document: Document, vault: Vault, names: ItemNames, offset: int) -> Iterator[Offer]:
    """Yield what can be written at a place; nothing outside the frontmatter."""
    if not document.frontmatter <= offset <= document.frontmatter_end:
        return
    first, last = document.map.line(document.map.line_at(offset))
    before = document.text[first:offset]
    key = _key_above(document, first)
    item = _ITEM.match(before)
    own_key = _KEY.match(before)
    if item is None and own_key is None and before == before.lstrip():
        if ":" not in document.text[first:last]:
            yield from _keys(document, vault, first, last)
        return
    value = _VALUE.match(before) if item is None else item
    field = own_key[1] if own_key is not None and item is None else key
    if value is None or field is None:
        return
    if field == PROVENANCE_FIELD:
        yield from _types(vault, document.text[first:last], first, offset)
    elif vault.role(field) is not None:
        start = first + value.end() if before[-1:] != "-" else offset
        yield from _titles(document, vault, names, field, start, last, lead=" " if before[-1:] == "-" else "")


def _key_above(document: Document, start: int) -> str | None:
    """Return the top-level key whose value a line belongs to."""
    for line in reversed(document.text[document.frontmatter : start].splitlines()):
        found = _KEY.match(line)
        if found is not None:
            return found[1]
    return None


def _titles(
    document: Document, vault: Vault, names: ItemNames, field: str, start: int, end: int, *, lead: str
) -> Iterator[Offer]:
    role = vault.role(field)
    own = vault.by_path.get(document.path)
    if role is None or own is None:
        return
    for place in vault.participants:
        if place == own:
            continue
        item = names.item(own, field, place)
        if item is None:
            continue
        record = vault.records[place]
        yield Offer(start, end, lead + fm.plain(item), record.title, record.path, _words(record, item))


def _words(record: Record, item: str) -> str:
    """Return what is typed to find a note: its item first, since that is what is replaced."""
    return " ".join(dict.fromkeys((item, record.title, record.stem, *record.aliases)))


def _types(vault: Vault, line: str, first: int, offset: int) -> Iterator[Offer]:
    """Yield the edge types after the first `|` of an entry of `reweave_edges`."""
    typed = _TYPE.search(line[: offset - first])
    if typed is None:
        return
    start = first + typed.start(1)
    for one in vault.config.types:
        yield Offer(start, offset, one.name, one.name)
        if one.inverse:
            yield Offer(start, offset, one.inverse, one.inverse)


def _keys(document: Document, vault: Vault, start: int, end: int) -> Iterator[Offer]:
    """Yield the keys of typed lists that the note does not have."""
    held = {found[1] for line in document.note.text.splitlines() if (found := _KEY.match(line)) is not None}
    for one in vault.config.types:
        for name in (one.field, one.inverse):
            if name and name not in held:
                yield Offer(start, end, f"{name}:", name, f"list of edges: {one.name}")
