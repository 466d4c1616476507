"""Words that source and candidate share: of their texts, of their titles, and of what others say around links."""

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from reweave.weave.rank.source import Source
from reweave.weave.rank.vocabulary import Floats, Ints


def likeness(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """Words and word pairs shared, by TF-IDF: with the whole source, and with the one sentence that fits best."""
    bodies = source.index.bodies.within(source.terms, pool)
    return {"tfidf": source.near[pool], "sentence": highest(source.by_sentence @ bodies)}


def titles(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """Titles: covered by the other's text, met by a single sentence, alike."""
    index = source.index
    own, own_weights = index.bodies.query(index.columns(index.note(source.claim).record.title))
    own_words = own[index.vocabulary.is_word(own)]
    covers = _present(index.bodies.within(own_words, pool)).T @ index.bodies.idf[own_words]
    return {
        "title_covered": title_covered(source)[pool],
        "covers_title": np.asarray(covers, dtype=np.float64),
        "sentence_title": highest(source.by_sentence @ index.titles.within(source.terms, pool)),
        "title_title": np.asarray(index.titles.within(own, pool).T @ own_weights, dtype=np.float64),
    }


def title_covered(source: Source) -> Floats:
    """Return how much of each claim's title stands in the source's text, rare words counting more."""
    index = source.index
    own = source.terms[index.vocabulary.is_word(source.terms)]
    found: Floats = _present(index.titles.by_term[own]).T @ index.bodies.idf[own]
    covered: Floats = np.divide(found, index.title_worth, out=np.zeros(index.size), where=index.title_worth > 0.0)
    return covered


def anchors(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """Words that other claims put around their links to a claim, met by the source's text: the best, and together."""
    met = around_links(source)
    target = source.index.anchors.target
    total = np.bincount(target, weights=met, minlength=source.index.size).astype(np.float64)
    return {"anchor_best": anchor_best(source, met)[pool], "anchor_sum": total[pool]}


def around_links(source: Source) -> Floats:
    """Return how well the words around each link between other claims meet the source's text."""
    known = source.index.anchors
    met = known.words.scores(source.terms, source.weights)
    return np.where(known.source == source.claim, 0.0, met)


def anchor_best(source: Source, met: Floats) -> Floats:
    """Return for each claim the best of what stands around the links to it."""
    best = np.zeros(source.index.size)
    np.maximum.at(best, source.index.anchors.target, met)
    return best


def highest(products: sparse.csr_array) -> Floats:
    """Return the highest entry of each column; nothing is below zero."""
    top = np.zeros(products.shape[1])
    np.maximum.at(top, products.indices, products.data)
    return top


def _present(weights: sparse.csr_array) -> sparse.csr_array:
    """Return ones where there are weights."""
    return sparse.csr_array((np.ones(weights.nnz), weights.indices, weights.indptr), shape=weights.shape)
