"""Findings and records of notes, kept from one attempt of a run to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reweave.config.model import Config
from reweave.lint.linter import NoteCache
from reweave.note.note import Note
from reweave.vault.record import Record, read_record
from reweave.vault.vault import Vault


@dataclass(slots=True)
class RunCache:
    """A note whose bytes stayed the same is neither linted nor read again."""

    findings: NoteCache = field(default_factory=dict)
    _records: dict[str, Record] = field(default_factory=dict)
    _valid_for: tuple[str, Mapping[str, object]] | None = None

    def keep_for(self, prefix: str, config: Config) -> None:
        """Forget everything unless it was found under this configuration."""
        if self._valid_for != (prefix, config.tables):
            self.findings.clear()
            self._records.clear()
            self._valid_for = prefix, config.tables

    def vault(self, notes: Iterable[tuple[str, bytes]], config: Config) -> Vault:
        """Return the vault of some notes: path relative to the root, bytes."""
        records = [self._record(path, source, config) for path, source in notes]
        return Vault(records, config)

    def _record(self, path: str, source: bytes, config: Config) -> Record:
        record = self._records.get(path)
        if record is None or record.source != source:
            record = self._records[path] = read_record(Note(path, source, config.limits))
        return record
