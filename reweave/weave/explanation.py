"""Why an edge is proposed or not, from a weave of the vault and from what it lacked."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from reweave.config.model import Config
from reweave.files.answers_file import ANSWERS_FILE
from reweave.vault.line_locator import LineLocator
from reweave.vault.vault import Vault
from reweave.weave.answers import Declined
from reweave.weave.cache import WeaveCache
from reweave.weave.candidate import Candidate, group_numbers
from reweave.weave.link_finder import LinkFinder
from reweave.weave.new_pairs import CANDIDATES_PER_NOTE, linked_notes, lowest_score
from reweave.weave.pair_outcome import PairOutcome, are_distinct
from reweave.weave.pipeline import WeaveOptions, WeaveResult, choice_of, declined_check, weave_vault
from reweave.weave.placement import Placement
from reweave.weave.promotion import PROMOTABLE_TYPES
from reweave.weave.proposal import edge_between
from reweave.weave.proposed_edge import EdgeKind, ProposedEdge, Reason
from reweave.weave.rank.duplicates import near_duplicates
from reweave.weave.rank.pair_screen import PairScreen
from reweave.weave.rank.ranker import Ranker
from reweave.weave.refusal import Refusal
from reweave.weave.shared_words import in_words
from reweave.weave.stated.edge_types import type_edges
from reweave.weave.stated.phrases import RELATED
from reweave.weave.verdict import Verdict, VerdictOrigin


@dataclass(frozen=True, slots=True)
class ExistingReference:
    """A reference from one of the notes to the other, at `line` of the note at `path`.

    `field` is the frontmatter field (empty for a link in the text), `meanings` how many notes the name may mean.
    """

    path: str
    line: int
    field: str
    text: str
    meanings: int


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason against an edge: a fixed code, and a message."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class RankedPair:
    """The rank of a pair. `rank` counts from 1 among the source's unlinked candidates.

    `score` is the probability that the edge is right, `threshold` the lowest at which it is proposed, `mutual` whether
    the target ranks the source among its first, too.
    """

    candidate: Candidate
    score: float
    mutual: bool
    rank: int
    total: int
    threshold: float


@dataclass(frozen=True, slots=True)
class EdgeExplanation:
    """One of the two edges between the notes: what is stated, what the ranker says, and what became of it."""

    source: str
    target: str
    stated: Verdict
    ranked: RankedPair | None
    placement: Placement | None
    objections: tuple[Objection, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything about the edge between two notes: what is there, and both directions."""

    existing: tuple[ExistingReference, ...]
    asked: EdgeExplanation
    reverse: EdgeExplanation

    @property
    def conclusion(self) -> str:
        """The outcome on one line, without the names of the notes."""
        found = self.asked.placement
        if found is not None:
            return f"would be proposed as {found.edge.type}"
        reasons = [one.text for one in self.asked.objections]
        back = self.reverse.placement
        if back is not None:
            reasons.insert(0, f"the reverse edge is proposed, as {back.edge.type}")
        return f"not proposed: {'; '.join(reasons)}"


