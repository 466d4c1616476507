"""What notes state of the notes that they link, kept by what both say: one changed note leaves the others known."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from reweave.cache.digest import digest_of
from reweave.vault.edges import Link, Reference
from reweave.vault.vault import Vault
from reweave.weave.cache import WeaveCache
from reweave.weave.claims import is_claim
from reweave.weave.verdict import Verdict, VerdictOrigin


class StatementCache:
    """The promotable edges between a note and those that it links."""

    def __init__(self, cache: WeaveCache, vault: Vault) -> None:
        """Look up what is known of these notes."""
        self._cache = cache
        self._vault = vault
        self._said: dict[int, bytes] = {}

    def get(self, place: int, others: Sequence[int]) -> list[Verdict] | None:
        """Return the edges if neither the note nor the others changed, nor what their links mean."""
        known = self._cache.get(self._key(place), self._digest(place, others))
        if known is None:
            return None
        ends = [place, *others]
        return [_verdict(ends, row) for row in json.loads(known)]

    def put(self, place: int, others: Sequence[int], found: Sequence[Verdict]) -> None:
        """Remember the edges."""
        numbers = {end: number for number, end in enumerate([place, *others])}
        rows = [{**asdict(one), "source": numbers[one.source], "target": numbers[one.target]} for one in found]
        self._cache.put(self._key(place), self._digest(place, others), json.dumps(rows).encode())

    def _key(self, place: int) -> str:
        return f"stated {self._vault.records[place].path}"

    def _digest(self, place: int, others: Sequence[int]) -> bytes:
        return digest_of(b"\0".join(map(self._said_by, [place, *others])))

    def _said_by(self, place: int) -> bytes:
        """Return a digest of all that statements of a note, or about it, are read from."""
        if place not in self._said:
            vault, record = self._vault, self._vault.records[place]
            links = [(one.start, one.end, *self._meant(one)) for one in vault.links[place]]
            fields = [(one.field, one.entry, *self._meant(one)) for one in vault.references[place]]
            about = repr((record.path, is_claim(vault, place), links, fields))
            self._said[place] = digest_of(record.source, b"\0", about.encode("utf-8", "surrogatepass"))
        return self._said[place]

    def _meant(self, one: Link | Reference) -> tuple[list[str], str | None]:
        records, sole = self._vault.records, self._vault.meanings.sole(one.targets)
        return [records[target].path for target in one.targets], None if sole is None else records[sole].path


def _verdict(ends: Sequence[int], row: dict[str, Any]) -> Verdict:
    origin = None if row["origin"] is None else VerdictOrigin(row["origin"])
    return Verdict(**{**row, "source": ends[row["source"]], "target": ends[row["target"]], "origin": origin})
