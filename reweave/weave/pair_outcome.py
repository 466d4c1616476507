"""Whether a weave of two notes alone says of their edge what the weave of all notes says.

It does where no other edge can matter: other edges reach the caps of a note, and of probable pairs those are chosen
that are the best of all.
"""

from collections.abc import Callable

from reweave.vault.vault import Vault
from reweave.weave.candidate import Choice
from reweave.weave.link_finder import LinkFinder
from reweave.weave.new_pairs import is_scored, lowest_score
from reweave.weave.pipeline import WeaveResult
from reweave.weave.promotion import is_promotable
from reweave.weave.rank.duplicates import alike_claims
from reweave.weave.rank.partners import most_partners
from reweave.weave.rank.ranker import DUPLICATE_AT
from reweave.weave.stated.edge_types import type_edges
from reweave.weave.stated.measured import measured
from reweave.weave.stated.phrases import RELATED

_NEARLY = 1e-6
"""Of two texts either may be compared with the other; the last digits may differ."""


def are_distinct(vault: Vault, one: int, other: int) -> bool:
    """Return whether two notes are no copies of one another, and participants of two titles."""
    titles = (frozenset(group) for group in vault.shared_titles)
    return other not in vault.meanings.of(one) and not any(one in group and other in group for group in titles)


class PairOutcome:
    """Two distinct notes, and a weave of them and their copies alone."""

    def __init__(
        self,
        alone: WeaveResult,
        ends: frozenset[int],
        copies: frozenset[int],
        linked: Callable[[int], frozenset[int]],
        finder: LinkFinder | None,
        choice: Choice,
    ) -> None:
        """Remember these.

        `copies` are the notes and their copies; `linked` gives the notes linked with one; `finder` finds the mentions
        in the two notes, or of them (`None`: no unlinked pairs are looked for); `choice` is that of the weave.
        """
        self._vault, self._alone, self._ends, self._copies = alone.vault, alone, ends, copies
        self._linked, self._choice = linked, choice
        asked = bool(alone.sources) and any(one.name == RELATED for one in alone.vault.config.types)
        self._finder = finder if asked else None

    @property
    def is_settled(self) -> bool:
        """Whether the weave of all notes says the same of edges between the two.

        They have no near-duplicates but their copies; they are no probable pair, of which only the best are chosen; no
        edge between them is accepted, since what is written beside it may matter; and no cap can be reached.
        """
        return not self._is_accepted and not self._may_be_chosen() and all(map(self._has_room, self._ends))

    @property
    def _is_accepted(self) -> bool:
        paths = {self._vault.records[place].path for place in self._copies}
        return any({one.edge.source, one.edge.target} <= paths for one in self._alone.proposed.edges)

    def _may_be_chosen(self) -> bool:
        """Return whether the ranker finds the notes to be a probable pair, or one of them to say what a third says."""
        if self._finder is None or not any(map(self._vault.is_participant, self._copies)):
            return False
        ranker, copies = self._finder.ranker, self._copies
        for place in filter(self._vault.is_participant, self._ends):
            alike = alike_claims(ranker, ranker.claim(place), DUPLICATE_AT - _NEARLY)
            if not copies.issuperset(map(ranker.place, alike)):
                return True
        return is_scored(self._vault, ranker, copies & self._alone.sources, self._choice, copies)

    def _has_room(self, place: int) -> bool:
        """Return whether no cap of a note can be reached."""
        room, probable = self._alone.edge_filter.has_room, self._probable(place)
        mentioned = self._mentioned(place)
        return room(place, len(mentioned | self._linked(place)) + probable) or room(
            place, len(mentioned | self._stated(place)) + probable
        )

    def _stated(self, place: int) -> frozenset[int]:
        """Return the notes with which a note has an edge that is stated, and may be written."""
        pairs = [pair for other in self._linked(place) for pair in ((place, other), (other, place))]
        found = (one for one in type_edges(self._vault, pairs, derived=False) if is_promotable(one))
        return frozenset(
            end
            for one in found
            if measured().precision(one.rule).written
            for end in (one.source, one.target)
            if end != place
        )

    def _mentioned(self, place: int) -> frozenset[int]:
        found = self._finder.verbatim if self._finder is not None and self._vault.is_participant(place) else ()
        return frozenset(
            one.target if one.source == place else one.source for one in found if place in (one.source, one.target)
        )

    def _probable(self, place: int) -> int:
        """Return at most how many unlinked notes the ranker can propose for a note."""
        if self._finder is None or not self._vault.is_participant(place):
            return 0
        ranker = self._finder.ranker
        return most_partners(ranker, place, self._linked(place), lowest_score(ranker, self._choice))
