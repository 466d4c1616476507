"""What a run remembers, from one attempt to the next and from one night to the next."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reweave.cache.digest import digest_of
from reweave.cache.identity import code_identity
from reweave.cache.location import cache_file
from reweave.cache.store import Store
from reweave.config.model import Config
from reweave.git.repository import Repository
from reweave.lint.result import NoteResult
from reweave.note.changeset import Change
from reweave.run.shard import Shard

if TYPE_CHECKING:
    from reweave.vault.record import Record
    from reweave.vault.vault import Vault
    from reweave.weave.cache import WeaveCache


@dataclass(slots=True)
class RunCache:
    """What was found out about notes and commits, by the names that git gives their content.

    Records of notes, and changes of notes (`made`, by path and blob) are kept for this process alone: nothing is ever
    written that was not proved in the run that writes it. `weaves` is a file of its own: only a weave reads it.
    """

    store: Store
    weaves: Path | None = None
    made: dict[tuple[str, str], tuple[NoteResult, tuple[Change, ...]]] = field(default_factory=dict)
    _records: dict[str, "Record"] = field(default_factory=dict)
    _valid_for: tuple[str, Mapping[str, object]] | None = None

    @classmethod
    def open(cls, repository: Repository, shard: Shard | None = None, *, cached: bool) -> "RunCache":
        """Return the cache of a repository, or of a shard's runs; it outlasts the process only if it is `cached`."""
        root, kind = repository.root or repository.common_dir, "run" if shard is None else f"run-{shard.suffix}"
        file = cache_file(root, kind, os.environ) if cached else None
        weaves = cache_file(root, f"{kind}-weave", os.environ) if cached else None
        return cls(Store(file, None if file is None else code_identity()), weaves)

    def keep_for(self, prefix: str, config: Config) -> None:
        """Forget records and changes unless they were made under this configuration."""
        if self._valid_for != (prefix, config.tables):
            self.made.clear()
            self._records.clear()
            self._valid_for = prefix, config.tables

    def vault(self, notes: Iterable[tuple[str, bytes]], config: Config) -> "Vault":
        """Return the vault of some notes: path relative to the root, bytes."""
        from reweave.pool import cores
        from reweave.vault.vault import Vault

        records = [self._record(path, source, config) for path, source in notes]
        return Vault(records, config, processes=cores())

    def weave(self, vault: "Vault", config: Config) -> "WeaveCache | None":
        """Return what earlier weaves of these notes found; `None` where nothing may be kept."""
        from reweave.weave.cache import WeaveCache, usable

        identity = code_identity() if self.weaves is not None and usable(config) else None
        return None if identity is None else WeaveCache(Store(self.weaves, identity), vault, config)

    def _record(self, path: str, source: bytes, config: Config) -> "Record":
        from reweave.note.note import Note
        from reweave.vault.record import read_record

        record = self._records.get(path)
        if record is None or record.source != source:
            record = self._records[path] = read_record(Note(path, source, config.limits))
        return record


def depends_on(repository: Repository, *parts: object) -> bytes:
    """Return a digest of what an answer depends on; commits stand for their history, which ends where a clone does."""
    shallow = (repository.common_dir / "shallow").read_bytes() if repository.shallow else b""
    return digest_of(repr((shallow, *parts)).encode("utf-8", "surrogatepass"))
