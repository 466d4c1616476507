"""The health of a vault's graph: counts, and what needs manual review."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from reweave.note.provenance import PROVENANCE_FIELD
from reweave.vault.edges import Disagreement, Origin
from reweave.vault.nearest import Nearest
from reweave.vault.vault import Vault
from reweave.verbosity import timed_step


@dataclass(frozen=True, slots=True)
class Dangling:
    """An entry of a typed field, or of `reweave_edges`, that names no note; `probably` is what it may have meant."""

    holder: int
    field: str
    entry: str
    probably: int | None


@dataclass(slots=True)
class Health:
    """Counts over the notes that were asked for, and what their names resolve to.

    `edges` counts by type (`None`: a plain link) and origin, between participants. `unresolved` are the names in links,
    and in fields that are not typed, that mean no note, `ambiguous` the names anywhere that mean several (copies of a
    note are one).
    """

    notes: int = 0
    participants: int = 0
    unreadable: int = 0
    retired: int = 0
    edges: Counter[tuple[str | None, Origin]] = field(default_factory=Counter)
    orphans: list[int] = field(default_factory=list)
    isolated: list[int] = field(default_factory=list)
    components: list[int] = field(default_factory=list)
    unresolved: Counter[str] = field(default_factory=Counter)
    probably: dict[str, int] = field(default_factory=dict)
    ambiguous: Counter[str] = field(default_factory=Counter)
    meanings: dict[str, tuple[int, ...]] = field(default_factory=dict)
    shared_titles: list[tuple[int, ...]] = field(default_factory=list)
    dangling: list[Dangling] = field(default_factory=list)
    disagreements: list[Disagreement] = field(default_factory=list)


@timed_step("check the graph")
def examine(vault: Vault, chosen: Collection[int] | None = None) -> Health:
    """Return the health of the notes at the places `chosen` (all of them, where it is `None`), as parts of the vault.

    An edge counts if its holder is chosen, a component if any of its notes is.
    """
    wanted = frozenset(range(len(vault)) if chosen is None else chosen)
    health = Health(notes=len(wanted))
    nearest = Nearest(vault.records)
    for place in sorted(wanted):
        health.participants += vault.is_participant(place)
        health.unreadable += vault.records[place].problem is not None
        health.retired += vault.is_retired(place)
        _names(vault, place, health, nearest)
    for name in health.unresolved:
        if (found := nearest.find(name)) is not None:
            health.probably[name] = found
    for edge in vault.edges:
        if edge.holder in wanted and vault.is_participant(edge.source) and vault.is_participant(edge.target):
            health.edges[edge.type, edge.origin] += 1
    health.orphans = [place for place in vault.orphans if place in wanted]
    health.components = [len(one) for one in vault.components if not wanted.isdisjoint(one)]
    health.isolated = [one[0] for one in vault.components if len(one) == 1 and one[0] in wanted]
    health.shared_titles = [one for one in vault.shared_titles if not wanted.isdisjoint(one)]
    health.disagreements = [one for one in vault.disagreements if one.holder in wanted]
    return health


def _names(vault: Vault, place: int, health: Health, nearest: Nearest) -> None:
    for link in vault.links[place]:
        _count(vault, health, link.name, link.targets)
    for reference in vault.references[place]:
        if reference.role is None or reference.targets:
            _count(vault, health, reference.name, reference.targets)
        else:
            probably = nearest.find(reference.name) if reference.name else None
            health.dangling.append(Dangling(place, reference.field, reference.entry, probably))
    for one in vault.provenance[place]:
        if one.parsed is not None and not one.targets:
            health.dangling.append(Dangling(place, PROVENANCE_FIELD, one.entry, nearest.find(one.parsed.title)))
        elif one.parsed is not None:
            _count(vault, health, one.parsed.title, one.targets)


def _count(vault: Vault, health: Health, name: str, targets: tuple[int, ...]) -> None:
    if not targets:
        health.unresolved[name] += 1
    elif vault.meanings.sole(targets) is None:
        health.ambiguous[name] += 1
        health.meanings[name] = targets
