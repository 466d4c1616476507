"""The names of a note that a change of its path leaves as they are."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from reweave.note.provenance import PROVENANCE_FIELD
from reweave.vault.names import fold_name
from reweave.vault.vault import Vault

_HTML = re.compile(
    r"<[a-z][^<>]{0,2000}?\s(?:href|src)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))", re.IGNORECASE
)
"""A tag with an address; bounded, so that no text takes long."""
_TITLES = frozenset({"title", "aliases", "alias", "tags"})


def ambiguous_names(vault: Vault, path: str) -> list[str]:
    """Return the notes with names that may mean the note at `path` or another one, each once for every such name."""
    place = vault.by_path[path]
    return [
        vault.records[other].path
        for other in range(len(vault))
        for targets in _targets(vault, other)
        if len(targets) > 1 and place in targets
    ]


def _targets(vault: Vault, other: int) -> Iterator[tuple[int, ...]]:
    yield from (one.targets for one in vault.links[other])
    yield from (one.targets for one in vault.references[other])
    yield from (one.targets for one in vault.provenance[other])


def body_links(vault: Vault, path: str) -> list[str]:
    """Return the notes with links to the note at `path` alone in their bodies, each once for every such link."""
    goal = (vault.by_path[path],)
    return [
        record.path
        for other, record in enumerate(vault.records)
        if (other,) != goal
        for one in vault.links[other]
        if one.targets == goal
    ]


def html_links(vault: Vault, path: str) -> list[str]:
    """Return the notes whose bodies lead to the note at `path` in HTML (`<a href=...>`), once for every such tag."""
    goal = (vault.by_path[path],)
    return [
        record.path
        for record in vault.records
        if b"<" in record.source
        for found in _HTML.finditer(record.body)
        if (name := unquote(found[1] or found[2] or found[3] or "").partition("#")[0])
        and vault.names.resolve(name, folder=record.folder, is_path=True) == goal
    ]


def untyped_names(vault: Vault, path: str) -> list[str]:
    """Return the notes with fields that name the note at `path` alone and are no edges, once for every such name."""
    goal = (vault.by_path[path],)
    return [
        record.path
        for other, record in enumerate(vault.records)
        if (other,) != goal
        for one in vault.references[other]
        if one.role is None and one.targets == goal
    ]


def plain_words(vault: Vault, path: str) -> list[str]:
    """Return the notes with fields that hold the name of the note at `path` and are not taken for a reference to it.

    One word may be the name of a note, or a word: nobody knows, as in `status: done` beside a note `done.md`.
    """
    place = vault.by_path[path]
    names = {fold_name(name) for name in (vault.records[place].stem, vault.records[place].title)}
    return [
        record.path
        for other, record in enumerate(vault.records)
        if other != place
        for field, entries in record.fields.items()
        if field != PROVENANCE_FIELD and field not in _TITLES
        for entry in entries
        if fold_name(entry) in names and all(one.entry != entry for one in vault.references[other])
    ]
