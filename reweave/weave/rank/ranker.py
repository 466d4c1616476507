"""The ranker of a vault: for a note, the most probable targets of links, each with its evidence."""

import math
from collections.abc import Collection
from itertools import islice

import numpy as np

from reweave.vault.vault import Vault
from reweave.weave.candidate import Candidate, Trust, View
from reweave.weave.rank.dense import DenseModel, open_dense
from reweave.weave.rank.index import Index, build
from reweave.weave.rank.model import Model, shipped
from reweave.weave.rank.notes import RankNote, rank_note, rank_notes
from reweave.weave.rank.pair_score import UNSEEN, pair_score
from reweave.weave.rank.ranking import Asked, Ranking, rank
from reweave.weave.rank.refit import Refit, refit
from reweave.weave.rank.source import Source
from reweave.weave.rank.sparse import places_among
from reweave.weave.rank.text_store import external_store
from reweave.weave.rank.vocabulary import Ints

_TERMS_SHOWN = 6
_LINKERS_SHOWN = 2
_ENOUGH_NOTES = 100
_COMMON_IDF = 1.0 + math.log(1.0 / 0.15)
"""Words in more than about 15 % of at least `_ENOUGH_NOTES` notes tell nothing, in any language: no shared terms."""
_RARE_IDF = 1.0 + math.log(1.0 / 0.05)
"""Words in 5 % of the notes or fewer are rare."""

_MOST_KEPT = 10_000
"""In a vault of more claims, those asked for a fit are asked again: what is kept of each grows with the vault."""

DUPLICATE_AT = 0.5
"""From this similarity on, two notes are near-duplicates. README.md has the measurements."""


