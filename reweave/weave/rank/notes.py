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
class Span:
    """A link in a body: its characters [start, end), and the note it means (`None` for none, or for several)."""

    start: int
    end: int
    target: int | None


@dataclass(frozen=True, slots=True)
class RankNote:
    """One note. Other notes are known by their places among the notes of a ranking.

    `named` are the notes that people name in the frontmatter (not those that were woven in); `fields` is the rest of
    the frontmatter, as text without links. The notes that take part are ranked; the others only vouch for them.
    `place` is the note's place in the vault.
    """

    place: int
    record: Record
    is_participant: bool
    folder: str
    created: date | None
    fields: Mapping[str, str]
    links: tuple[Span, ...]
    named: tuple[int, ...]

    def targets(self) -> frozenset[int]:
        """Return every note that this one links, in its body or its frontmatter."""
        return frozenset(self.named).union(link.target for link in self.links if link.target is not None)

    def names(self) -> frozenset[str]:
        """Return the names by which other notes may speak of this one."""
        record = self.record
        return frozenset({record.title, record.stem, record.heading or "", *record.aliases}) - {""}


@dataclass(frozen=True, slots=True)
class RankNotes:
    """The notes of a ranking, and for each note of the vault the place of the one that stands for it."""

    notes: tuple[RankNote, ...]
    stands_for: tuple[int, ...]


def rank_notes(vault: Vault) -> RankNotes:
    """Return the notes of a vault; of participating notes that share a title, the first stands for all.

    No link could tell such notes apart, and the links of one would give away those of another.
    """
    first = {place: group[0] for group in vault.shared_titles for place in group}
    kept = [place for place in range(len(vault)) if first.get(place, place) == place]
    number = {place: new for new, place in enumerate(kept)}
    stands_for = tuple(number[first.get(place, place)] for place in range(len(vault)))
    return RankNotes(tuple(rank_note(vault, place, stands_for) for place in kept), stands_for)


def rank_note(vault: Vault, place: int, stands_for: Sequence[int]) -> RankNote:
    """Return one note of a vault; `stands_for` gives the place among the notes of a ranking for each note of it."""
    record = vault.records[place]

    def meant(targets: Notes) -> int | None:
        return _meant(vault, place, targets, stands_for)

    # Edges that a weave wrote are no evidence for more of them.
    provenance_targets = vault.provenance_targets(place)
    mentions = (
        one for one in vault.references[place] if one.role is None or not provenance_targets.issuperset(one.targets)
    )
    named = {target for one in mentions if (target := meant(one.targets)) is not None}
    return RankNote(
        place,
        record,
        vault.is_participant(place),
        record.folder,
        record.created,
        dict(_fields(vault, place)),
        tuple(Span(link.start, link.end, meant(link.targets)) for link in vault.links[place]),
        tuple(sorted(named)),
    )


def _meant(vault: Vault, holder: int, targets: Notes, stands_for: Sequence[int]) -> int | None:
    """Return the one note that a name means; where it may mean notes of both kinds, those that take part count."""
    taking = [target for target in targets if vault.is_participant(target)]
    meant = {stands_for[target] for target in taking or targets} - {stands_for[holder]}
    return meant.pop() if len(meant) == 1 else None


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
