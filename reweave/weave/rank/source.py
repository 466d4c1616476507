"""The note to rank targets for, with its own links hidden."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps

import numpy as np

from reweave.weave.rank.index import Index
from reweave.weave.rank.sparse import CsrMatrix, places_among, without_noise
from reweave.weave.rank.tfidf import tfidf_rows
from reweave.weave.rank.vocabulary import Floats, Ints, sentences_of


@dataclass(frozen=True, slots=True)
class Source:
    """A claim to find targets for, with its own links hidden.

    `terms` and `weights` are its text, `similarity` how similar its text is to that of every claim. `linked` are the
    claims that it links, so that its links can be taken out of what is known; `inbound` the claims that link it. For
    an orphan those are not known either. `dense_similarity` is the same as `similarity` by dense vectors, where there
    is a model for them. `cache` holds what `cached` keeps.
    """

    index: Index
    claim: int
    orphan: bool
    terms: Ints
    weights: Floats
    by_sentence: CsrMatrix
    similarity: Floats
    linked: Ints
    inbound: Floats
    dense_similarity: Floats | None = None
    cache: dict[str, Floats] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def hide(cls, index: Index, claim: int, *, orphan: bool) -> "Source":
        """Return a claim without its links and without every verbatim mention of a note that it links."""
        own, is_whole = _without_names(index, claim)
        words, sentence = sentences_of(index.read.of(claim) if is_whole else index.vocabulary.read(own))
        pairs = index.vocabulary.pairs(words)
        terms, weights = index.bodies.query(np.concatenate([pairs, words]))
        similarity = without_noise(index.bodies.nearest(terms, weights))
        similarity[claim] = 0.0
        linked = index.claims.forth.row(claim)
        inbound = np.zeros(index.size)
        inbound[index.claims.back.row(claim)] = 1.0
        dense_similarity = None if index.dense is None else index.dense.similarity(own, claim)
        inside = sentence[1:] == sentence[:-1]
        columns, of = np.concatenate([pairs[inside], words]), np.concatenate([sentence[1:][inside], sentence])
        matrix = _by_sentence(index, columns, of, terms)
        return cls(index, claim, orphan, terms, weights, matrix, similarity, linked, inbound, dense_similarity)

    def linked_by_others(self) -> Floats:
        """Return how many claims other than the source link each claim."""
        into = self.index.claims.into.copy()
        into[self.linked] -= 1.0
        return into

    def neighbours(self) -> Floats:
        """Return how many links each claim has with claims other than the source."""
        return _neighbours(self)

    def cubed_similarity(self) -> Floats:
        """Return the cube of the relative similarity, so that only the nearest claims count."""
        return _cubed_similarity(self)

    def places(self, claims: Ints) -> Ints:
        """Return the places of some claims by similarity, from 1; equals share the first."""
        return places_among(_ordered(self), self.similarity[claims])


def cached(compute: Callable[[Source], Floats]) -> Callable[[Source], Floats]:
    """Compute an array of a source once; callers must not change it. Candidate pool and evidence share them."""

    @wraps(compute)
    def computed(source: Source) -> Floats:
        name = compute.__name__
        if name not in source.cache:
            source.cache[name] = without_noise(compute(source))
        return source.cache[name]

    return computed


@cached
def _neighbours(source: Source) -> Floats:
    return source.linked_by_others() + source.index.claims.out - source.inbound


@cached
def _cubed_similarity(source: Source) -> Floats:
    top = float(source.similarity.max(initial=0.0))
    return (source.similarity / top) ** 3 if top > 0.0 else source.similarity


@cached
def _ordered(source: Source) -> Floats:
    return np.sort(source.similarity)


def _without_names(index: Index, claim: int) -> tuple[str, bool]:
    """Return the text of a claim, in lower case, without the names of the notes that it links; and if it had none."""
    note = index.note(claim)
    whole = text = index.own_text(claim).lower()
    names = {name.lower() for target in note.targets() for name in index.notes[target].names()}
    for name in sorted(names - {own.lower() for own in note.names()}, key=lambda name: (-len(name), name)):
        if name in text:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return text, text == whole


def _by_sentence(index: Index, columns: Ints, of: Ints, terms: Ints) -> CsrMatrix:
    """Return sentences as vectors of length one over the terms of the whole text."""
    count = int(of.max(initial=-1)) + 1
    used, weights, ends = tfidf_rows(columns, of, count, index.bodies.idf)
    return CsrMatrix(weights, np.searchsorted(terms, used), ends, len(terms))
