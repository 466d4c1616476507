"""Words that source and candidate share: of their texts, of their titles, and of what others say around links."""

from collections.abc import Mapping

import numpy as np

from reweave.weave.rank.batch import Batch, cached
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import CsrMatrix, ends_of, row_entries, sum_by_column
from reweave.weave.rank.tfidf import queries_of
from reweave.weave.rank.vocabulary import Floats


def text_similarity(batch: Batch, pool: Pool) -> Mapping[str, Floats]:
    """Words and word pairs shared, by TF-IDF: with the whole source, and with the one sentence that fits best."""
    weights = batch.index.bodies.within(batch.queries, pool)
    return {"tfidf": batch.similarity.ravel()[pool.flat], "sentence": weights.highest(batch.sentences)}


def titles(batch: Batch, pool: Pool) -> Mapping[str, Floats]:
    """Titles: covered by the other's text, met by a single sentence, alike."""
    index = batch.index
    own = _own_titles(batch)
    words = _words(batch, own)
    return {
        "title_covered": title_covered(batch).ravel()[pool.flat],
        "covers_title": index.bodies.within(words, pool).sums(index.bodies.idf[words.indices]),
        "sentence_title": index.titles.within(batch.queries, pool).highest(batch.sentences),
        "title_title": index.titles.scores(own).ravel()[pool.flat],
    }


def _own_titles(batch: Batch) -> CsrMatrix:
    """Return the titles of the sources as queries."""
    index = batch.index
    columns = [index.columns(index.note(claim).record.title) for claim in batch.claims.tolist()]
    of = np.repeat(np.arange(len(columns)), [len(one) for one in columns])
    return queries_of(np.concatenate(columns), of, len(columns), index.bodies.idf)


def _words(batch: Batch, queries: CsrMatrix) -> CsrMatrix:
    """Return queries without their pairs of words."""
    kept = batch.index.vocabulary.is_word(queries.indices)
    ends = ends_of(np.bincount(queries.rows[kept], minlength=queries.shape[0]))
    return CsrMatrix(queries.data[kept], queries.indices[kept], ends, queries.width)


@cached
def title_covered(batch: Batch) -> Floats:
    """Return how much of each claim's title is in the source's text, rare words counting more."""
    index = batch.index
    own = _words(batch, batch.queries)
    at, lengths = row_entries(index.titles.by_term, own.indices)
    cell = np.repeat(own.rows.astype(np.int64) * index.size, lengths) + index.titles.by_term.indices[at]
    worth = np.repeat(index.bodies.idf[own.indices], lengths)
    covered = sum_by_column(cell, worth, len(batch.claims) * index.size)
    met = np.flatnonzero(covered)
    covered[met] /= index.title_worth[met % index.size]
    return covered.reshape(batch.shape)


def anchors(batch: Batch, pool: Pool) -> Mapping[str, Floats]:
    """Words that other claims put around their links to a claim, met by the source's text: the best, and together."""
    target, size = batch.index.anchors.target, batch.index.size
    total = [sum_by_column(target, met, size) for met in anchor_similarity(batch)]
    return {"anchor_best": anchor_best(batch).ravel()[pool.flat], "anchor_sum": np.concatenate(total)[pool.flat]}


@cached
def anchor_similarity(batch: Batch) -> Floats:
    """Return how well the words around each link between other claims meet the source's text."""
    known = batch.index.anchors
    own, pairs = _words(batch, batch.queries), batch.index.vocabulary.buckets
    met = known.words.scores(CsrMatrix(own.data, own.indices - pairs, own.indptr, own.width - pairs))
    met[batch.claims[:, None] == known.source] = 0.0
    return met


@cached
def anchor_best(batch: Batch) -> Floats:
    """Return for each claim the best match of the text around links to it."""
    best = np.zeros(batch.shape)
    for own, met in zip(best, anchor_similarity(batch), strict=True):
        np.maximum.at(own, batch.index.anchors.target, met)
    return best
