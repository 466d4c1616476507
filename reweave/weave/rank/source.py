"""The note that targets are sought for, with its own links hidden."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps

import numpy as np
from scipy import sparse

from reweave.weave.rank.index import Index, own_text
from reweave.weave.rank.text import sentences, words
from reweave.weave.rank.vocabulary import Floats, Ints
from reweave.weave.rank.weights import row_of, weighed_each


@dataclass(frozen=True, slots=True)
class Source:
    """A claim to find targets for, with its own links hidden.

    `terms` and `weights` are its text, `near` its likeness to every claim. `linked` are the claims that it links, so
    that its links can be taken out of what is known; `linking` the claims that link it. For an orphan those that link
    it are not known either. `meant` is its likeness to every claim by dense vectors, where there is a model for them.
    `computed` holds what `once` keeps.
    """

    index: Index
    claim: int
    orphan: bool
    terms: Ints
    weights: Floats
    by_sentence: sparse.csr_array
    near: Floats
    linked: Ints
    linking: Floats
    meant: Floats | None = None
    computed: dict[str, Floats] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def hide(cls, index: Index, claim: int, *, orphan: bool) -> "Source":
        """Return a claim without its links and without every verbatim mention of a note that it links."""
        own = _without_names(index, claim)
        by_sentence = [index.vocabulary.known(words(one)) for one in sentences(own)]
        text = np.concatenate([np.zeros(0, np.int64), *by_sentence])
        terms, weights = index.bodies.query(index.vocabulary.with_pairs(text))
        near = index.bodies.nearest(terms, weights)
        near[claim] = 0.0
        linked = row_of(index.claims.forth, claim)
        linking = np.zeros(index.size)
        linking[row_of(index.claims.back, claim)] = 1.0
        meant = None if index.dense is None else index.dense.near(own, claim)
        matrix = _matrix(index, by_sentence, terms)
        return cls(index, claim, orphan, terms, weights, matrix, near, linked, linking, meant)

    def linked_by_others(self) -> Floats:
        """Return how many claims other than the source link each claim."""
        into = self.index.claims.into.copy()
        into[self.linked] -= 1.0
        return into

    def neighbours(self) -> Floats:
        """Return how many links each claim has with claims other than the source."""
        return self.linked_by_others() + self.index.claims.out - self.linking

    def sharpened(self) -> Floats:
        """Return the likeness raised to its cube, so that only the nearest count."""
        top = float(self.near.max(initial=0.0))
        return (self.near / top) ** 3 if top > 0.0 else self.near


def once(compute: Callable[[Source], Floats]) -> Callable[[Source], Floats]:
    """Compute something of a source (which nobody may change) once: shortlist and evidence ask for the same."""

    @wraps(compute)
    def computed(source: Source) -> Floats:
        name = compute.__name__
        if name not in source.computed:
            source.computed[name] = compute(source)
        return source.computed[name]

    return computed


def _without_names(index: Index, claim: int) -> str:
    """Return the text of a claim, in lower case, without the names of the notes that it links."""
    note = index.note(claim)
    text = own_text(note).lower()
    names = {name.lower() for target in note.targets() for name in index.notes[target].names()}
    for name in sorted(names - {own.lower() for own in note.names()}, key=lambda name: (-len(name), name)):
        if name in text:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return text


def _matrix(index: Index, by_sentence: Sequence[Ints], terms: Ints) -> sparse.csr_array:
    """Return sentences as vectors of length one over the terms of the whole text."""
    pairs = [index.vocabulary.with_pairs(sentence) for sentence in by_sentence]
    columns = np.concatenate([np.zeros(0, np.int64), *pairs])
    of = np.repeat(np.arange(len(pairs)), [len(one) for one in pairs])
    used, weights, ends = weighed_each(columns, of, len(pairs), index.bodies.idf)
    return sparse.csr_array((weights, np.searchsorted(terms, used), ends), shape=(len(pairs), len(terms)))
