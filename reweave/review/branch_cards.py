"""Cards of edges that are on a branch already: kept, taken out and remembered, of another type, or reversed."""

from collections.abc import Sequence
from dataclasses import dataclass

from reweave.note.changeset import blob_hash
from reweave.note.provenance import Provenance
from reweave.plan.application import apply_operations
from reweave.plan.decisions import Decisions, EdgeEnds
from reweave.plan.operation import Context, Operation, OperationError
from reweave.plan.operations.decline import Decline
from reweave.plan.operations.remove_edge import RemoveEdge
from reweave.plan.operations.retype_edge import RetypeEdge
from reweave.review.card import Choice, EdgeCard, NoteLines
from reweave.review.edge_cards import EdgeCards
from reweave.review.phrase import phrase_of
from reweave.review.reason import read_reason
from reweave.review.shown_lines import changed_lines
from reweave.vault.edges import FieldRole
from reweave.vault.vault import Vault
from reweave.weave.proposed_edge import EdgeKind


@dataclass(frozen=True, slots=True)
class BranchCards:
    """Makes the cards of edges that a vault, that of a branch, holds."""

    vault: Vault
    decisions: Decisions
    edges: EdgeCards
    context: Context

    def card(self, id: str, path: str, entry: Provenance, reason: str = "") -> EdgeCard:
        """Return the card of the edge that an entry of the note at `path` records.

        Raises:
            OperationError: its type or the other note is not found.
        """
        role = self.context.role(entry.type)
        holder, other = self.vault.by_path[path], self.context.meant(path, entry.title)
        ends = EdgeEnds(other, holder, role.type.name) if role.inverse else EdgeEnds(holder, other, role.type.name)
        edge = _WrittenEdge(id, path, blob_hash(self.vault.records[holder].source), entry, role, ends)
        read = read_reason(reason)
        excerpt = self.edges.excerpt(ends, read)
        return EdgeCard(
            id=id,
            choices=self._choices(edge),
            source=self.edges.notes.place(ends.source),
            target=self.edges.notes.place(ends.target),
            type=ends.type,
            kind=read.kind or ("new" if excerpt is None else "promoted"),
            score=None if read.kind == EdgeKind.PROMOTED else read.score,
            reason=read.words,
            terms=read.terms,
            linkers=read.linkers,
            phrase=phrase_of(read.quote) if read.quote else "",
            excerpt=excerpt,
            written=True,
        )

    def _choices(self, edge: "_WrittenEdge") -> tuple[Choice, ...]:
        removed = self._changes([edge.removal])
        kept = [NoteLines(path, changed_lines(after, before)) for path, before, after in removed]
        types = [one.name for one in self.vault.config.types]
        others = [self._retype(edge, name) for name in types if name != edge.ends.type]
        turned = [self._turn(edge, name) for name in types]
        accept = Choice("accept", (), tuple(kept), edge.ends.type)
        return (accept, *others, *turned, self._no(edge))

    def _no(self, edge: "_WrittenEdge") -> Choice:
        source, target = (self.vault.records[place] for place in (edge.ends.source, edge.ends.target))
        no = Decline(id=f"{edge.id}.no", path=source.path, blob=blob_hash(source.source), target=target.path)
        return Choice("decline", *self._made([edge.removal, no]))

    def _retype(self, edge: "_WrittenEdge", type: str) -> Choice:
        try:
            made = self._made([edge.retyped(self._role(type, inverse=edge.role.inverse))])
        except OperationError as error:
            return Choice("accept", type=type, why=str(error))
        return Choice("accept", *made, type)

    def _turn(self, edge: "_WrittenEdge", type: str) -> Choice:
        try:
            made = self._made(edge.turned(self.decisions, type))
        except OperationError as error:
            return Choice("accept", type=type, reverse=True, why=str(error))
        return Choice("accept", *made, type, reverse=True)

    def _made(self, operations: Sequence[Operation]) -> tuple[tuple[Operation, ...], tuple[NoteLines, ...]]:
        changes = self._changes(operations)
        lines = tuple(NoteLines(path, changed_lines(before, after)) for path, before, after in changes)
        return tuple(operations), lines

    def _role(self, type: str, *, inverse: bool) -> FieldRole:
        for role in self.context.roles.values():
            if role.type.name == type and role.inverse == inverse:
                return role
        raise OperationError(f"{type} has no list at its target")

    def _changes(self, operations: Sequence[Operation]) -> list[tuple[str, bytes, bytes]]:
        """Return what operations make of notes.

        Raises:
            OperationError: one of them is refused.
        """
        sources = {record.path: record.source for record in self.vault.records}
        applied = apply_operations(operations, sources.get, self.context)
        for _, why in (*applied.refused, *applied.stale):
            raise OperationError(why)
        totals = applied.changes.totals()
        return [(total.path, total.before, total.after) for total in totals if total.path in sources]


@dataclass(frozen=True, slots=True)
class _WrittenEdge:
    id: str
    path: str
    blob: str
    entry: Provenance
    role: FieldRole
    ends: EdgeEnds

    @property
    def removal(self) -> RemoveEdge:
        return RemoveEdge(id=self.id, path=self.path, blob=self.blob, type=self.entry.type, target=self.entry.title)

    def retyped(self, role: FieldRole) -> RetypeEdge:
        return RetypeEdge(
            id=self.id,
            path=self.path,
            blob=self.blob,
            type=self.entry.type,
            target=self.entry.title,
            new_type=role.provenance_type,
            date=self.entry.date,
        )

    def turned(self, decisions: Decisions, type: str) -> list[Operation]:
        edge = EdgeEnds(self.ends.target, self.ends.source, type)
        added = decisions.add(edge, f"{self.id}.reversed", self.entry.date)
        if added.path == self.path:
            raise OperationError(f"{self.path} is the older note, and holds the edge either way")
        return [self.removal, added]
