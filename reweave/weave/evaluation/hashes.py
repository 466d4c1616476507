"""Names of paths and sentences that give away neither: what is kept of a vault beside a reading."""

import hashlib
from collections.abc import Callable

from reweave.vault.vault import Vault

_LETTERS = 16


def hash_of(text: str) -> str:
    """Return the hash of a path or a sentence; white space counts as single spaces."""
    return hashlib.sha256(" ".join(text.split()).encode(errors="surrogatepass")).hexdigest()[:_LETTERS]


def note_hashes(vault: Vault) -> Callable[[str], str]:
    """Return a function from the path of a note to its hash; copies of a note (of one name and title) have one."""
    first: dict[tuple[str, str], str] = {}
    for record in vault.records:
        first.setdefault((record.stem, record.title), record.path)
    return lambda path: hash_of(_first(vault, first, path))


def _first(vault: Vault, first: dict[tuple[str, str], str], path: str) -> str:
    record = vault.records[vault.by_path[path]]
    return first[record.stem, record.title]
