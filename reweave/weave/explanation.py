"""Why an edge is proposed or not: the weave itself is asked, and what it would have had to see is added."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from reweave.config.model import Config
from reweave.vault.line_locator import LineLocator
from reweave.vault.vault import Vault
from reweave.weave.declined import DECLINED_FILE, Declined
from reweave.weave.edge import Edge, EdgeKind, Reason
from reweave.weave.filters import Placed
from reweave.weave.pipeline import WeaveOptions, Weaving, declining, weave_vault
from reweave.weave.promotion import SAYS_WHY
from reweave.weave.proposal import ASKED, RELATED, edge_between, known_pairs
from reweave.weave.rank.duplicates import near_duplicates
from reweave.weave.rank.ranker import Candidate, Ranker
from reweave.weave.refusal import Refusal
from reweave.weave.stated.typer import type_edges
from reweave.weave.verdict import How, Verdict


@dataclass(frozen=True, slots=True)
class Said:
    """What one of the notes says of the other already, at `line` of the note at `path`.

    `field` is the frontmatter field (empty for a link in the text), `meanings` how many notes the name may mean.
    """

    path: str
    line: int
    field: str
    text: str
    meanings: int


@dataclass(frozen=True, slots=True)
class Against:
    """One thing that speaks against an edge: a fixed code, and words."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the ranker says of a pair. `rank` counts from 1 among the source's unlinked candidates."""

    candidate: Candidate
    rank: int
    of: int
    threshold: float


