"""Decisions about proposed edges, in the one form that `reweave apply` takes: operations of a plan.

Whoever decides, a reviewer or an agent, starts from the `add-edge` operations that a weave proposes and ends in
operations with the same ids: `add-edge` for what is accepted (of another type or in the other direction, if so
decided), `decline` for what is not. What stays undecided has no operation. `reweave.weave.answers` remembers a no once
the plan is applied.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reweave.config.model import Config
from reweave.note.append import AppendError
from reweave.note.changeset import Change, blob_hash
from reweave.note.note import Note
from reweave.note.verify import ProofError
from reweave.plan.operation import Context, OperationError
from reweave.plan.operations.add_edge import AddEdge
from reweave.plan.operations.decline import Decline
from reweave.plan.reader import fields_of
from reweave.plan.writer import operation_data
from reweave.suggestion import did_you_mean
from reweave.text import count_of, quoted
from reweave.vault.edges import Origin
from reweave.vault.vault import Vault
from reweave.weave.edge_entry import strip_wikilink
from reweave.weave.placement import Placement
from reweave.weave.placer import Placer
from reweave.weave.proposal import edge_between
from reweave.weave.proposed_edge import EdgeKind, Reason


@dataclass(frozen=True, slots=True)
class EdgeEnds:
    """An edge by the places of its notes in the vault, and its type (never the name of an inverse field)."""

    source: int
    target: int
    type: str

    @property
    def reversed(self) -> "EdgeEnds":
        """The edge in the other direction."""
        return EdgeEnds(self.target, self.source, self.type)


class Decisions:
    """Turns proposed edges into what was decided about them, for the notes of one vault."""

    def __init__(self, vault: Vault, config: Config, unwritable: Mapping[str, str] | None = None) -> None:
        """Remember the vault; `unwritable` are the paths of notes that cannot be written, with the reasons."""
        self._vault = vault
        self._context = Context(config, lambda: vault)
        self._placer = Placer(vault)
        self._unwritable = unwritable or {}
        self._types = [one.name for one in vault.config.types]
        self._woven = Counter(one.holder for one in vault.edges if one.origin is Origin.PROVENANCE)
        self._blobs: dict[int, str] = {}

    def ends(self, operation: AddEdge) -> EdgeEnds:
        """Return the edge that an operation adds.

        Raises:
            OperationError: its note, its type or its target is not found, or the target is ambiguous.
        """
        if operation.path not in self._vault.by_path:
            raise OperationError(f"note {quoted(operation.path)} not found", operation)
        role = self._context.role(operation.type)
        holder = self._vault.by_path[operation.path]
        other = self._context.meant(operation.path, strip_wikilink(operation.target))
        places = (other, holder) if role.inverse else (holder, other)
        return EdgeEnds(*places, role.type.name)

    def add(self, edge: EdgeEnds, id: str, day: date, reason: str = "") -> AddEdge:
        """Return the operation that adds an edge where a weave would write it.

        Raises:
            OperationError: as `tried`.
        """
        return self.tried(edge, id, day, reason)[0]

    def tried(self, edge: EdgeEnds, id: str, day: date, reason: str = "") -> tuple[AddEdge, Change]:
        """Return the operation that adds an edge where a weave would write it, and what it alone makes of the note.

        Raises:
            OperationError: the edge is of no known type, its note cannot be written to, has it already, or holds as
                many edges as `per-note` allows, or the other note has no unambiguous name.
        """
        placement = self.placement(edge, day)
        entry = placement.entry
        if not self._placer.is_named(placement):
            raise OperationError(f"{quoted(entry.item)} has no unambiguous name")
        holder = self._vault.by_path[placement.holder]
        limit = self._vault.config.per_note
        if self._woven[holder] >= limit:
            raise OperationError(
                f"{placement.holder} holds {count_of(limit, 'woven edge')}, as many as per-note allows"
            )
        operation = AddEdge(
            id=id,
            path=placement.holder,
            blob=self._blob(holder),
            reason=reason,
            type=entry.provenance.type,
            target=entry.item,
            date=day,
        )
        return operation, self.change(operation)

    def accept(self, operation: AddEdge, *, type: str | None = None, reverse: bool = False) -> AddEdge:
        """Return the operation for a proposed edge that is accepted: as it is, of another type, or reversed.

        Raises:
            OperationError: as `ends` and `add`.
        """
        ends = self.ends(operation)
        if not reverse and type in (None, ends.type):
            return operation
        wanted = EdgeEnds(ends.source, ends.target, type or ends.type)
        return self.add(wanted.reversed if reverse else wanted, operation.id, operation.date, operation.reason)

    def decline(self, operation: AddEdge, *, type: str = "", reason: str = "") -> Decline:
        """Return the operation for a proposed edge that is declined: of a `type`, or of any.

        Raises:
            OperationError: as `ends`.
        """
        return self.decline_edge(self.ends(operation), operation.id, type=type, reason=reason)

    def decline_edge(self, edge: EdgeEnds, id: str, *, type: str = "", reason: str = "") -> Decline:
        """Return the operation that declines the edges from a note to another: of a `type`, or of any."""
        source, target = (self._vault.records[place].path for place in (edge.source, edge.target))
        return Decline(id=id, path=source, blob=self._blob(edge.source), target=target, type=type, reason=reason)

    def placement(self, edge: EdgeEnds, day: date) -> Placement:
        """Return the note and the list that an edge is written to.

        Raises:
            OperationError: the type is unknown.
        """
        if edge.type not in self._types:
            raise OperationError(f"unknown edge type {quoted(edge.type)}; {did_you_mean(edge.type, self._types)}")
        made = edge_between(
            self._vault, edge.source, edge.target, edge.type, day, score=1.0, reason=Reason(), kind=EdgeKind.NEW
        )
        return self._placer.place(made)

    def change(self, operation: AddEdge) -> Change:
        """Return what an operation alone makes of its note, by the writer that applies it.

        Raises:
            OperationError: it cannot be written, or is there already, or no plan can hold it.
        """
        if operation.path in self._unwritable:
            raise OperationError(f"{operation.path} cannot be written: {self._unwritable[operation.path]}", operation)
        data = operation_data(operation)
        for name, (kind, _) in fields_of(AddEdge).items():
            try:
                kind.read(data[name])
            except ValueError as error:
                raise OperationError(f"no plan can hold its {name}, which must be {kind.wanted}", operation) from error
        note = Note(operation.path, self._source(operation.path), self._context.config.limits)
        try:
            made = AddEdge.carry_out([operation], note, self._context)
        except (AppendError, ProofError) as error:
            raise OperationError(str(error), operation) from error
        if not made:
            raise OperationError("the note already has this edge", operation)
        return made[-1]

    def _blob(self, place: int) -> str:
        if place not in self._blobs:
            self._blobs[place] = blob_hash(self._vault.records[place].source)
        return self._blobs[place]

    def _source(self, path: str) -> bytes:
        return self._vault.records[self._vault.by_path[path]].source
