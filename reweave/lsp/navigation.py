"""Where a name leads, and where a note is named."""

from collections.abc import Iterator

from reweave.lsp.document import Document
from reweave.lsp.names import WrittenName, name_at, written_names
from reweave.vault.vault import Vault


def meant_notes(document: Document, vault: Vault, offset: int) -> tuple[int, ...]:
    """Return the notes that the name at a place may mean; where there is no name, the note itself."""
    found = name_at(document, vault, offset)
    if found is not None:
        return found.targets
    own = vault.by_path.get(document.path)
    return () if own is None else (own,)


def naming_places(vault: Vault, target: int) -> list[int]:
    """Return the notes in which some name may mean a note, in order; the note itself is left out."""
    return [place for place in range(len(vault)) if place != target and target in vault.mentions(place)]


def names_of(document: Document, vault: Vault, target: int) -> Iterator[WrittenName]:
    """Yield the names in a document that may mean a note."""
    return (one for one in written_names(document, vault) if target in one.targets)
