"""Cards of proposed edges."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reweave.note.changeset import Change
from reweave.plan.decisions import Decisions, EdgeEnds
from reweave.plan.freshness import is_current
from reweave.plan.operation import OperationError
from reweave.plan.operations.add_edge import AddEdge
from reweave.review.card import Choice, EdgeCard, NoteLines
from reweave.review.excerpt import Excerpt, passage_at, quoted_passage
from reweave.review.note_facts import NoteTable
from reweave.review.phrase import phrase_of
from reweave.review.reason import ReadReason, read_reason
from reweave.review.shown_lines import changed_lines
from reweave.vault.vault import Vault
from reweave.weave.proposed_edge import EdgeKind


@dataclass(frozen=True, slots=True)
class EdgeCards:
    """Makes the cards of edges that a plan adds to the notes of a vault."""

    vault: Vault
    decisions: Decisions
    notes: NoteTable

    def card(self, operation: AddEdge) -> EdgeCard:
        """Return the card of an edge, with every type and both directions to choose from.

        Raises:
            OperationError: the notes of the edge are not found, or are ambiguous.
        """
        ends = self.decisions.ends(operation)
        reason = read_reason(operation.reason)
        stale = not is_current([operation], self.vault.records[self.vault.by_path[operation.path]].source)
        proposal = self._accept(ends, operation, remake=stale)
        excerpt = self.excerpt(ends, reason)
        return EdgeCard(
            id=operation.id,
            choices=(proposal, *self._others(ends, operation), self._decline(operation)),
            stale=stale,
            source=self.notes.place(ends.source),
            target=self.notes.place(ends.target),
            type=ends.type,
            kind=reason.kind or "other",
            score=None if reason.kind == EdgeKind.PROMOTED else reason.score,
            reason=reason.words,
            terms=reason.terms,
            linkers=reason.linkers,
            phrase=phrase_of(reason.quote) if reason.quote else "",
            excerpt=excerpt,
        )

    def excerpt(self, ends: EdgeEnds, reason: ReadReason) -> Excerpt | None:
        """Return the sentence that states an edge, else the link between the notes, in its paragraph."""
        records, by_path = self.vault.records, self.vault.by_path
        if reason.quote and reason.path in by_path:
            found = quoted_passage(records[by_path[reason.path]], reason.quote, reason.line)
            if found is not None:
                return found
        for holder, other in ((ends.source, ends.target), (ends.target, ends.source)):
            for link in self.vault.links[holder]:
                if link.targets == (other,):
                    return passage_at(records[holder], link.start, link.end)
        return None

    def _others(self, ends: EdgeEnds, operation: AddEdge) -> Iterator[Choice]:
        for reverse in (False, True):
            for one in self.vault.config.types:
                if reverse or one.name != ends.type:
                    yield self._accept(EdgeEnds(ends.source, ends.target, one.name), operation, reverse=reverse)

    def _accept(self, ends: EdgeEnds, operation: AddEdge, *, reverse: bool = False, remake: bool = True) -> Choice:
        wanted = ends.reversed if reverse else ends

        def make() -> tuple[AddEdge, Change]:
            if not remake:
                return operation, self.decisions.change(operation)
            made, change = self.decisions.tried(wanted, operation.id, operation.date, operation.reason)
            if reverse and (made.path, made.type) == (operation.path, operation.type):
                raise OperationError(f"{made.path} is the older note, and {made.type} goes both ways")
            return made, change

        return attempt(make, ends.type, reverse=reverse)

    def _decline(self, operation: AddEdge) -> Choice:
        return Choice("decline", (self.decisions.decline(operation),))


def attempt(make: Callable[[], tuple[AddEdge, Change]], type: str, *, reverse: bool) -> Choice:
    """Return the choice of accepting what `make` makes, or why that cannot be."""
    try:
        operation, change = make()
    except OperationError as error:
        return Choice("accept", type=type, reverse=reverse, why=str(error))
    lines = NoteLines(change.path, changed_lines(change.before, change.after))
    return Choice("accept", (operation,), (lines,), type, reverse)
