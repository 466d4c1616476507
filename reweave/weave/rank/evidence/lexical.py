"""Words that source and candidate share: of their texts, of their titles, and of what others say around links."""

from collections.abc import Mapping

import numpy as np

from reweave.weave.rank.source import Source, cached
from reweave.weave.rank.sparse import column_maxima, row_entries, sum_by_column
from reweave.weave.rank.vocabulary import Floats, Ints


def text_similarity(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """Words and word pairs shared, by TF-IDF: with the whole source, and with the one sentence that fits best."""
    bodies = source.index.bodies.within(source.terms, pool)
    return {"tfidf": source.similarity[pool], "sentence": column_maxima(source.by_sentence, bodies)}


def titles(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """Titles: covered by the other's text, met by a single sentence, alike."""
    index = source.index
    own, own_weights = index.bodies.query(index.columns(index.note(source.claim).record.title))
    own_words = own[index.vocabulary.is_word(own)]
    there = index.bodies.within(own_words, pool)
    worth = np.repeat(index.bodies.idf[own_words], there.lengths)
    return {
        "title_covered": title_covered(source)[pool],
        "covers_title": sum_by_column(there.indices, worth, len(pool)),
        "sentence_title": column_maxima(source.by_sentence, index.titles.within(source.terms, pool)),
        "title_title": index.titles.scores(own, own_weights)[pool],
    }


@cached
def title_covered(source: Source) -> Floats:
    """Return how much of each claim's title is in the source's text, rare words counting more."""
    index = source.index
    own = source.terms[index.vocabulary.is_word(source.terms)]
    at, lengths = row_entries(index.titles.by_term, own)
    worth = np.repeat(index.bodies.idf[own], lengths)
    found = sum_by_column(index.titles.by_term.indices[at], worth, index.size)
    covered: Floats = np.divide(found, index.title_worth, out=np.zeros(index.size), where=index.title_worth > 0.0)
    return covered


def anchors(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """Words that other claims put around their links to a claim, met by the source's text: the best, and together."""
    met = anchor_similarity(source)
    target = source.index.anchors.target
    total = sum_by_column(target, met, source.index.size)
    return {"anchor_best": anchor_best(source)[pool], "anchor_sum": total[pool]}


@cached
def anchor_similarity(source: Source) -> Floats:
    """Return how well the words around each link between other claims meet the source's text."""
    known = source.index.anchors
    met = known.words.scores(source.terms, source.weights)
    return np.where(known.source == source.claim, 0.0, met)


@cached
def anchor_best(source: Source) -> Floats:
    """Return for each claim the best match of the text around links to it."""
    best = np.zeros(source.index.size)
    np.maximum.at(best, source.index.anchors.target, anchor_similarity(source))
    return best
