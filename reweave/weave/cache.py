"""What weaves found out about a vault in one state, kept from one command to the next."""

import json
import os
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from reweave.cache.digest import digest_of
from reweave.cache.notes import whole_digest
from reweave.cache.store import Store
from reweave.config.model import Config
from reweave.vault.vault import Vault

Value = TypeVar("Value")


class WeaveCache:
    """Answers to questions about a vault, each valid for its notes and configuration; of each the last one is kept."""

    def __init__(self, store: Store, vault: Vault, config: Config) -> None:
        """Look up what was found out about these notes."""
        self._store = store
        notes = ((record.path, digest_of(record.source)) for record in vault.records)
        self._config = digest_of(repr(config.tables).encode("utf-8", "surrogatepass"))
        self._state = digest_of(whole_digest(notes), self._config)

    def recall(self, question: str, places: Iterable[int] = (), also: str = "") -> Any:
        """Return the answer to a question about some notes, `None` if it is unknown; `also` is what else counts."""
        entry = self._store.get(question.encode(), self._about(places, also))
        return None if entry is None else json.loads(entry.value)

    def keep(self, question: str, answer: object, places: Iterable[int] = (), also: str = "") -> None:
        """Remember an answer; it consists of what JSON has."""
        self._store.put(question.encode(), self._about(places, also), json.dumps(answer).encode())

    def get(self, key: str, digest: bytes) -> bytes | None:
        """Return what was kept under a key for this digest, under the same configuration."""
        entry = self._store.get(os.fsencode(key), digest_of(digest, self._config))
        return None if entry is None else entry.value

    def put(self, key: str, digest: bytes, value: bytes) -> None:
        """Keep a text that holds for a digest, whatever the other notes say."""
        self._store.put(os.fsencode(key), digest_of(digest, self._config), value)

    def save(self) -> None:
        """Write what is new."""
        self._store.save()

    def _about(self, places: Iterable[int], also: str) -> bytes:
        return digest_of(self._state, repr(sorted(places)).encode(), b"\0", also.encode("utf-8", "surrogatepass"))


def usable(config: Config) -> bool:
    """Return whether answers depend on nothing else: a vector database, and a model on disk, change unseen."""
    return not config.weave.text_index.url and config.weave.dense is None


def recalled(
    cache: WeaveCache | None,
    question: str,
    places: Iterable[int],
    find: Callable[[], Value],
    encode: Callable[[Value], object],
    decode: Callable[[Any], Value],
    also: str = "",
) -> Value:
    """Return the answer to a question about some notes from the cache, or find it and keep it there."""
    if cache is None:
        return find()
    asked = list(places)
    known = cache.recall(question, asked, also)
    if known is not None:
        return decode(known)
    found = find()
    cache.keep(question, encode(found), asked, also)
    return found
