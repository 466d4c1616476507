"""The review of a plan: a card for each edge that it adds, and for each group of its other operations."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from reweave.config.model import Config
from reweave.plan.decisions import Decisions
from reweave.plan.operation import Context, Operation, OperationError
from reweave.plan.operations.add_edge import AddEdge
from reweave.plan.plan import Header, Plan
from reweave.plan.renaming import merging_operations
from reweave.plan.writer import plan_lines
from reweave.progress import progress
from reweave.review.card import Card, Review
from reweave.review.change_cards import change_card, grouped
from reweave.review.edge_cards import EdgeCards
from reweave.review.note_facts import NoteTable
from reweave.review.same_cards import MergeOperations, same_cards
from reweave.vault.vault import Vault


def review_plan(
    plan: Plan,
    vault: Vault,
    config: Config,
    *,
    unwritable: Mapping[str, str] | None = None,
    same: Iterable[tuple[Sequence[int], bool]] = (),
    merge: MergeOperations = merging_operations,
    source: str = "",
) -> Review:
    """Return the review of a plan for the notes of a vault.

    `unwritable` are notes that cannot be written, with the reasons, `same` groups of near-duplicates, and `merge` makes
    the operations that merge two of them. `source` says in words where the plan comes from.
    """
    notes = NoteTable(vault)
    edges = EdgeCards(vault, Decisions(vault, config, unwritable), notes)
    context = Context(config, lambda: vault)
    cards: list[Card] = []
    left: list[tuple[str, str]] = []
    others: list[Operation] = []
    adding = [one for one in plan.operations if isinstance(one, AddEdge)]
    for one in progress(adding, label="writing each edge on trial", total=len(adding)):
        try:
            cards.append(edges.card(one))
        except OperationError as error:
            left.append((one.id, str(error)))
    others = [one for one in plan.operations if not isinstance(one, AddEdge)]
    sources = {record.path: record.source for record in vault.records}
    cards += [change_card(own, sources.get, context) for own in grouped(others)]
    cards += same_cards(vault, same, notes, merge)
    types = tuple(one.name for one in vault.config.types)
    return Review(
        name=review_name(plan.header, plan_lines(plan)),
        header=plan.header,
        types=types,
        notes=notes.facts,
        cards=tuple(cards),
        symmetric=frozenset(one.name for one in vault.config.types if one.symmetric),
        left=tuple(left),
        source=source,
    )


def review_name(header: Header, about: Iterable[str]) -> str:
    """Return what tells a review from others: a hash of the plan's header and of what it is about."""
    digest = hashlib.sha256()
    for line in (*plan_lines(Plan(header, ())), *about):
        digest.update(line.encode())
    return digest.hexdigest()[:16]
