"""The meaning of a name that several notes have: copies of a note are one, and readers are led where Obsidian leads."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from reweave.vault.name_index import Notes
from reweave.vault.names import fold_name
from reweave.vault.record import Record

_WORD = re.compile(r"\w+")
_RUN = 3
_ALIKE = 0.8
"""The share of the shorter text's runs of words that two copies have in common: one may have been edited since."""
_FEWEST_RUNS = 20
"""Shorter texts are copies only where they are equal; empty ones never."""
_MOST_COMPARED = 8
"""With how many other texts of its title a note is compared at most."""


class Meanings:
    """Tells which notes are copies of one another, and which of several notes a name means."""

    def __init__(self, records: Sequence[Record], participants: Collection[int]) -> None:
        """Remember the notes; they are compared when a name first has several meanings."""
        self._records = records
        self._participants = participants

    def original(self, place: int) -> int:
        """Return the note that stands for a note and its copies: the first participant of them, else the first."""
        return self._originals.get(place, place)

    def sole(self, targets: Notes) -> int | None:
        """Return the one note that a name means, whichever copy of it that is; `None` for none or several."""
        if len(targets) < 2:
            return targets[0] if targets else None
        found = {self.original(target) for target in targets}
        return found.pop() if len(found) == 1 else None

    def of(self, place: int) -> frozenset[int]:
        """Return a note and its copies."""
        return self._groups.get(place, frozenset({place}))

    def opened(self, targets: Notes, folder: str) -> int | None:
        """Return the note that a reader in `folder` is led to; `None` where there is none.

        That is a note in that folder, else one below it, else the one with the shortest path.
        """
        if len(targets) < 2:
            return targets[0] if targets else None
        return min(targets, key=lambda place: _distance(self._records[place], folder))

    @cached_property
    def copies(self) -> tuple[tuple[int, ...], ...]:
        """The groups of notes that are copies of one another: of one title, and of nearly the same text."""
        by_title: dict[str, list[int]] = {}
        for place, record in enumerate(self._records):
            by_title.setdefault(fold_name(record.title), []).append(place)
        return tuple(
            group
            for places in by_title.values()
            if len(places) > 1
            for group in self._grouped(places)
            if len(group) > 1
        )

    def _grouped(self, places: Sequence[int]) -> list[tuple[int, ...]]:
        """Return notes of one title in groups of nearly the same text."""
        groups: list[tuple[frozenset[str], list[int]]] = []
        for place in places:
            text = _runs(self._records[place].body)
            found = next((own for runs, own in groups[:_MOST_COMPARED] if _alike(runs, text)), None)
            if found is None:
                groups.append((text, [place]))
            else:
                found.append(place)
        return [tuple(own) for _, own in groups]

    @cached_property
    def _groups(self) -> Mapping[int, frozenset[int]]:
        return {place: frozenset(group) for group in self.copies for place in group}

    @cached_property
    def _originals(self) -> Mapping[int, int]:
        return {place: self._first(group) for group in self.copies for place in group}

    def _first(self, group: Sequence[int]) -> int:
        return next((place for place in group if place in self._participants), group[0])


def _runs(body: str) -> frozenset[str]:
    words = _WORD.findall(body.casefold())
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    return len(one & other) >= _ALIKE * shorter if shorter >= _FEWEST_RUNS else one == other != frozenset({""})


def _distance(record: Record, folder: str) -> tuple[bool, bool, int, str]:
    below = f"{folder}/" if folder else ""
    return record.folder != folder, not record.path.startswith(below), len(record.path), record.path
