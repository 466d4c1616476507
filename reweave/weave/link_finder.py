"""Edges that nobody states: what the ranker finds in a vault, from the cache where it is known already."""

from collections.abc import Collection
from dataclasses import astuple
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reweave.vault.vault import Vault
from reweave.weave.cache import WeaveCache, recalled
from reweave.weave.candidate import Candidate, Choice, DuplicateGroup, Mention, ScoredPairs, Trust, View

if TYPE_CHECKING:
    from reweave.weave.rank.ranker import Ranker

_ASKED_AT = 0.30
"""The probability from which a judge is asked about a pair."""


class LinkFinder:
    """Finds pairs of notes of one vault that should be linked; the ranker is made when something is not known yet."""

    def __init__(self, vault: Vault, cache: WeaveCache | None = None, ends: frozenset[int] | None = None) -> None:
        """Remember the vault, and what is known about it; with `ends`, only mentions in these notes, or of them."""
        self._vault = vault
        self._cache = cache
        self._ends = ends
        self._whole: LinkFinder | None = None

    def between(self, ends: frozenset[int]) -> "LinkFinder":
        """Return a finder of mentions in some notes, or of them, with the same ranker; what it finds is not kept."""
        finder = LinkFinder(self._vault, None, ends)
        finder._whole = self
        return finder

    @cached_property
    def ranker(self) -> "Ranker":
        """The ranker of the vault; its fit is kept.

        Raises:
            ReweaveError: a database for the texts, or a model of dense vectors, is configured and cannot be used.
        """
        if self._whole is not None:
            return self._whole.ranker
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

    def right_pairs(self, sources: Collection[int], choice: Choice) -> ScoredPairs:
        """Return the unlinked pairs that may be written without being read."""
        return recalled(
            self._cache,
            f"right pairs, {choice}",
            sources,
            lambda: self._right_pairs(sources, choice),
            astuple,
            _scored_pairs,
        )

    def mentions(self, sources: Collection[int]) -> list[tuple[float, Mention]]:
        """Return the pairs of which one has the other's name in its text, without a link, each with its score."""
        return recalled(
            self._cache,
            "mentions",
            sources,
            lambda: self._mentions(sources),
            lambda found: [(score, astuple(one)) for score, one in found],
            lambda rows: [(score, Mention(*row)) for score, row in rows],
        )

    def asked_pairs(self, sources: Collection[int]) -> list[Candidate]:
        """Return the unlinked pairs that a judge is asked about, the likeliest first.

        It reads the pair, and needs a quote: it is asked about less likely ones, too.
        """
        return recalled(
            self._cache,
            "asked pairs",
            sources,
            lambda: self._asked_pairs(sources),
            lambda found: [astuple(one) for one in found],
            lambda rows: [_candidate(row) for row in rows],
        )

    # What is known already needs neither the ranker's modules nor numpy.

    def _right_pairs(self, sources: Collection[int], choice: Choice) -> ScoredPairs:
        from reweave.weave.new_pairs import right_pairs

        return right_pairs(self._vault, self.ranker, sources, choice)

    def _mentions(self, sources: Collection[int]) -> list[tuple[float, Mention]]:
        from reweave.weave.new_pairs import mentioned_pairs

        wanted = frozenset(sources)
        return mentioned_pairs(self._vault, self.ranker, [one for one in self.verbatim if one.source in wanted])

    @cached_property
    def verbatim(self) -> list[Mention]:
        """The mentions in all notes."""
        from reweave.weave.mentions import find_mentions

        return find_mentions(self._vault, self._ends)

    def _asked_pairs(self, sources: Collection[int]) -> list[Candidate]:
        from reweave.weave.new_pairs import likely_pairs

        return likely_pairs(self._vault, self.ranker, sources, _ASKED_AT)

    def _duplicates(self, sources: Collection[int]) -> tuple[DuplicateGroup, ...]:
        from reweave.weave.rank.duplicates import near_duplicates

        return tuple(near_duplicates(self.ranker, sources))


def _candidate(row: list[Any]) -> Candidate:
    source, target, probability, view, similarity, rare, evidence, terms, linkers = row
    tuples = tuple(terms), tuple(linkers)
    return Candidate(source, target, probability, View(*view), similarity, rare, evidence, *tuples)


def _scored_pairs(row: list[Any]) -> ScoredPairs:
    pairs, refused, reworded = row
    groups = tuple(DuplicateGroup(tuple(places), same) for places, same in reworded)
    return ScoredPairs(tuple((score, _candidate(one)) for score, one in pairs), refused, groups)
