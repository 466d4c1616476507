"""Edges that nobody states: what the ranker finds in a vault, from the cache where it is known already."""

from collections.abc import Callable, Collection
from dataclasses import astuple
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reweave.progress import progress
from reweave.vault.vault import Vault
from reweave.weave.cache import WeaveCache, recalled
from reweave.weave.candidate import Candidate, DuplicateGroup, Trust

if TYPE_CHECKING:
    from reweave.weave.rank.ranker import Ranker

CANDIDATES_PER_NOTE = 10
"""Candidates looked at for a note; the caps bound what is kept of them."""
_ASKED_AT = 0.30
"""The probability from which a judge is asked about a pair."""


class LinkFinder:
    """Finds pairs of notes of one vault that should be linked; the ranker is made when something is not known yet."""

    def __init__(self, vault: Vault, cache: WeaveCache | None = None) -> None:
        """Remember the vault, and what is known about it."""
        self._vault = vault
        self._cache = cache

    @cached_property
    def ranker(self) -> "Ranker":
        """The ranker of the vault; its fit is kept.

        Raises:
            ReweaveError: a database for the texts, or a model of dense vectors, is configured and cannot be used.
        """
        from reweave.weave.rank.ranker import Ranker
        from reweave.weave.rank.refit import Refit

        known = None if self._cache is None else self._cache.recall("fit")
        ranker = Ranker(self._vault, fit=None if known is None else Refit.from_json(known))
        if self._cache is not None and known is None:
            self._cache.keep("fit", ranker.refit.to_json())
        return ranker

    @cached_property
    def trust(self) -> Trust:
        """How well the ranker finds the vault's own links."""
        return recalled(
            self._cache, "trust", (), lambda: self.ranker.refit.trust, lambda one: astuple(one), lambda row: Trust(*row)
        )

    def duplicates(self, sources: Collection[int]) -> tuple[DuplicateGroup, ...]:
        """Return the groups of near-duplicates with a note among `sources`."""
        return recalled(
            self._cache,
            "duplicates",
            sources,
            lambda: self._duplicates(sources),
            lambda groups: [[group.places, group.same_title] for group in groups],
            lambda rows: tuple(DuplicateGroup(tuple(places), same) for places, same in rows),
        )

    def sure_pairs(self, sources: Collection[int]) -> list[Candidate]:
        """Return the unlinked pairs that may be written without being read, the surest first."""
        return self._pairs("sure pairs", sources, lambda: self._sure(sources))

    def asked_pairs(self, sources: Collection[int]) -> list[Candidate]:
        """Return the unlinked pairs that a judge is asked about, the likeliest first.

        It reads the pair, and needs a quote: it is asked about less likely ones, too.
        """
        return self._pairs("asked pairs", sources, lambda: self._likely(sources, _ASKED_AT))

    def _pairs(self, question: str, sources: Collection[int], find: Callable[[], list[Candidate]]) -> list[Candidate]:
        def encode(found: list[Candidate]) -> object:
            return [astuple(one) for one in found]

        return recalled(self._cache, question, sources, find, encode, lambda rows: [_candidate(row) for row in rows])

    def _duplicates(self, sources: Collection[int]) -> tuple[DuplicateGroup, ...]:
        from reweave.weave.rank.duplicates import near_duplicates

        return tuple(near_duplicates(self.ranker, sources))

    def _sure(self, sources: Collection[int]) -> list[Candidate]:
        # What two notes have in common they have in common from either side. A note that much is linked to is likely
        # from every side, and right from few.
        return [one for one in self._likely(sources, self.ranker.model.related_at) if self.ranker.mutual(one)]

    def _likely(self, sources: Collection[int], least: float) -> list[Candidate]:
        """Return the pairs of a probability of `least` or more that nobody links, the surest first.

        Of sources that share a title, the first is asked for all.
        """
        known, ranker = linked_notes(self._vault), self.ranker
        asked: dict[int, int] = {}
        for place in sorted(sources):
            asked.setdefault(ranker.claim(place), place)
        found = [
            candidate
            for place in progress(asked.values(), label="looking for links", total=len(asked))
            for candidate in ranker.candidates(place, CANDIDATES_PER_NOTE, without=known(place), least=least)
        ]
        return sorted(found, key=lambda one: (-one.probability, one.source, one.target))


def linked_notes(vault: Vault) -> Callable[[int], frozenset[int]]:
    """Return a function from a note to the notes linked with it, in either direction."""
    # What a weave wrote keeps its place among the candidates, so that a second weave looks no further down.
    known = [vault.mentions(place) - vault.provenance_targets(place) for place in range(len(vault))]
    naming: dict[int, set[int]] = {}
    for place, named in enumerate(known):
        for other in named:
            naming.setdefault(other, set()).add(place)
    return lambda place: known[place].union(naming.get(place, ()))


def _candidate(row: list[Any]) -> Candidate:
    source, target, probability, similarity, evidence, terms, linkers = row
    return Candidate(source, target, probability, similarity, evidence, tuple(terms), tuple(linkers))