@dataclass(frozen=True, slots=True)
class Direction:
    """One of the two edges between the notes: what is stated, what the ranker says, and what became of it."""

    source: str
    target: str
    stated: Verdict
    ranked: Ranked | None
    proposed: Placed | None
    against: tuple[Against, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about the edge between two notes: what is there, and both directions."""

    there: tuple[Said, ...]
    asked: Direction
    reverse: Direction

    @property
    def conclusion(self) -> str:
        """The outcome on one line, without the names of the notes."""
        found = self.asked.proposed
        if found is not None:
            return f"would be proposed as {found.edge.type}"
        reasons = [one.text for one in self.asked.against]
        back = self.reverse.proposed
        if back is not None:
            reasons.insert(0, f"the reverse edge is proposed, as {back.edge.type}")
        return f"is not proposed because {'; '.join(reasons)}"


class Explainer:
    """Explains the edges of one vault, as one weave of it sees them."""

    def __init__(
        self,
        vault: Vault,
        config: Config,
        wishes: WeaveOptions,
        *,
        by_file: Collection[Declined] = (),
        by_history: Collection[Declined] = (),
        recent: Collection[str] = (),
    ) -> None:
        """Weave. `by_file` and `by_history` are what was declined there; `recent` as in `weave_vault`."""
        declined = (*by_file, *by_history)
        self.weaving: Weaving = weave_vault(
            vault, config, wishes, declined=declined, recent=frozenset(recent), listen=True
        )
        self._vault = vault
        self._config = config
        self._wishes = wishes
        self._by_file = declining(vault, config, by_file)
        self._by_history = declining(vault, config, by_history)
        self._known = known_pairs(vault)

    @cached_property
    def _ranker(self) -> Ranker:
        return self.weaving.proposed.ranker or Ranker(self._vault)

    def explain(self, source: int, target: int) -> Explanation:
        """Return everything about the edge from one place to another."""
        there = (*self._said(source, target), *(self._said(target, source) if source != target else ()))
        return Explanation(there, self._direction(source, target), self._direction(target, source))

    def _said(self, place: int, other: int) -> Iterator[Said]:
        vault = self._vault
        record, locator = vault.records[place], LineLocator(vault, self._config.limits)
        for one in vault.references[place]:
            if other in one.targets:
                line = locator.entry(place, one.field, one.entry)
                yield Said(record.path, line, one.field, one.entry, len(one.targets))
        for entry in vault.provenance[place]:
            if other in entry.targets:
                line = locator.entry(place, "reweave_edges", entry.entry)
                yield Said(record.path, line, "reweave_edges", entry.entry, len(entry.targets))
        body = record.body
        for link in vault.links[place]:
            if other in link.targets:
                start, end = body.rfind("\n", 0, link.start) + 1, body.find("\n", link.end)
                text = " ".join(body[start : len(body) if end < 0 else end].split())
                yield Said(record.path, locator.link(place, link), "", text, len(link.targets))

    def _direction(self, source: int, target: int) -> Direction:
        records = self._vault.records
        ends = records[source].path, records[target].path
        stated = type_edges(self._vault, [(source, target)], derived=False)[0]
        ranked = self._ranked(source, target)
        proposed = next((one for one in self.weaving.writable if (one.edge.source, one.edge.target) == ends), None)
        against: tuple[Against, ...] = ()
        if proposed is None:
            against = tuple(dict.fromkeys(self._against(source, target, stated, ranked)))
        return Direction(*ends, stated, ranked, proposed, against)

    def _against(self, source: int, target: int, stated: Verdict, ranked: Ranked | None) -> Iterator[Against]:
        records, weaving = self._vault.records, self.weaving
        ends = records[source].path, records[target].path
        for place in dict.fromkeys((source, target)):
            if records[place].problem is not None:
                yield Against("unreadable", f"{records[place].path} cannot be read: {records[place].problem}")
        heard = [one for one in weaving.screen.heard or () if (one[0].source, one[0].target) == ends]
        for edge, refusals in heard:
            yield from (self._refusal(edge, one) for one in refusals)
        for placed, why in weaving.woven.refused:
            if (placed.edge.source, placed.edge.target) == ends:
                yield Against("cannot-be-written", f"{placed.holder} cannot be written: {why}")
        if not heard:
            yield from self._never_offered(source, target, stated, ranked)

    def _never_offered(self, source: int, target: int, stated: Verdict, ranked: Ranked | None) -> Iterator[Against]:
        """Yield why neither words nor the ranker offered the edge, and what the screen would say of it."""
        promotable = stated.type in SAYS_WHY
        if promotable and stated.how is How.FIELD:
            yield Against(
                "in-field", f"only words of a text are promoted, and this is stated in a field: {stated.quote}"
            )
        elif not promotable:
            yield _unstated(stated)
            if source != target:
                yield from self._not_ranked(source, target, ranked)
        edge_type = stated.type if promotable and stated.type is not None else RELATED
        if any(one.name == edge_type for one in self._vault.config.types):
            kind = EdgeKind.PROMOTED if promotable else EdgeKind.NEW
            edge = edge_between(
                self._vault, source, target, edge_type, self._wishes.day, score=0.0, reason=Reason(), kind=kind
            )
            screen = self.weaving.screen
            if self._vault.is_participant(source):
                screen.twins |= {(one.one, one.other) for one in near_duplicates(self._ranker, [source])}
            yield from (self._refusal(edge, one) for one in screen.refusals(edge))

    def _not_ranked(self, source: int, target: int, ranked: Ranked | None) -> Iterator[Against]:
        vault = self._vault
        if not (self._wishes.new and self._config.weave.new):
            yield Against("no-new", "edges between unlinked notes are not asked for")
            return
        if all(one.name != RELATED for one in vault.config.types):
            yield Against("no-type", f"there is no type {RELATED} for an edge that nobody states")
        if source not in self.weaving.sources:
            text = "weave does not look from the source" + ("" if self._wishes.which == "all" else " (see --from all)")
            yield Against("not-looked-from", text)
        if ranked is None:
            yield Against("no-candidate", "the ranker sees nothing that joins the notes")
            return
        if ranked.candidate.target != target:
            other = vault.records[ranked.candidate.target].path
            yield Against("twin", f"another note has its title, and the ranker asks about that one: {other}")
        if ranked.rank > ASKED:
            yield Against("rank", f"it is candidate {ranked.rank} of the source, and {ASKED} are looked at")
        if ranked.candidate.probability < ranked.threshold:
            chances = f"{ranked.candidate.probability:.2f} is below {ranked.threshold:.2f}"
            yield Against("not-sure", f"the ranker is not sure enough: {chances}")
        elif not self._ranker.mutual(ranked.candidate):
            within = self._ranker.model.related_within
            yield Against("one-sided", f"the target does not rank the source among its first {within}")

    def _refusal(self, edge: Edge, refusal: Refusal) -> Against:
        text = refusal.value
        if refusal is Refusal.DECLINED:
            ends = edge.source, edge.target, edge.type
            asked: tuple[tuple[str, Callable[[str, str, str], bool]], ...] = (
                (f"in {DECLINED_FILE}", self._by_file),
                ("taken out, as history tells", self._by_history),
            )
            text += f" ({' and '.join(where for where, says in asked if says(*ends))})"
        return Against(refusal.name.lower().replace("_", "-"), text)

    def _ranked(self, source: int, target: int) -> Ranked | None:
        vault = self._vault
        if source == target or not (vault.is_participant(source) and vault.is_participant(target)):
            return None
        meant = self._ranker.place(self._ranker.claim(target))
        found = self._ranker.candidates(source, len(vault), without=self._known(source) - {target, meant})
        for rank, one in enumerate(found, 1):
            if one.target == meant:
                return Ranked(one, rank, len(found), self._ranker.model.related_at)
        return None


def _unstated(stated: Verdict) -> Against:
    if stated.type is None:
        return Against("not-stated", f"no words say why: {stated.why}")
    return Against("mere-mention", f'words say {stated.type}, but no reason: "{stated.quote}"')