class Explainer:
    """Explains the edges of one vault by one weave of it: of the two notes alone where that decides, else of all."""

    def __init__(
        self,
        vault: Vault,
        config: Config,
        options: WeaveOptions,
        *,
        by_file: Collection[Declined] = (),
        by_history: Collection[Declined] = (),
        recent: Collection[str] = (),
        among: Collection[int] | None = None,
        cache: WeaveCache | None = None,
    ) -> None:
        """Remember these; `by_file` and `by_history` are what was declined there, all others as in `weave_vault`."""
        self.vault = vault
        self._finder = LinkFinder(vault, cache)
        self._config = config
        self._options = options
        self._declined = (*by_file, *by_history)
        self._recent, self._among, self._cache = frozenset(recent), among, cache
        self._by_file = declined_check(vault, config, by_file)
        self._by_history = declined_check(vault, config, by_history)
        self._known = linked_notes(vault)
        self._choice = choice_of(options, named=False)

    @cached_property
    def result(self) -> WeaveResult:
        """The weave of all notes."""
        return self._weave(self._finder)

    @property
    def _ranker(self) -> Ranker:
        return self._finder.ranker

    def explain(self, source: int, target: int) -> Explanation:
        """Return everything about the edge from one place to another."""
        existing = (*self._existing(source, target), *(self._existing(target, source) if source != target else ()))
        result = self._woven(source, target)
        return Explanation(existing, self._direction(result, source, target), self._direction(result, target, source))

    def _woven(self, source: int, target: int) -> WeaveResult:
        """Return a weave that says what becomes of the edges between two notes: of them alone, or else of all."""
        if "result" in vars(self) or self._options.limit is not None or not are_distinct(self.vault, source, target):
            return self.result
        copies = self.vault.meanings.of(source) | self.vault.meanings.of(target)
        finder = self._finder.between(copies)
        alone = self._weave(finder, copies)
        choice = choice_of(self._options, named=self._among is not None)
        new = self._options.new and self._config.weave.new
        outcome = PairOutcome(alone, frozenset((source, target)), copies, self._known, finder if new else None, choice)
        return alone if outcome.is_settled else self.result

    def _weave(self, finder: LinkFinder, only: frozenset[int] | None = None) -> WeaveResult:
        return weave_vault(
            self.vault,
            self._config,
            self._options,
            declined=self._declined,
            recent=self._recent,
            among=self._among,
            trace=True,
            cache=self._cache,
            finder=finder,
            only=only,
        )

    def _existing(self, place: int, other: int) -> Iterator[ExistingReference]:
        vault = self.vault
        record, locator = vault.records[place], LineLocator(vault, self._config.limits)
        for one in vault.references[place]:
            if other in one.targets:
                line = locator.entry(place, one.field, one.entry)
                yield ExistingReference(record.path, line, one.field, one.entry, len(one.targets))
        for entry in vault.provenance[place]:
            if other in entry.targets:
                line = locator.entry(place, "reweave_edges", entry.entry)
                yield ExistingReference(record.path, line, "reweave_edges", entry.entry, len(entry.targets))
        body = record.body
        for link in vault.links[place]:
            if other in link.targets:
                start, end = body.rfind("\n", 0, link.start) + 1, body.find("\n", link.end)
                text = " ".join(body[start : len(body) if end < 0 else end].split())
                yield ExistingReference(record.path, locator.link(place, link), "", text, len(link.targets))

    def _direction(self, result: WeaveResult, source: int, target: int) -> EdgeExplanation:
        records = self.vault.records
        ends = records[source].path, records[target].path
        stated = type_edges(self.vault, [(source, target)], derived=False)[0]
        ranked = self._ranked(source, target)
        placement = next((one for one in result.writable if (one.edge.source, one.edge.target) == ends), None)
        objections: tuple[Objection, ...] = ()
        if placement is None:
            objections = tuple(dict.fromkeys(self._objections(result, source, target, stated, ranked)))
        return EdgeExplanation(*ends, stated, ranked, placement, objections)

    def _objections(
        self, result: WeaveResult, source: int, target: int, stated: Verdict, ranked: RankedPair | None
    ) -> Iterator[Objection]:
        records = self.vault.records
        ends = records[source].path, records[target].path
        for place in dict.fromkeys((source, target)):
            if records[place].problem is not None:
                yield Objection("unreadable", f"{records[place].path} cannot be read: {records[place].problem}")
        trace = [one for one in result.edge_filter.trace or () if (one[0].source, one[0].target) == ends]
        for edge, refusals in trace:
            yield from (self._refusal(edge, one) for one in refusals)
        for placement, why in result.written.refused:
            if (placement.edge.source, placement.edge.target) == ends:
                yield Objection("cannot-be-written", f"{placement.holder} cannot be written: {why}")
        if not trace:
            yield from self._never_offered(result, source, target, stated, ranked)

    def _never_offered(
        self, result: WeaveResult, source: int, target: int, stated: Verdict, ranked: RankedPair | None
    ) -> Iterator[Objection]:
        """Yield why no statement and no candidate led to the edge, and what the filters would refuse."""
        promotable = stated.type in PROMOTABLE_TYPES
        if promotable and stated.origin is VerdictOrigin.FIELD:
            yield Objection(
                "in-field", f"only statements in a body are promoted, and this one is in a field: {stated.quote}"
            )
        elif not promotable:
            yield _unstated(stated)
            if source != target:
                yield from self._not_ranked(result, source, target, ranked)
        edge_type = stated.type if promotable and stated.type is not None else RELATED
        if any(one.name == edge_type for one in self.vault.config.types):
            kind = EdgeKind.PROMOTED if promotable else EdgeKind.NEW
            edge = edge_between(
                self.vault, source, target, edge_type, self._options.day, score=0.0, reason=Reason(), kind=kind
            )
            edge_filter = result.edge_filter
            if self.vault.is_participant(source):
                edge_filter.duplicates = group_numbers(near_duplicates(self._ranker, [source]))
            yield from (self._refusal(edge, one) for one in edge_filter.refusals(edge))

    def _not_ranked(
        self, result: WeaveResult, source: int, target: int, ranked: RankedPair | None
    ) -> Iterator[Objection]:
        vault = self.vault
        if not (self._options.new and self._config.weave.new):
            yield Objection("no-new", "edges between unlinked notes are turned off")
            return
        if all(one.name != RELATED for one in vault.config.types):
            yield Objection("no-type", f"the edge type '{RELATED}', for edges that no note states, is not configured")
        if source not in result.sources:
            text = "weave does not look for edges from the source" + (
                "" if self._options.which == "all" else " (see --from all)"
            )
            yield Objection("not-looked-from", text)
        if ranked is None:
            yield Objection("no-candidate", "the ranker finds nothing in common")
            return
        if ranked.candidate.target != target:
            other = vault.records[ranked.candidate.target].path
            yield Objection("twin", f"another note has the target's title and is ranked in its place: {other}")
        if ranked.rank > CANDIDATES_PER_NOTE:
            yield Objection(
                "rank", f"it is candidate {ranked.rank} of the source, and {CANDIDATES_PER_NOTE} are looked at"
            )
        if (refusal := PairScreen(self._ranker).refusal(ranked.candidate)) is not None:
            yield Objection(refusal.name.lower().replace("_", "-"), refusal.value)
        if ranked.score < ranked.threshold:
            chances = f"{ranked.score:.2f} is below {ranked.threshold:.2f}"
            yield Objection("not-sure", f"the ranker is not sure enough: {chances}")
        elif self._choice == "orphans":
            yield Objection("not-best", "an orphan gains one edge, and another candidate may be surer")
        if not ranked.mutual:
            within = self._ranker.model.related_within
            yield Objection("one-sided", f"the target does not rank the source among its first {within} candidates")

    def _refusal(self, edge: ProposedEdge, refusal: Refusal) -> Objection:
        text = refusal.value
        if refusal is Refusal.DECLINED:
            ends = edge.source, edge.target, edge.type
            asked: tuple[tuple[str, Callable[[str, str, str], bool]], ...] = (
                (f"in {ANSWERS_FILE}", self._by_file),
                ("in the history", self._by_history),
            )
            text += f" ({' and '.join(where for where, says in asked if says(*ends))})"
        return Objection(refusal.name.lower().replace("_", "-"), text)

    def _ranked(self, source: int, target: int) -> RankedPair | None:
        vault = self.vault
        if source == target or not (vault.is_participant(source) and vault.is_participant(target)):
            return None
        meant = self._ranker.place(self._ranker.claim(target))
        found = self._ranker.candidates(source, len(vault), without=self._known(source) - {target, meant})
        for rank, one in enumerate(found, 1):
            if one.target == meant:
                ranker = self._ranker
                mutual = ranker.view_back(one) is not None
                return RankedPair(
                    in_words(vault, one),
                    ranker.score(one),
                    mutual,
                    rank,
                    len(found),
                    lowest_score(ranker, self._choice),
                )
        return None


def _unstated(stated: Verdict) -> Objection:
    if stated.type is None:
        return Objection("not-stated", f"no stated reason: {stated.why}")
    return Objection("mere-mention", f'stated as {stated.type}, without a reason: "{stated.quote}"')
