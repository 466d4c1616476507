"""Plans of what other parts propose: the rules' changes, woven edges, edges to be taken out."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from reweave.config.model import Config
from reweave.note.changed_note import ChangedNote
from reweave.note.changeset import blob_hash
from reweave.note.provenance import Provenance
from reweave.plan.operation import Operation
from reweave.plan.operations.add_edge import AddEdge
from reweave.plan.operations.decline import Decline
from reweave.plan.operations.normalize import Normalize
from reweave.plan.operations.remove_edge import RemoveEdge
from reweave.plan.plan import Header, Plan, configuration_hash
from reweave.text import count_of
from reweave.weave.placement import Placement
from reweave.weave.proposed_edge import ProposedEdge


def make_plan(operations: Iterable[Operation], config: Config, base: str | None) -> Plan:
    """Return the plan of some operations, for notes of commit `base` (`None`: of no commit) under `config`."""
    return Plan(Header(base, configuration_hash(config)), tuple(operations))


def number(place: int) -> str:
    """Return the id of the operation at a place of a plan, from 0."""
    return f"op-{place + 1}"


def normalizing(changes: Iterable[ChangedNote], *, unsafe: bool) -> list[Operation]:
    """Return one operation for each note that rules change."""
    found: list[Operation] = []
    for at, changed in enumerate(changes):
        rules = tuple(sorted(set(changed.rules)))
        reason = f"{count_of(len(changed.rules), 'change')}: {', '.join(rules)}"
        found.append(
            Normalize(id=number(at), path=changed.path, blob=changed.blob, reason=reason, rules=rules, unsafe=unsafe)
        )
    return found


def weaving(edges: Sequence[Placement], source_of: Callable[[str], bytes]) -> list[Operation]:
    """Return one operation for each edge that may be written; `source_of` gives a note's bytes."""
    blobs: dict[str, str] = {}
    found: list[Operation] = []
    for at, placement in enumerate(edges):
        edge, entry = placement.edge, placement.entry
        if placement.holder not in blobs:
            blobs[placement.holder] = blob_hash(source_of(placement.holder))
        found.append(
            AddEdge(
                id=number(at),
                path=placement.holder,
                blob=blobs[placement.holder],
                reason=weave_reason(edge),
                type=entry.provenance.type,
                target=entry.item,
                date=edge.day,
            )
        )
    return found


def weave_reason(edge: ProposedEdge) -> str:
    """Return why a weave proposes an edge, on one line."""
    return f"{edge.score:.2f}, {edge.kind}: {edge.reason}"


def declining(path: str, source: bytes, target: str, edge_type: str) -> Operation:
    """Return the operation that says no to edges from the note at `path`, whose bytes are `source`, to `target`."""
    return Decline(id=number(0), path=path, blob=blob_hash(source), target=target, type=edge_type)


def unweaving(removed: Iterable[tuple[str, Provenance]], sources: Mapping[str, bytes]) -> list[Operation]:
    """Return one operation for each edge, by the path of the note that holds it; `sources` are the notes' bytes."""
    return [
        RemoveEdge(
            id=number(at),
            path=path,
            blob=blob_hash(sources[path]),
            reason=f"reweave wrote it on {entry.date}",
            type=entry.type,
            target=entry.title,
        )
        for at, (path, entry) in enumerate(removed)
    ]
