"""A small vault with edges to review, of its own text."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from reweave.config.loader import parse_config
from reweave.config.model import Config
from reweave.note.changeset import blob_hash
from reweave.plan.application import apply_operations
from reweave.plan.builders import make_plan
from reweave.plan.decisions import Decisions, EdgeEnds
from reweave.plan.operation import Context
from reweave.plan.operations.add_edge import AddEdge
from reweave.plan.plan import Plan
from reweave.review.card import Review
from reweave.review.plan_review import review_plan
from reweave.vault.vault import Vault

DAY = date(2026, 3, 28)
FULL = "claims/heat pumps need insulated houses.md"
NOTES: dict[str, bytes] = {
    "claims/grid batteries displace peaking plants.md": (
        b"---\ntype: claim\ndescription: Storage takes over the evening peak\n"
        b"related:\n- heat pumps need insulated houses\n"
        b"---\n# grid batteries displace peaking plants\n\nBatteries answer within milliseconds.\n\n"
        b"A plant needs minutes. This is why [[storage cost falls faster than forecasts]] matters so much.\n"
    ),
    "claims/storage cost falls faster than forecasts.md": (
        b"---\ntype: claim\n---\n# storage cost falls faster than forecasts\n\nLearning compounds.\n\n"
        b"- [[learning curves hold across chemistries]] -- this claim depends on that one\n"
        b"- [[grid batteries displace peaking plants]] -- this supports it\n"
    ),
    "claims/learning curves hold across chemistries.md": (
        b"---\ntype: claim\n---\n# learning curves hold across chemistries\n\nEach doubling cuts the cost.\n"
    ),
    FULL: (
        b"---\ntype: claim\nsupports:\n- learning curves hold across chemistries\nreweave_edges:\n"
        b"- learning curves hold across chemistries|supports|2026-01-02\n---\n# heat pumps need insulated houses\n\n"
        b"Flow temperatures decide. This contradicts [[storage cost falls faster than forecasts]].\n"
    ),
    "claims/coal is cheap.md": (
        b"---\ntype: claim\n---\n# coal is cheap\n\n"
        b"- [[storage cost falls faster than forecasts]] -- this undermines the point\n"
    ),
}


def config_of(text: bytes = b"") -> Config:
    return parse_config(text, "reweave.toml")


GRID, STORAGE, LEARNING, HEAT, COAL = NOTES
EDGES = (
    (
        GRID,
        STORAGE,
        "depends_on",
        f'1.00, promoted: "This is why [[storage cost falls faster than forecasts]]" {GRID}:10',
    ),
    (STORAGE, LEARNING, "depends_on", f'1.00, promoted: "this claim depends on that one" {STORAGE}:8'),
    (
        HEAT,
        STORAGE,
        "challenges",
        f'1.00, promoted: "This contradicts [[storage cost falls faster than forecasts]]" {HEAT}:10',
    ),
    (COAL, STORAGE, "challenges", f'1.00, promoted: "this undermines the point" {COAL}:6'),
    (COAL, LEARNING, "related", "0.71, new: both mention cost, doubling; similar notes link the target: a; b"),
    (LEARNING, HEAT, "supports", "an agent says so"),
)


def vault_of(notes: Mapping[str, bytes] = NOTES, config: Config | None = None) -> Vault:
    return Vault.read(notes.items(), config or config_of())


def plan_of(vault: Vault, config: Config, edges: Iterable[tuple[str, str, str, str]] = EDGES) -> Plan:
    """Return the plan that adds edges, each from a path to a path, of a type, for a reason."""
    made = Decisions(vault, config)
    places, operations = vault.by_path, []
    for at, (source, target, type, reason) in enumerate(edges, 1):
        placed = made.placement(EdgeEnds(places[source], places[target], type), DAY)
        blob = blob_hash(vault.records[places[placed.holder]].source)
        name, item = placed.entry.provenance.type, placed.entry.item
        operations.append(
            AddEdge(id=f"op-{at}", path=placed.holder, blob=blob, type=name, target=item, date=DAY, reason=reason)
        )
    return make_plan(operations, config, None)


def reviewed(
    notes: Mapping[str, bytes] = NOTES,
    configuration: bytes = b"",
    unwritable: Mapping[str, str] | None = None,
    edges: Iterable[tuple[str, str, str, str]] = EDGES,
    same: Sequence[tuple[Sequence[int], bool]] = (),
) -> Review:
    """Return the review of edges of a vault, in which some notes may be called near-duplicates."""
    config = config_of(configuration)
    vault = vault_of(notes, config)
    plan = plan_of(vault, config, edges)
    return review_plan(plan, vault, config, unwritable=unwritable, same=same, source="a test")


def written(plan: Plan, notes: Mapping[str, bytes] = NOTES, configuration: bytes = b"") -> dict[str, bytes]:
    """Return the files that a plan changes, as they are then; nothing is refused or stale."""
    config = config_of(configuration)
    context = Context(config, lambda: vault_of(notes, config))
    applied = apply_operations(plan.operations, notes.get, context)
    assert not applied.refused and not applied.stale, (applied.refused, applied.stale)
    return {one.to or one.path: one.after for one in applied.changes.totals()}
