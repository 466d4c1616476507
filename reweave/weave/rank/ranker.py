"""The ranker of a vault: for a note, the most probable targets of links, each with its evidence."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from reweave.vault.vault import Vault
from reweave.weave.candidate import Candidate, Trust, View
from reweave.weave.rank.batch import in_batches
from reweave.weave.rank.dense import DenseModel, open_dense
from reweave.weave.rank.index import Index, build
from reweave.weave.rank.model import Model, shipped
from reweave.weave.rank.notes import RankNote, rank_note, rank_notes
from reweave.weave.rank.pair_score import UNSEEN, pair_score
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.ranking import Asked, Ranking, ask
from reweave.weave.rank.refit import Refit, refit
from reweave.weave.rank.sparse import CsrMatrix, places_among, without_noise
from reweave.weave.rank.text_store import external_store
from reweave.weave.rank.views import Views
from reweave.weave.rank.vocabulary import Ints

_TERMS_KEPT = 24
"""More than are shown: most of them are words of code, formulas or addresses in some notes."""
_LINKERS_SHOWN = 2
_ENOUGH_NOTES = 100
_COMMON_IDF = 1.0 + math.log(1.0 / 0.15)
"""Words in more than about 15 % of at least `_ENOUGH_NOTES` notes tell nothing, in any language: no shared terms."""
RARE_IDF = 1.0 + math.log(1.0 / 0.05)
"""Words in 5 % of the notes or fewer are rare."""

_MOST_KEPT = 10_000
"""In a vault of more claims, those asked for a fit are asked again: what is kept of each grows with the vault."""

DUPLICATE_AT = 0.5
"""From this similarity on, two notes are near-duplicates. README.md has the measurements."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A source with its targets in order; `unlike` are the rows of those that are no near-duplicates of it."""

    asked: Asked
    ranking: Ranking
    unlike: list[int]


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
        self._asked = {one.claim: one for one in asked}
        self.vault = vault
        self._representative = found.representative
        self._claims = {int(place): claim for claim, place in enumerate(self.index.places)}
        self._terms = self.index.vocabulary.names()
        self._views: dict[int, Views] = {}
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
        return next(self.candidates_of([source], limit, lambda _: without, least=least))

    def candidates_of(
        self, sources: Sequence[int], limit: int, without: Callable[[int], Collection[int]], *, least: float = 0.0
    ) -> Iterator[list[Candidate]]:
        """Yield what `candidates` returns of each source, asking many together.

        Raises:
            KeyError: a source is not a participant.
        """
        claims = [self.claim(source) for source in sources]
        for source, ranked in zip(sources, self._rank(claims), strict=True):
            yield self._candidates(source, ranked, limit, without(source), least)

    def _candidates(
        self, source: int, seen: _Ranked, limit: int, without: Collection[int], least: float
    ) -> list[Candidate]:
        asked, ranked = seen.asked, seen.ranking
        left_out = {self._claims.get(self._representative[place], -1) for place in without}
        claims = ranked.claims.tolist()
        rows = list(islice((row for row in seen.unlike if claims[row] not in left_out), limit))
        chances = self.model.probability(ranked.scores[rows])
        rows = rows[: int((chances >= least).sum())]
        if not rows:
            return []
        terms, rare = self._shared_terms(asked, ranked.claims[rows])
        views = self._seen(asked, ranked, rows)
        return [
            Candidate(
                source=source,
                target=self.place(claim),
                probability=float(chances[number]),
                view=views.of(claim),
                similarity=float(asked.similarity[claim]),
                rare=rare[number],
                evidence=_evidence(asked, ranked, row),
                shared_terms=terms[number],
                linkers=self._linkers(asked, claim),
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
        self.look_from([source])
        return self._views[self.claim(source)].find(self.claim(target))

    def look_from(self, sources: Iterable[int]) -> None:
        """Rank the targets of notes whose views will be asked for: many together cost less than one by one."""
        claims = dict.fromkeys(map(self.claim, sources))
        for _ in self._rank([claim for claim in claims if claim not in self._views]):
            pass

    def _rank(self, claims: Sequence[int]) -> Iterator[_Ranked]:
        """Rank the targets of each claim."""
        known = {claim: self._asked.pop(claim) for claim in claims if claim in self._asked}
        batches = in_batches(self.index, [claim for claim in claims if claim not in known], orphans=False)
        others = (asked for batch in batches for asked in ask(batch, DUPLICATE_AT))
        for claim in claims:
            asked = known.pop(claim) if claim in known else next(others)
            ranking = asked.ranked(self.model)
            unlike = np.flatnonzero(asked.similarity[ranking.claims] < DUPLICATE_AT).tolist()
            self._views[claim] = self._seen(asked, ranking, unlike[: self.model.related_within])
            yield _Ranked(asked, ranking, unlike)

    def _seen(self, asked: Asked, ranked: Ranking, rows: list[int]) -> Views:
        """Return how a source sees the claims in some rows of its ranking."""
        claims = ranked.claims[rows]
        if not rows:
            return Views(claims, np.zeros((0, 4)))
        less = 0.0 if self.index.claims.out[asked.claim] else self._silent
        walk = ranked.evidence["walk"]
        seen = (
            self.model.odds(ranked.scores[rows]) + less,
            places_among(asked.similarity, asked.similarity[claims]),
            places_among(walk, walk[rows]),
            ranked.evidence["covers_title"][rows],
        )
        return Views(claims, np.stack(seen, axis=1))

    def _shared_terms(self, source: Asked, claims: Ints) -> tuple[list[tuple[str, ...]], list[int]]:
        """Return the words that source and claims share, those that add most to the similarity first.

        With them comes how many rare words each claim shares.
        """
        vocabulary = self.index.vocabulary
        told = vocabulary.is_word(source.terms)
        if self.index.size >= _ENOUGH_NOTES:
            told &= self.index.bodies.idf[source.terms] > _COMMON_IDF
        terms, weights = source.terms[told], source.weights[told]
        query = CsrMatrix(weights, terms, np.asarray([0, len(terms)]), len(self.index.bodies.idf))
        pool = Pool.of_one(claims, self.index.size)
        worth = without_noise(self.index.bodies.within(query, pool).toarray().T * weights).T
        order = np.argsort(-worth, axis=0, kind="stable")[:_TERMS_KEPT]
        rare = np.count_nonzero(worth[self.index.bodies.idf[terms] > RARE_IDF] > 0.0, axis=0)
        shown = [
            tuple(self._terms[int(terms[row]) - vocabulary.buckets] for row in rows if worth[row, column] > 0.0)
            for column, rows in enumerate(order.T)
        ]
        return shown, rare.tolist()

    def _linkers(self, source: Asked, target: int) -> tuple[int, ...]:
        """Return the claims most like the source among those that link the target."""
        linking = self.index.claims.back.row(target)
        order = np.argsort(-source.similarity[linking], kind="stable")[:_LINKERS_SHOWN]
        return tuple(self.place(claim) for claim in linking[order].tolist() if source.similarity[claim] > 0.0)


def _dense(vault: Vault) -> tuple[DenseModel, int] | None:
    config = vault.config.dense
    return None if config is None else (open_dense(config), config.candidates)


def _evidence(source: Asked, ranked: Ranking, row: int) -> dict[str, float]:
    """Return the raw scores above zero, and the similarity by dense vectors, which is not a feature of the model."""
    own = zip(ranked.evidence.names, ranked.evidence.scores[:, row].tolist(), strict=True)
    found = {name: value for name, value in own if value > 0.0}
    if source.dense_similarity is not None and (meant := float(source.dense_similarity[ranked.claims[row]])) > 0.0:
        found["dense"] = meant
    return found
