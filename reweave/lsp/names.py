"""The names of notes in a note: what is written where, and which notes it may mean."""

from collections.abc import Iterator
from typing import NamedTuple

from reweave.lsp.document import Document
from reweave.note.provenance import PROVENANCE_FIELD, Provenance, parse_provenance
from reweave.note.tree import Mapping, Scalar
from reweave.vault.links import find_links, path_span
from reweave.vault.name_index import Notes
from reweave.vault.reference import entry_names
from reweave.vault.stated_names import stated_names
from reweave.vault.vault import Vault


class WrittenName(NamedTuple):
    """A name in the characters [start, end) of a document, and the notes that it may mean.

    `field` is the frontmatter field (empty in the body), `entry` what its item says; `provenance` is set in
    `reweave_edges`.
    """

    start: int
    end: int
    name: str
    field: str
    entry: str
    targets: Notes
    provenance: Provenance | None = None


def written_names(document: Document, vault: Vault) -> Iterator[WrittenName]:
    """Yield the names in a document, in order; those of the frontmatter that mean no note only in typed lists."""
    yield from _in_frontmatter(document, vault)
    yield from _in_body(document, vault)


def name_at(document: Document, vault: Vault, offset: int) -> WrittenName | None:
    """Return the name at a place of a document."""
    found = (one for one in written_names(document, vault) if one.start <= offset <= one.end)
    return min(found, key=lambda one: one.end - one.start, default=None)


def _in_frontmatter(document: Document, vault: Vault) -> Iterator[WrittenName]:
    root = document.note.root
    if not isinstance(root, Mapping):
        return
    own = vault.by_path.get(document.path)
    if own is None:
        return
    for key, value in root.pairs:
        if not isinstance(key, Scalar):
            continue
        for stated in stated_names(document.note.text, value):
            span = stated.node.start, stated.node.end
            if key.value == PROVENANCE_FIELD:
                yield from _in_provenance(document, vault, span, stated.text)
                continue
            for one in vault.reader.in_entry(own, key.value, stated.text):
                if one.name:
                    yield _placed(document, span, one.name, key.value, stated.text, one.targets)


def _in_provenance(document: Document, vault: Vault, span: tuple[int, int], entry: str) -> Iterator[WrittenName]:
    said = parse_provenance(entry)
    names = () if said is None else entry_names(said.title)
    if len(names) == 1:
        targets = vault.resolve(names[0], vault.by_path.get(document.path))
        yield _placed(document, span, names[0], PROVENANCE_FIELD, entry, targets)._replace(provenance=said)


def _placed(
    document: Document, span: tuple[int, int], name: str, field: str, entry: str, targets: Notes
) -> WrittenName:
    """Return a name in an item: where it is written there as it is, else all of the item."""
    start, end = span
    found = document.note.text.find(name, start, end)
    if found != -1:
        start, end = found, found + len(name)
    return WrittenName(document.frontmatter + start, document.frontmatter + end, name, field, entry, targets)


def _in_body(document: Document, vault: Vault) -> Iterator[WrittenName]:
    folder = document.path.rpartition("/")[0]
    body = document.text[document.body :]
    for link in find_links(body):
        targets = vault.names.resolve(link.name, fragment=link.fragment, folder=folder, is_path=link.form.is_path)
        if not targets:
            continue
        start, end = path_span(body, link) if link.form.is_path else (link.start, link.end)
        yield WrittenName(document.body + start, document.body + end, link.name, "", link.text, targets)
