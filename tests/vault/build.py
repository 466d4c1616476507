"""Small vaults for the tests."""

from collections.abc import Mapping

from reweave.config.loader import parse_config
from reweave.config.model import Config
from reweave.note.note import Note
from reweave.vault.record import Record, read_record
from reweave.vault.vault import Vault


def vault(notes: Mapping[str, str], toml: str = "") -> Vault:
    """Return the vault of notes given as text by path."""
    config = parse_config(toml.encode(), "reweave.toml") if toml else Config()
    return Vault.read(((path, text.encode()) for path, text in notes.items()), config)


def record(text: str, path: str = "note.md") -> Record:
    """Return the record of one note."""
    return read_record(Note(path, text.encode()))


def claim(frontmatter: str = "", body: str = "") -> str:
    """Return the text of a claim."""
    return f"---\ntype: claim\n{frontmatter}---\n{body}"


def paths(one: Vault, places: tuple[int, ...] | list[int]) -> list[str]:
    """Return the paths of notes given by their places."""
    return [one.records[place].path for place in places]


def stated(one: Vault) -> set[tuple[str, str, str | None, str]]:
    """Return the edges as stems, type and origin."""
    return {
        (one.records[edge.source].stem, one.records[edge.target].stem, edge.type, edge.origin.value)
        for edge in one.edges
    }