class Ranker:
    """Ranks the participating notes of one vault; its words and links are read into an index once."""

    def __init__(self, vault: Vault, model: Model | None = None, fit: Refit | None = None) -> None:
        """Build the index; without a model, the one that comes with the package is fitted to the vault's own links.

        `fit` is what came of that before.

        Raises:
            ReweaveError: a database for the texts, or a model of dense vectors, is configured and cannot be used.
        """
        store, dense = external_store(vault), _dense(vault)
        found = rank_notes(vault)
        self.index: Index = build(found.notes, store, dense)
        asked: list[Asked] = []
        keep = asked.append if self.index.size <= _MOST_KEPT else lambda asked: None
        if model is not None:
            fit = Refit(model, False, Trust(len(self.index.linking()), None, None))
        elif fit is None:
            fit = refit(self.index, shipped(), keep)
        self.refit, self.model = fit, fit.model
        self._ranked = {one.source.claim: (one.source, one.ranked(fit.model)) for one in asked}
        self.vault = vault
        self._representative = found.representative
        self._claims = {int(place): claim for claim, place in enumerate(self.index.places)}
        self._terms = self.index.vocabulary.names()
        self._views: dict[int, dict[int, View]] = {}
        self._words: dict[int, int] = {}
        # The chances are those of notes that link others. Of one that links none, less is known to be missing.
        linking = len(self.index.linking())
        self._silent = math.log(linking / self.index.size) if linking else 0.0

    def claim(self, place: int) -> int:
        """Return the number that a note of the vault has in the index; notes of one title share it.

        Raises:
            KeyError: the note is not a participant.
        """
        return self._claims[self._representative[place]]

    def place(self, claim: int) -> int:
        """Return the place in the vault of a note of the index; of notes that share a title, the first one's."""
        return self.index.note(claim).place

    def note(self, place: int) -> RankNote:
        """Return a note of the vault, even one that is represented by another of its title."""
        return rank_note(self.vault, place, self._representative)

    def candidates(
        self, source: int, limit: int, without: Collection[int] = (), *, least: float = 0.0
    ) -> list[Candidate]:
        """Return the most probable targets of a note, best first: at most `limit`, none of `without` or below `least`.

        Links that the source has already are hidden from the ranking, and their targets are among the candidates
        where they are not in `without`. Of notes that share a title, the first represents all. Near-duplicates of
        the source are no candidates.

        Raises:
            KeyError: the source is not a participant.
        """
        hidden, ranked, unlike = self._rank(self.claim(source))
        left_out = {self._claims.get(self._representative[place], -1) for place in without}
        claims = ranked.claims.tolist()
        rows = list(islice((row for row in unlike if claims[row] not in left_out), limit))
        chances = self.model.probability(ranked.scores[rows])
        rows = rows[: int((chances >= least).sum())]
        if not rows:
            return []
        terms, rare = self._shared_terms(hidden, ranked.claims[rows])
        views = self._seen(hidden, ranked, rows)
        return [
            Candidate(
                source=source,
                target=self.place(claim),
                probability=float(chances[number]),
                view=views[number],
                similarity=float(hidden.similarity[claim]),
                rare=rare[number],
                evidence=_evidence(hidden, ranked, row),
                shared_terms=terms[number],
                linkers=self._linkers(hidden, claim),
            )
            for number, (row, claim) in enumerate((row, claims[row]) for row in rows)
        ]

    def score(self, one: Candidate) -> float:
        """Return the probability that an edge between the two is right."""
        least = min(self.own_words(self.claim(place)) for place in (one.source, one.target))
        return pair_score(self.model.pair, one.view, self.view_back(one) or UNSEEN, least, one.rare)

    def own_words(self, claim: int) -> int:
        """Return how many different words a note says itself."""
        if claim not in self._words:
            self._words[claim] = len(np.unique(self.index.own_words(claim)))
        return self._words[claim]

    def view_back(self, one: Candidate) -> View | None:
        """Return how the target sees the source; `None` where it is not among its first `related_within`."""
        return self.view(one.target, one.source)

    def view(self, source: int, target: int) -> View | None:
        """Return how a note sees another; `None` where that is not among its first `related_within`."""
        claim = self.claim(source)
        if claim not in self._views:
            self._rank(claim)
        return self._views[claim].get(self.claim(target))

    def _rank(self, claim: int) -> tuple[Source, Ranking, list[int]]:
        """Rank the targets of a claim; return with them the rows of those that are no near-duplicates of it."""
        if claim in self._ranked:
            hidden, ranked = self._ranked.pop(claim)
        else:
            hidden = Source.hide(self.index, claim, orphan=False)
            ranked = rank(hidden, self.model, DUPLICATE_AT)
        rows = np.flatnonzero(hidden.similarity[ranked.claims] < DUPLICATE_AT).tolist()
        first = rows[: self.model.related_within]
        views = self._seen(hidden, ranked, first)
        self._views[claim] = dict(zip(ranked.claims[first].tolist(), views, strict=True))
        return hidden, ranked, rows

    def _seen(self, source: Source, ranked: Ranking, rows: list[int]) -> list[View]:
        """Return how a source sees the claims in some rows of its ranking."""
        if not rows:
            return []
        less = 0.0 if self.index.claims.out[source.claim] else self._silent
        return [
            View(*seen)
            for seen in zip(
                (self.model.odds(ranked.scores[rows]) + less).tolist(),
                source.places(ranked.claims[rows]).tolist(),
                places_among(np.sort(ranked.evidence["walk"]), ranked.evidence["walk"][rows]).tolist(),
                ranked.evidence["covers_title"][rows].tolist(),
                strict=True,
            )
        ]

    def _shared_terms(self, source: Source, claims: Ints) -> tuple[list[tuple[str, ...]], list[int]]:
        """Return the words that source and claims share, those that add most to the similarity first.

        With them comes how many rare words each claim shares.
        """
        vocabulary = self.index.vocabulary
        told = vocabulary.is_word(source.terms)
        if self.index.size >= _ENOUGH_NOTES:
            told &= self.index.bodies.idf[source.terms] > _COMMON_IDF
        terms, weights = source.terms[told], source.weights[told]
        worth = self.index.bodies.within(terms, claims).toarray() * weights[:, None]
        order = np.argsort(-worth, axis=0, kind="stable")[:_TERMS_SHOWN]
        rare = np.count_nonzero(worth[self.index.bodies.idf[terms] > _RARE_IDF] > 0.0, axis=0)
        shown = [
            tuple(self._terms[int(terms[row]) - vocabulary.buckets] for row in rows if worth[row, column] > 0.0)
            for column, rows in enumerate(order.T)
        ]
        return shown, rare.tolist()

    def _linkers(self, source: Source, target: int) -> tuple[int, ...]:
        """Return the claims most like the source among those that link the target."""
        linking = self.index.claims.back.row(target)
        order = np.argsort(-source.similarity[linking], kind="stable")[:_LINKERS_SHOWN]
        return tuple(self.place(claim) for claim in linking[order].tolist() if source.similarity[claim] > 0.0)


def _dense(vault: Vault) -> tuple[DenseModel, int] | None:
    config = vault.config.dense
    return None if config is None else (open_dense(config), config.candidates)


def _evidence(source: Source, ranked: Ranking, row: int) -> dict[str, float]:
    """Return the raw scores above zero, and the similarity by dense vectors, which is not a feature of the model."""
    found = {name: float(values[row]) for name, values in ranked.evidence.items() if values[row] > 0.0}
    if source.dense_similarity is not None and (meant := float(source.dense_similarity[ranked.claims[row]])) > 0.0:
        found["dense"] = meant
    return found
