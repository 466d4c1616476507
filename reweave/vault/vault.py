"""The vault: all notes of a knowledge base as one graph, read once and never changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from reweave.config.model import Config
from reweave.config.weave import EdgeType, WeaveConfig
from reweave.note.note import Note
from reweave.pool import run_parallel
from reweave.rules.base import ReferenceForm
from reweave.rules.link_form import LinkForm
from reweave.vault.edge_extraction import find_edges
from reweave.vault.edges import Disagreement, Edge, FieldRole, Link, ProvenanceEntry, Reference, roles
from reweave.vault.links import ParsedLink
from reweave.vault.meaning import Meanings
from reweave.vault.name_index import NameIndex, Notes
from reweave.vault.names import fold_name
from reweave.vault.participants import find_participants
from reweave.vault.provenance_check import find_disagreements
from reweave.vault.record import Record, read_record
from reweave.vault.reference import entry_names
from reweave.vault.reference_reader import ReferenceReader

_FEW = 1000
_CHUNK = 64
"""Finding the links of a note takes .07 ms, starting the processes 16 ms: two pay from 450 notes on."""


class Vault:
    """The notes of a vault and their edges. Notes are identified by their places in `records`.

    `links` holds for each note the links of its body, `references` the names in its frontmatter, `provenance` its
    entries of `reweave_edges`, all in order and each with every note it may mean. `edges` are those that lead to
    another note, each once; a name of several notes leads where Obsidian would. `out` and `into` are the same by source
    and by target. `meanings` knows which notes are copies of one another.
    """

    def __init__(
        self,
        records: Iterable[Record],
        config: Config | None = None,
        *,
        processes: int = 1,
        links: Sequence[Sequence[ParsedLink]] | None = None,
    ) -> None:
        """Resolve the names in the notes. Records keep the order given; their paths are all different.

        With more than one process, links are read by several, and this one must have no threads. Where the `links` of
        the bodies were read before, texts are asked for only where several notes share a title.

        Raises:
            ReweaveError: a worker process died.
        """
        config = Config() if config is None else config
        self.config: WeaveConfig = config.weave
        self._rules_for = config.rules_for
        self.records: tuple[Record, ...] = tuple(records)
        self.by_path: Mapping[str, int] = {record.path: place for place, record in enumerate(self.records)}
        self.names = NameIndex(self.records, config.extensions)
        self.participants: tuple[int, ...] = find_participants(self.records, config.weave)
        self._participants = frozenset(self.participants)
        self.meanings = Meanings(self.records, self._participants)
        self._roles = roles(config.weave.types)
        self._retired = frozenset(fold_name(word) for word in config.weave.retired)
        reader = self.reader = ReferenceReader(self.records, self.names, self._roles, config.extensions)
        self.links: tuple[tuple[Link, ...], ...] = tuple(
            _read_links(reader, len(self.records), processes)
            if links is None
            else (reader.resolve(place, found) for place, found in enumerate(links))
        )
        self.references: tuple[tuple[Reference, ...], ...] = tuple(map(reader.references, range(len(self.records))))
        self.provenance: tuple[tuple[ProvenanceEntry, ...], ...] = tuple(
            map(reader.provenance, range(len(self.records)))
        )
        self.edges: tuple[Edge, ...] = tuple(
            find_edges(self.links, self.references, self.provenance, self._roles, self.opened)
        )

    @classmethod
    def read(cls, files: Iterable[tuple[str, bytes]], config: Config | None = None, *, processes: int = 1) -> "Vault":
        """Return the vault of notes given as path (relative to the root) and bytes."""
        config = Config() if config is None else config
        records = (read_record(Note(path, source, config.limits)) for path, source in files)
        return cls(records, config, processes=processes)

    @classmethod
    def of(cls, notes: Iterable[Note], config: Config | None = None) -> "Vault":
        """Return the vault of notes that were read already."""
        return cls((read_record(note) for note in notes), config)

    def __len__(self) -> int:
        return len(self.records)

    def is_participant(self, place: int) -> bool:
        """Return whether edges are proposed from and to a note."""
        return place in self._participants

    def is_retired(self, place: int) -> bool:
        """Return whether a note's `status` says that it is out of use."""
        status = self.records[place].status
        return status is not None and fold_name(status) in self._retired

    def may_carry(self, place: int, edge_type: EdgeType) -> bool:
        """Return whether a note is a participant of a type that may have edges of `edge_type`."""
        return self.is_participant(place) and (
            not edge_type.note_types or self.records[place].note_type in edge_type.note_types
        )

    def role(self, field: str) -> FieldRole | None:
        """Return the role of a frontmatter field, or `None` for an untyped one."""
        return self._roles.get(field)

    def resolve(self, name: str, holder: int | None = None) -> Notes:
        """Return the notes that a name may mean (an entry's name, not a whole entry), seen from the note `holder`."""
        return self.names.resolve(name, folder="" if holder is None else self.records[holder].folder)

    def opened(self, holder: int, targets: Notes) -> int | None:
        """Return the note that a name in `holder` leads to, of those that it may mean; `None` where it means none."""
        return self.meanings.opened(targets, self.records[holder].folder)

    def link_form(self, path: str) -> ReferenceForm | None:
        """Return the form of names that the rule `link-form` asks for in the note at `path`, if it is selected."""
        return next((one.options.form for one in self._rules_for(path) if isinstance(one, LinkForm)), None)

    def reference(self, place: int) -> str | None:
        """Return the name that means this note (or a copy of it) alone: its title, its stem or its path, if any."""
        own = self.meanings.of(place)
        record = self.records[place]
        for name in (record.title, record.stem, record.path):
            if (
                (found := self.names.resolve(name))
                and own.issuperset(found)
                and entry_names(name) == (" ".join(name.split()),)
            ):
                return name
        return None

    @cached_property
    def out(self) -> tuple[tuple[Edge, ...], ...]:
        """The edges that start at each note."""
        return _by_end(self.edges, len(self.records), lambda edge: edge.source)

    @cached_property
    def into(self) -> tuple[tuple[Edge, ...], ...]:
        """The edges that end at each note."""
        return _by_end(self.edges, len(self.records), lambda edge: edge.target)

    def between(self, one: int, other: int) -> tuple[Edge, ...]:
        """Return the edges between two notes, in either direction."""
        return tuple(edge for edge in self.out[one] if edge.target == other) + tuple(
            edge for edge in self.out[other] if edge.target == one
        )

    def mentions(self, place: int) -> frozenset[int]:
        """Return every other note that a note names or may mean, in its body or its frontmatter, in any form."""
        named_in: tuple[Link | Reference | ProvenanceEntry, ...] = (
            *self.links[place],
            *self.references[place],
            *self.provenance[place],
        )
        return frozenset(target for one in named_in for target in one.targets) - {place}

    def provenance_targets(self, place: int) -> frozenset[int]:
        """Return every note that the entries of a note's `reweave_edges` name or may mean."""
        return frozenset(target for one in self.provenance[place] for target in one.targets)

    @cached_property
    def shared_titles(self) -> tuple[tuple[int, ...], ...]:
        """The groups of participating notes that share a title, in order."""
        groups: dict[str, list[int]] = {}
        for place in self.participants:
            groups.setdefault(fold_name(self.records[place].title), []).append(place)
        return tuple(tuple(group) for group in groups.values() if len(group) > 1)

    @cached_property
    def disagreements(self) -> tuple[Disagreement, ...]:
        """The entries of `reweave_edges` that the typed fields of their notes contradict."""
        return tuple(
            one
            for place, own in enumerate(self.provenance)
            if own
            for one in find_disagreements(place, own, self.references[place], self._roles)
        )

    @cached_property
    def orphans(self) -> tuple[int, ...]:
        """The participating notes that no edge of another one reaches, nor a copy of theirs.

        A symmetric edge reaches both its notes.
        """
        original = self.meanings.original
        symmetric = {one.name for one in self.config.types if one.symmetric}
        named: set[int] = set()
        for edge in self.edges:
            source, target = original(edge.source), original(edge.target)
            if source != target and self.is_participant(edge.source):
                named.add(target)
            if source != target and self.is_participant(edge.target) and edge.type in symmetric:
                named.add(source)
        return tuple(place for place in self.participants if original(place) not in named)

    @cached_property
    def components(self) -> tuple[tuple[int, ...], ...]:
        """The participating notes in groups that edges between them join (in whichever direction), largest first."""
        group: dict[int, int] = {}
        found: list[list[int]] = []
        for first in self.participants:
            if first in group:
                continue
            group[first] = len(found)
            members = [first]
            for place in members:
                ends = (edge.target for edge in self.out[place]), (edge.source for edge in self.into[place])
                for end in (one for both in ends for one in both):
                    if end not in group and self.is_participant(end):
                        group[end] = len(found)
                        members.append(end)
            found.append(members)
        return tuple(sorted((tuple(sorted(one)) for one in found), key=lambda one: (-len(one), one)))


def _by_end(edges: Iterable[Edge], size: int, end: Callable[[Edge], int]) -> tuple[tuple[Edge, ...], ...]:
    found: list[list[Edge]] = [[] for _ in range(size)]
    for edge in edges:
        found[end(edge)].append(edge)
    return tuple(map(tuple, found))


def _read_links(reader: ReferenceReader, count: int, processes: int) -> Iterator[tuple[Link, ...]]:
    """Yield the links of each note. They are sent as tuples, which take a fifth of the time that objects take."""
    for rows in run_parallel(partial(_link_rows, reader), range(count), processes, few=_FEW, chunk=_CHUNK):
        yield tuple(Link(*row) for row in rows)


def _link_rows(reader: ReferenceReader, place: int) -> list[tuple[Any, ...]]:
    return [
        (one.start, one.end, one.name, one.fragment, one.text, one.form, one.targets) for one in reader.links(place)
    ]
