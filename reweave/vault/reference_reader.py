"""Reading what the notes say of one another, with every name resolved."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reweave.note.provenance import PROVENANCE_FIELD, parse_provenance
from reweave.vault.edges import FieldRole, Link, ProvenanceEntry, Reference
from reweave.vault.links import ParsedLink, find_links
from reweave.vault.name_index import NameIndex, Notes
from reweave.vault.record import Record
from reweave.vault.reference import entry_links, entry_names

_LITERAL = frozenset(
    {
        *("title", "aliases", "alias", "description", "summary", "type", "domain", "status", "confidence"),
        *("created", "date", "updated", "tags", "author", "source", "url", "cssclasses"),
    }
)
"""Fields whose text names no other note, unless it is the path of one; a link in them is a link still."""

_OWN_NAMES = frozenset({"title", "aliases", "alias"})
"""Fields whose text is a name of the note itself."""

_FEWEST_WORDS = 3
"""With fewer words, the text of a field that is not typed is taken for a word, not for a note's title."""

_ATTACHMENTS = re.compile(
    r"\.(?:apng|avif|bmp|gif|heic|jpe?g|png|svg|tiff?|webp|mp3|m4a|ogg|wav|flac|mp4|mov|mkv|webm|ogv|pdf|epub|[ct]sv|json"
    r"|ya?ml|toml|xml|txt|html?|css|js|ts|py|ipynb|zip|gz|docx|xlsx|pptx|odt|canvas|base|excalidraw)",
    re.IGNORECASE,
)


class ReferenceReader:
    """Reads the notes of one vault, by their places in it."""

    def __init__(
        self,
        records: Sequence[Record],
        names: NameIndex,
        roles: Mapping[str, FieldRole],
        extensions: Iterable[str],
    ) -> None:
        """Remember the notes, their names, and what their fields say."""
        self._records = records
        self._names = names
        self._roles = roles
        self._extensions = tuple(extension.casefold() for extension in extensions)

    def links(self, place: int) -> tuple[Link, ...]:
        """Return the links of a note's body that lead to notes, or should: links to attachments are left out."""
        return self.resolve(place, find_links(self._records[place].body))

    def resolve(self, place: int, links: Iterable[ParsedLink]) -> tuple[Link, ...]:
        """Return those of the links in a note's body that lead to notes, or should."""
        folder = self._records[place].folder
        found = []
        for start, end, name, fragment, text, form in links:
            is_path = form.is_path
            targets = self._names.resolve(name, fragment=fragment, folder=folder, is_path=is_path)
            if targets or self._should_be_note(name, is_path):
                found.append(Link(start, end, name, fragment, text, form, targets))
        return tuple(found)

    def references(self, place: int) -> tuple[Reference, ...]:
        """Return the names in a note's frontmatter, but for those in `reweave_edges`."""
        record = self._records[place]
        return tuple(
            reference
            for field, entries in record.fields.items()
            if field != PROVENANCE_FIELD
            for entry in entries
            for reference in self.in_entry(place, field, entry)
        )

    def provenance(self, place: int) -> tuple[ProvenanceEntry, ...]:
        """Return a note's entries of `reweave_edges`."""
        record = self._records[place]
        found = []
        for entry in record.fields.get(PROVENANCE_FIELD, ()):
            parsed = parse_provenance(entry)
            names = entry_names(parsed.title) if parsed is not None else ()
            targets = self._names.resolve(names[0], folder=record.folder) if len(names) == 1 else ()
            found.append(ProvenanceEntry(entry, parsed, targets))
        return tuple(found)

    def in_entry(self, place: int, field: str, entry: str) -> Iterator[Reference]:
        """Yield the names in an entry of a field of a note's frontmatter."""
        folder = self._records[place].folder
        role = self._roles.get(field)
        if role is not None:
            names = entry_names(entry)
            for name in names:
                yield Reference(field, entry, name, role, self._names.resolve(name, folder=folder))
            if not names:
                yield Reference(field, entry, "", role, ())
        stated = {} if role is None else dict.fromkeys(entry_names(entry))
        for link in entry_links(entry):
            if link.name not in stated:
                targets = self._resolved(link.name, link.fragment, folder, link.form.is_path)
                if targets or self._should_be_note(link.name, link.form.is_path):
                    yield Reference(field, entry, link.name, None, targets)
                stated[link.name] = None
        if role is None and not stated:
            meant: Notes = ()
            if field not in _LITERAL and self._may_be_title(entry):
                meant = self._names.resolve(entry, folder=folder)
            elif field not in _OWN_NAMES and self._may_be_path(entry):
                meant = self._names.resolve(entry, folder=folder, is_path=True)
            if meant and (meant != (place,) or entry.casefold().endswith(self._extensions)):
                yield Reference(field, entry, entry, None, meant)

    def _resolved(self, name: str, fragment: str, folder: str, is_path: bool) -> Notes:
        return self._names.resolve(name, fragment=fragment, folder=folder, is_path=is_path)

    def _may_be_title(self, entry: str) -> bool:
        return len(entry) < 1000 and (
            entry.count(" ") + entry.count("-") + 1 >= _FEWEST_WORDS or entry.casefold().endswith(self._extensions)
        )

    def _may_be_path(self, entry: str) -> bool:
        path = "/" in entry or entry.casefold().endswith(self._extensions)
        return path and len(entry) < 1000 and "://" not in entry

    def _should_be_note(self, name: str, is_path: bool) -> bool:
        """Return whether a link that resolves to nothing was meant for a note, as far as its name tells."""
        if is_path:
            return name.casefold().endswith(self._extensions)
        return _ATTACHMENTS.fullmatch(name, max(name.rfind("."), 0)) is None
