"""A vault as the ranker sees it: copies of a note are one, and every link means one note or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reweave.note.provenance import PROVENANCE_FIELD
from reweave.vault.name_index import Notes
from reweave.vault.record import Record
from reweave.vault.reference import entry_links
from reweave.vault.vault import Vault

PROSE_FIELDS = ("description", "summary")
"""Fields whose words belong to the note's text."""


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """A link in a body: its characters [start, end), and the note it means (`None` for none, or for several)."""

    start: int
    end: int
    target: int | None


@dataclass(frozen=True, slots=True)
class RankNote:
    """One note. Other notes are known by their places among the notes of a ranking.

    `frontmatter_targets` are the notes that people name in the frontmatter (not those that a weave wrote there);
    `fields` is the rest of the frontmatter, as text without links. Participants are ranked; the others are hubs, of
    which only the links count. `place` is the note's place in the vault.
    """

    place: int
    record: Record
    is_participant: bool
    folder: str
    created: date | None
    fields: Mapping[str, str]
    links: tuple[LinkSpan, ...]
    frontmatter_targets: tuple[int, ...]

    def targets(self) -> frozenset[int]:
        """Return every note that this one links, in its body or its frontmatter."""
        return frozenset(self.frontmatter_targets).union(link.target for link in self.links if link.target is not None)

    def names(self) -> frozenset[str]:
        """Return the names by which other notes may refer to this one."""
        record = self.record
        return frozenset({record.title, record.stem, record.heading or "", *record.aliases}) - {""}


@dataclass(frozen=True, slots=True)
class RankNotes:
    """The notes of a ranking, and for each note of the vault the place of its representative."""

    notes: tuple[RankNote, ...]
    representative: tuple[int, ...]


def rank_notes(vault: Vault) -> RankNotes:
    """Return the notes of a vault; of copies of a note, the original represents all.

    The links of one would give away those of another.
    """
    first = {place: vault.meanings.original(place) for group in vault.meanings.copies for place in group}
    kept = [place for place in range(len(vault)) if first.get(place, place) == place]
    number = {place: new for new, place in enumerate(kept)}
    representative = tuple(number[first.get(place, place)] for place in range(len(vault)))
    return RankNotes(tuple(rank_note(vault, place, representative) for place in kept), representative)


def rank_note(vault: Vault, place: int, representative: Sequence[int]) -> RankNote:
    """Return one note of a vault; `representative` gives the place among the notes of a ranking for each note of it."""
    record = vault.records[place]

    def meant(targets: Notes) -> int | None:
        return _meant(vault, place, targets, representative)

    # Edges that a weave wrote are no evidence for more of them.
    provenance_targets = vault.provenance_targets(place)
    mentions = (
        one for one in vault.references[place] if one.role is None or not provenance_targets.issuperset(one.targets)
    )
    frontmatter_targets = {target for one in mentions if (target := meant(one.targets)) is not None}
    return RankNote(
        place,
        record,
        vault.is_participant(place),
        record.folder,
        record.created,
        dict(_fields(vault, place)),
        tuple(LinkSpan(link.start, link.end, meant(link.targets)) for link in vault.links[place]),
        tuple(sorted(frontmatter_targets)),
    )


def _meant(vault: Vault, holder: int, targets: Notes, representative: Sequence[int]) -> int | None:
    """Return the note that a name leads to, unless that is the holder; participants come first."""
    participants = tuple(target for target in targets if vault.is_participant(target))
    opened = vault.opened(holder, participants or targets)
    return None if opened is None or representative[opened] == representative[holder] else representative[opened]


def _fields(vault: Vault, place: int) -> Iterator[tuple[str, str]]:
    """Yield the fields that tell of the note itself: without names of other notes, which are links."""
    naming = {(one.field, one.entry) for one in vault.references[place]}
    for field, entries in vault.records[place].fields.items():
        if field == PROVENANCE_FIELD or vault.role(field) is not None:
            continue
        text = "\n".join(_without_links(entry, (field, entry) in naming) for entry in entries).strip()
        if text:
            yield field, text


def _without_links(entry: str, names_a_note: bool) -> str:
    links = entry_links(entry)
    if not links:
        return "" if names_a_note else entry
    ends = [0, *(link.end for link in links)]
    starts = [*(link.start for link in links), len(entry)]
    return " ".join(entry[low:high] for low, high in zip(ends, starts, strict=True))
