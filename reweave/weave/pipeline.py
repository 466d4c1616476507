"""One weave: a vault in, proposed edges and the changes that write them out."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from reweave.config.model import Config
from reweave.note.note import Note
from reweave.note.provenance import Provenance
from reweave.vault.vault import Vault
from reweave.verbosity import timed_step
from reweave.weave.answers import Declined
from reweave.weave.cache import WeaveCache
from reweave.weave.candidate import Choice
from reweave.weave.declined import DeclinedEdges, content_hash
from reweave.weave.edge_changes import EdgeChanges, build_changes
from reweave.weave.filters import EdgeFilter, IsDeclined
from reweave.weave.judged import Judged
from reweave.weave.link_finder import LinkFinder
from reweave.weave.placement import Placement
from reweave.weave.proposal import Proposals, propose
from reweave.weave.refusal import Refusal
from reweave.weave.source_notes import choose_sources
from reweave.weave.verdict import EdgeTyper


@dataclass(frozen=True, slots=True)
class WeaveOptions:
    """The options of a weave: which notes to look from, the date to write, whether to ask the ranker, a limit.

    With `singly` the changes hold a step for each edge.
    """

    day: date
    which: Literal["thin", "orphans", "all"] = "thin"
    new: bool = True
    limit: int | None = None
    judged: Judged = "new"
    singly: bool = False


@dataclass(frozen=True, slots=True)
class WeaveResult:
    """A vault, the edges proposed for it, and the changes that would write them; `sources` are the notes looked from.

    `edge_filter` is the filter that they passed, in its final state; `day` is the date that they carry.
    """

    vault: Vault
    day: date
    sources: frozenset[int]
    edge_filter: EdgeFilter
    proposed: Proposals
    written: EdgeChanges

    @property
    def orphans_left(self) -> int:
        """How many of the vault's orphans the writable edges leave."""
        vault, original = self.vault, self.vault.meanings.original
        symmetric = {one.name for one in vault.config.types if one.symmetric}
        named: set[int] = set()
        for placement in self.writable:
            edge = placement.edge
            ends = (edge.source, edge.target) if edge.type in symmetric else (edge.target,)
            named.update(original(vault.by_path[path]) for path in ends)
        return sum(original(place) not in named for place in vault.orphans)

    @property
    def writable(self) -> tuple[Placement, ...]:
        """The proposed edges that the changes write."""
        refused = [placement for placement, _ in self.written.refused]
        return tuple(placement for placement in self.proposed.edges if placement not in refused)


@timed_step("propose edges")
def weave_vault(
    vault: Vault,
    config: Config,
    options: WeaveOptions,
    *,
    declined: Collection[Declined] = (),
    recent: Set[str] = frozenset(),
    among: Collection[int] | None = None,
    judge: EdgeTyper | None = None,
    pending: Iterable[tuple[str, Provenance]] = (),
    trace: bool = False,
    cache: WeaveCache | None = None,
    finder: LinkFinder | None = None,
    only: Collection[int] | None = None,
) -> WeaveResult:
    """Propose edges for a vault and write them into its notes' bytes; nothing is touched.

    `among` are the notes that a user named, `recent` the paths of those in their cool-down, `declined` the
    declined edges, `pending` the edges pending on other branches, each with the path of the note that holds it there.
    With `trace` the filter keeps every edge that was offered, with all its refusals. `cache` holds
    what earlier weaves of the same notes found; it is saved. `finder` is asked for edges that nobody states. With
    `only` nothing is looked for but edges of these notes.
    """
    is_declined = declined_check(vault, config, declined)
    pairs = frozenset(_pairs(vault, pending))
    edge_filter = EdgeFilter(vault, is_declined, recent, pending=pairs, trace=[] if trace else None)
    stating = choose_sources(vault, everything=True, places=among)
    sources = choose_sources(vault, orphans=options.which == "orphans", everything=options.which == "all", places=among)
    new = options.new and config.weave.new
    proposed = propose(
        edge_filter,
        stating if only is None else [place for place in stating if place in only],
        sources if only is None else [place for place in sources if place in only],
        options.day,
        new=new,
        choice=choice_of(options, named=among is not None),
        judge=judge,
        judged=options.judged,
        cache=cache,
        finder=finder,
    )
    if cache is not None:
        cache.save()
    written = build_changes(vault, proposed.edges, config, singly=options.singly)
    result = WeaveResult(vault, options.day, frozenset(sources), edge_filter, proposed, written)
    return _limited(result, options, config)


def choice_of(options: WeaveOptions, *, named: bool) -> Choice:
    """Return which pairs a weave chooses; `named`: a user named the notes."""
    return "orphans" if options.which == "orphans" else "named" if named else "spread"


def declined_check(vault: Vault, config: Config, declined: Collection[Declined]) -> IsDeclined:
    """Return a check whether an edge, or the same edge of copies, is declined for the present content of a vault."""

    def original(path: str) -> str:
        place = vault.by_path.get(path)
        return path if place is None else vault.records[vault.meanings.original(place)].path

    known = DeclinedEdges(declined, _text_of(vault, config), original)

    def is_declined(source: str, target: str, edge_type: str) -> bool:
        symmetric = any(one.symmetric for one in config.weave.types if one.name == edge_type)
        return known.matches(source, target, edge_type, symmetric=symmetric)

    return is_declined


def _limited(result: WeaveResult, options: WeaveOptions, config: Config) -> WeaveResult:
    """Return the result with the first of the edges that can be written, as many as the limit allows."""
    edges, limit = result.proposed.edges, options.limit
    refused = {id(placement) for placement, _ in result.written.refused}
    writable = [placement for placement in edges if id(placement) not in refused]
    if limit is None or len(writable) <= limit:
        return result
    beyond = {id(placement) for placement in writable[limit:]}
    kept = tuple(placement for placement in edges if id(placement) not in beyond)
    counts = result.proposed.refused + Counter({Refusal.LIMIT: len(beyond)})
    proposed = replace(result.proposed, edges=kept, refused=counts)
    written = build_changes(result.vault, kept, config, singly=options.singly)
    return replace(result, proposed=proposed, written=written)


def _pairs(vault: Vault, pending: Iterable[tuple[str, Provenance]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of places with pending edges, the lower first."""
    for path, entry in pending:
        holder = vault.by_path.get(path)
        meant = vault.meanings.sole(vault.resolve(entry.title, holder))
        if holder is not None and meant is not None:
            yield min(holder, meant), max(holder, meant)


def _text_of(vault: Vault, config: Config) -> Callable[[str], str | None]:
    lists = [field for one in config.weave.types for field in (one.field, one.inverse) if field]

    def text_of(path: str) -> str | None:
        place = vault.by_path.get(path)
        if place is None:
            return None
        return content_hash(Note(path, vault.records[place].source, config.limits), lists)

    return text_of
