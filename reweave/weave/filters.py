"""Filters for proposed edges: refusals, caps, one edge per pair."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from reweave.vault.edges import Origin, ProvenanceEntry, Reference
from reweave.vault.vault import Vault
from reweave.weave.placement import Placement
from reweave.weave.placer import Placer
from reweave.weave.proposed_edge import EdgeKind, ProposedEdge
from reweave.weave.refusal import Refusal
from reweave.weave.stated.measured import measured

IsDeclined = Callable[[str, str, str], bool]
"""Tells whether the edge with these paths of source and target, and this type, was declined."""


@dataclass(slots=True)
class EdgeFilter:
    """Takes edges, the most certain first, and keeps what may be written.

    Caps count the edges that reweave wrote before, so that a second run does not go on where the first one stopped.
    `recent` are the paths of notes in their cool-down. `duplicates` holds for each near-duplicate the
    numbers of its groups, `pending` the pairs of places (the lower first) with an edge pending on another branch.
    Where `trace` is a list, it gets every edge that is offered, with every refusal at that time.
    """

    vault: Vault
    declined: IsDeclined
    recent: Set[str] = frozenset()
    duplicates: Mapping[int, Set[int]] = field(default_factory=dict)
    pending: Set[tuple[int, int]] = frozenset()
    trace: list[tuple[ProposedEdge, tuple[Refusal, ...]]] | None = None
    accepted: list[Placement] = field(default_factory=list)
    refused: Counter[Refusal] = field(default_factory=Counter)
    _placer: Placer = field(init=False)
    _pairs: set[tuple[int, int]] = field(default_factory=set)
    _written: Counter[int] = field(default_factory=Counter)
    _named: Counter[int] = field(default_factory=Counter)
    _held: dict[int, frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._placer = Placer(self.vault)
        for edge in self.vault.edges:
            if edge.origin is Origin.PROVENANCE:
                self._written[edge.holder] += 1
                self._named[edge.target if edge.holder == edge.source else edge.source] += 1

    def offer(self, edge: ProposedEdge) -> bool:
        """Keep an edge, or count why not; return whether it was kept."""
        refusal = self.refusal(edge)
        if self.trace is not None:
            self.trace.append((edge, self.refusals(edge)))
        if refusal is not None:
            self.refused[refusal] += 1
            return False
        placement = self._placer.place(edge)
        self.accepted.append(placement)
        source, target = self.vault.by_path[edge.source], self.vault.by_path[edge.target]
        holder = self.vault.by_path[placement.holder]
        self._pairs.add(_pair(source, target))
        self._written[holder] += 1
        self._named[target if holder == source else source] += 1
        return True

    def has_room(self, place: int, more: int) -> bool:
        """Return whether a note is below its caps with `more` further edges, at whichever end it is of them."""
        config = self.vault.config
        return self._written[place] + more < config.per_note and self._named[place] + more < config.per_target

    def refusal(self, edge: ProposedEdge) -> Refusal | None:
        """Return the first reason not to propose an edge now, or `None`."""
        return next(self._refusals(edge), None)

    def refusals(self, edge: ProposedEdge) -> tuple[Refusal, ...]:
        """Return all reasons not to propose an edge now."""
        return tuple(self._refusals(edge))

    def _refusals(self, edge: ProposedEdge) -> Iterator[Refusal]:
        vault = self.vault
        source, target = vault.by_path[edge.source], vault.by_path[edge.target]
        edge_type = next(one for one in vault.config.types if one.name == edge.type)
        placement = self._placer.place(edge)
        holder_path = placement.holder
        holder = vault.by_path[holder_path]
        other = target if holder == source else source
        pair = _pair(source, target)
        checks: tuple[tuple[Refusal, Callable[[], bool]], ...] = (
            (Refusal.UNNAMED, lambda: not self._placer.is_named(placement)),
            (Refusal.SELF, lambda: source == target),
            (Refusal.HELD, lambda: target in self._names(source) or source in self._names(target)),
            (Refusal.LINKED, lambda: edge.kind is not EdgeKind.PROMOTED and self._linked(source, target)),
            (Refusal.UNMEASURED, lambda: bool(edge.reason.rule) and not measured().precision(edge.reason.rule).written),
            (Refusal.NO_PART, lambda: not (vault.may_carry(source, edge_type) and vault.is_participant(target))),
            (Refusal.RETIRED, lambda: vault.is_retired(source) or vault.is_retired(target)),
            (Refusal.DUPLICATE, lambda: self._are_duplicates(source, target)),
            (Refusal.DECLINED, lambda: self.declined(edge.source, edge.target, edge.type)),
            (Refusal.WAITING, lambda: pair in self.pending),
            (Refusal.COOLING, lambda: holder_path in self.recent),
            (Refusal.PAIR, lambda: pair in self._pairs),
            (Refusal.COPY, lambda: self._is_of_copies(source, target)),
            (Refusal.PER_NOTE, lambda: self._written[holder] >= vault.config.per_note),
            (Refusal.PER_TARGET, lambda: self._named[other] >= vault.config.per_target),
        )
        return (refusal for refusal, holds in checks if holds())

    def _are_duplicates(self, source: int, target: int) -> bool:
        known = self.duplicates
        return source in known and target in known and bool(known[source] & known[target])

    def _is_of_copies(self, source: int, target: int) -> bool:
        """Return whether copies of the two notes have an edge, or are proposed one: it is said once for all of them."""
        sources, targets = self.vault.meanings.of(source), self.vault.meanings.of(target)
        if len(sources) == len(targets) == 1:
            return False
        return any(
            _pair(one, other) in self._pairs or other in self._names(one) or one in self._names(other)
            for one in sources
            for other in targets
            if (one, other) != (source, target)
        )

    def _linked(self, source: int, target: int) -> bool:
        return target in self.vault.mentions(source) or source in self.vault.mentions(target)

    def _names(self, place: int) -> frozenset[int]:
        """Return every note that the typed fields and entries of a note's frontmatter name or may mean."""
        if place not in self._held:
            references = (one for one in self.vault.references[place] if one.role is not None)
            named: list[Reference | ProvenanceEntry] = [*references, *self.vault.provenance[place]]
            self._held[place] = frozenset(target for one in named for target in one.targets)
        return self._held[place]


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
