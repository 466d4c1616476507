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
from reweave.verbosity import part
from reweave.weave.declined import Declined, Refusals, text_hash
from reweave.weave.filters import Declined as IsDeclined
from reweave.weave.filters import Filters, Placed
from reweave.weave.proposal import Judge, Proposed, propose
from reweave.weave.refusal import Refusal
from reweave.weave.sources import choose_sources
from reweave.weave.woven_changes import Woven, carry_out


@dataclass(frozen=True, slots=True)
class WeaveOptions:
    """What is asked of a weave: which notes to look from, the date to write, whether to ask the ranker, a limit."""

    day: date
    which: Literal["thin", "orphans", "all"] = "thin"
    new: bool = True
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Weaving:
    """A vault, the edges proposed for it, and the changes that would write them; `sources` are the notes looked from.

    `screen` is the one that they went through, as they left it.
    """

    vault: Vault
    sources: frozenset[int]
    screen: Filters
    proposed: Proposed
    woven: Woven

    @property
    def writable(self) -> tuple[Placed, ...]:
        """The proposed edges that the changes write."""
        refused = [placed for placed, _ in self.woven.refused]
        return tuple(placed for placed in self.proposed.edges if placed not in refused)


@part("propose edges")
def weave_vault(
    vault: Vault,
    config: Config,
    wishes: WeaveOptions,
    *,
    declined: Collection[Declined] = (),
    recent: Set[str] = frozenset(),
    among: Collection[int] | None = None,
    judge: Judge | None = None,
    waiting: Iterable[tuple[str, Provenance]] = (),
    listen: bool = False,
) -> Weaving:
    """Propose edges for a vault and write them into its notes' bytes; nothing is touched.

    `among` are the notes that a user named, `recent` the paths of those in their cool-down, `declined` what somebody
    said no to, `waiting` the edges that wait on other branches, each with the path of the note that holds it there.
    With `listen` the screen keeps every edge that was offered, and all that spoke against it.
    """
    is_declined = declining(vault, config, declined)
    pairs = frozenset(_pairs(vault, waiting))
    screen = Filters(vault, is_declined, recent, waiting=pairs, heard=[] if listen else None)
    stating = choose_sources(vault, everything=True, places=among)
    sources = choose_sources(vault, orphans=wishes.which == "orphans", everything=wishes.which == "all", places=among)
    new = wishes.new and config.weave.new
    proposed = propose(screen, stating, sources, wishes.day, new=new, judge=judge)
    woven = carry_out(vault, proposed.edges, config)
    return _limited(Weaving(vault, frozenset(sources), screen, proposed, woven), wishes.limit, config)


def declining(vault: Vault, config: Config, declined: Collection[Declined]) -> IsDeclined:
    """Return what tells whether somebody said no to an edge, as of what the notes of a vault say."""
    refusals = Refusals(declined, _text_of(vault, config))

    def is_declined(source: str, target: str, edge_type: str) -> bool:
        symmetric = any(one.symmetric for one in config.weave.types if one.name == edge_type)
        return refusals.refuse(source, target, edge_type, symmetric=symmetric)

    return is_declined


def _limited(weaving: Weaving, limit: int | None, config: Config) -> Weaving:
    """Return the weaving with the first `limit` of the edges that can be written."""
    edges = weaving.proposed.edges
    refused = {id(placed) for placed, _ in weaving.woven.refused}
    writable = [placed for placed in edges if id(placed) not in refused]
    if limit is None or len(writable) <= limit:
        return weaving
    beyond = {id(placed) for placed in writable[limit:]}
    kept = tuple(placed for placed in edges if id(placed) not in beyond)
    counts = weaving.proposed.refused + Counter({Refusal.LIMIT: len(beyond)})
    proposed = replace(weaving.proposed, edges=kept, refused=counts)
    return replace(weaving, proposed=proposed, woven=carry_out(weaving.vault, kept, config))


def _pairs(vault: Vault, waiting: Iterable[tuple[str, Provenance]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of places between which edges wait, the lower first."""
    for path, entry in waiting:
        holder = vault.by_path.get(path)
        targets = vault.resolve(entry.title, holder)
        if holder is not None and len(targets) == 1:
            yield min(holder, targets[0]), max(holder, targets[0])


def _text_of(vault: Vault, config: Config) -> Callable[[str], str | None]:
    lists = [field for one in config.weave.types for field in (one.field, one.inverse) if field]

    def text_of(path: str) -> str | None:
        place = vault.by_path.get(path)
        if place is None:
            return None
        return text_hash(Note(path, vault.records[place].source, config.limits), lists)

    return text_of
