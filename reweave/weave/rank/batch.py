"""The notes to rank targets for, several at a time, with their own links hidden."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import wraps

import numpy as np

from reweave.weave.rank.index import Index
from reweave.weave.rank.sparse import CsrMatrix, best, row_entries, without_noise
from reweave.weave.rank.text_queries import read_queries
from reweave.weave.rank.vocabulary import Floats, Ints
from reweave.weave.rank.weights import Parts

_NEAREST = 200
"""How many claims are candidates of a source for their texts."""
_MOST_SOURCES = 32
_CELLS = 1 << 18
"""How many numbers an array of sources by claims holds at most: what a step needs stays near the processor."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Claims to find targets for, the sources, each with its own links hidden; nothing of one depends on the others.

    `queries` are their texts, `sentences` the parts of these, `similarity` tells for each source (row) how similar its
    text is to that of every claim, `nearest` which claims are most like it. `linked` and `inbound` are the places in
    such an array of the claims that a source links, so that its links can be taken out of what is known, and of those
    that link it. For orphans those are not known either. `dense_similarity` is the same as `similarity` by dense
    vectors, where there is a model for them.
    `cache` holds what `cached` keeps.
    """

    index: Index
    claims: Ints
    orphans: bool
    queries: CsrMatrix
    sentences: Parts
    similarity: Floats
    nearest: Sequence[Ints]
    linked: Ints
    inbound: Ints
    dense_similarity: Floats | None = None
    cache: dict[str, Floats] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def hide(cls, index: Index, claims: Sequence[int], *, orphans: bool) -> "Batch":
        """Return claims without their links and without every verbatim mention of a note that they link."""
        own = [_without_names(index, claim) for claim in claims]
        read = [
            index.read.of(claim) if is_whole else index.vocabulary.read(text)
            for claim, (text, is_whole) in zip(claims, own, strict=True)
        ]
        queries, sentences = read_queries(read, index.vocabulary, index.bodies.idf)
        similarity = index.bodies.nearest(queries)
        sources = np.asarray(claims, dtype=np.int64)
        similarity[np.arange(len(sources)), sources] = 0.0
        dense_similarity = None
        if index.dense is not None:
            by_source = [index.dense.similarity(text, claim) for claim, (text, _) in zip(claims, own, strict=True)]
            dense_similarity = np.asarray(by_source).reshape(similarity.shape)
        linked, inbound = (_cells(links, sources) for links in (index.claims.forth, index.claims.back))
        nearest = [best(own, _NEAREST) for own in similarity]
        return cls(index, sources, orphans, queries, sentences, similarity, nearest, linked, inbound, dense_similarity)

    @property
    def shape(self) -> tuple[int, int]:
        """How many sources there are, and how many claims."""
        return len(self.claims), self.index.size

    def neighbours(self) -> Floats:
        """Return for each source how many links each claim has with claims other than the source."""
        return _neighbours(self)

    def cubed_similarity(self) -> Floats:
        """Return the cubes of the relative similarities, so that only the nearest claims count."""
        return _cubed_similarity(self)


def in_batches(index: Index, claims: Sequence[int], *, orphans: bool) -> Iterator[Batch]:
    """Yield claims with their links hidden, in order, as many at a time as make a good step."""
    size = batch_size(index)
    for start in range(0, len(claims), size):
        yield Batch.hide(index, claims[start : start + size], orphans=orphans)


def batch_size(index: Index) -> int:
    """Return how many claims of an index are best asked together."""
    widest = max(index.size, index.hubs.forth.shape[0], len(index.anchors.source), 1)
    return max(1, min(_MOST_SOURCES, _CELLS // widest))


def cached(compute: Callable[[Batch], Floats]) -> Callable[[Batch], Floats]:
    """Compute an array of a batch once; callers must not change it. Candidate pool and evidence share them."""

    @wraps(compute)
    def computed(batch: Batch) -> Floats:
        name = compute.__name__
        if name not in batch.cache:
            batch.cache[name] = without_noise(compute(batch))
        return batch.cache[name]

    return computed


@cached
def _neighbours(batch: Batch) -> Floats:
    links = batch.index.claims
    found = np.tile(links.into + links.out, (len(batch.claims), 1))
    for own in (batch.linked, batch.inbound):
        found.ravel()[own] -= 1.0
    return found


@cached
def _cubed_similarity(batch: Batch) -> Floats:
    similarity = batch.similarity
    found = np.zeros_like(similarity)
    source, claim = np.nonzero(similarity)
    share = similarity[source, claim] / similarity.max(axis=1, initial=0.0)[source]
    found[source, claim] = share * share * share
    return found


def _cells(links: CsrMatrix, claims: Ints) -> Ints:
    """Return the places of the links of some claims in an array of these by all claims."""
    at, lengths = row_entries(links, claims)
    return np.repeat(np.arange(len(claims)) * links.width, lengths) + links.indices[at]


def _without_names(index: Index, claim: int) -> tuple[str, bool]:
    """Return the text of a claim, in lower case, without the names of the notes that it links; and if it had none."""
    note = index.note(claim)
    whole = text = index.own_text(claim).lower()
    names = {name.lower() for target in note.targets() for name in index.notes[target].names()}
    for name in sorted(names - {own.lower() for own in note.names()}, key=lambda name: (-len(name), name)):
        if name in text:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return text, text == whole
