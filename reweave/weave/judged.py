"""The pairs that a judge is asked about: those that could be written, a source's pairs together."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Literal

from reweave.vault.vault import Vault
from reweave.weave.claims import is_claim
from reweave.weave.promotion import is_promotable
from reweave.weave.stated.edge_types import type_edges
from reweave.weave.stated.measured import measured

Judged = Literal["linked", "new", "all"]
"""What a judge is asked about: linked pairs whose type nobody states, pairs that nobody links, or both."""

Pair = tuple[int, int]


def untyped_links(vault: Vault, notes: Collection[int]) -> Iterator[Pair]:
    """Yield the pairs of claims (source, target) that a body of `notes` links without a type that would be written.

    A type that only an unmeasured rule reads counts as none; one that a field holds already is left to the filter.
    """
    linked = [
        (place, link.targets[0])
        for place in sorted(notes)
        for link in vault.links[place]
        if len(link.targets) == 1 and link.targets[0] != place
    ]
    pairs = [pair for pair in dict.fromkeys(linked) if is_claim(vault, pair[0]) and is_claim(vault, pair[1])]
    for verdict in type_edges(vault, pairs, derived=False):
        written = is_promotable(verdict) and measured().precision(verdict.rule).written
        if not written:
            yield verdict.source, verdict.target


def screened(pairs: Iterable[Pair], may_be_written: Callable[[Pair], bool]) -> list[Pair]:
    """Return the pairs of which some edge could be written, by source in the order in which the sources come first."""
    by_source: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        if may_be_written(pair):
            by_source[pair[0]].append(pair)
    return [pair for group in by_source.values() for pair in group]
