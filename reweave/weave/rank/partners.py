"""How many notes can make a sure pair with one, without a look at all of them."""

from collections.abc import Collection

import numpy as np

from reweave.weave.candidate import Candidate
from reweave.weave.rank.pair_score import UNSEEN, best_score, pair_score
from reweave.weave.rank.ranker import RARE_IDF, Ranker
from reweave.weave.rank.sparse import row_entries, sum_by_column
from reweave.weave.rank.vocabulary import Ints, words_of


def most_partners(ranker: Ranker, place: int, without: Collection[int], least: float) -> int:
    """Return at most how many notes, none of `without`, make a pair with a note whose score is `least` or more.

    Of notes that this one does not see among its first, the most favourable is assumed.
    """
    index, weights = ranker.index, ranker.model.pair
    claim = ranker.claim(place)
    words = _words(ranker, claim)
    worth = index.bodies.idf[words]
    at, lengths = row_entries(index.titles.by_term, words)
    covered = sum_by_column(index.titles.by_term.indices[at], np.repeat(worth, lengths), index.size)
    covered[claim] = 0.0
    title, rare = float(covered.max(initial=0.0)), words[worth > RARE_IDF]
    if best_score(weights, UNSEEN, title, len(rare)) >= least:
        return index.size
    seen = ranker.candidates(place, ranker.model.related_within, without)
    likely = [one for one in seen if best_score(weights, one.view, title, len(rare)) >= least]
    ranker.look_from(one.target for one in likely)
    return sum(_highest(ranker, one, rare) >= least for one in likely)


def _highest(ranker: Ranker, one: Candidate, rare: Ints) -> float:
    """Return the higher score of a pair from either side: names that a note links are no words that it shares."""
    ends = ranker.claim(one.source), ranker.claim(one.target)
    shared = len(np.intersect1d(rare, _words(ranker, ends[1])))
    views = one.view, ranker.view_back(one) or UNSEEN
    least = min(map(ranker.own_words, ends))
    return max(pair_score(ranker.model.pair, *views, least, number) for number in (0, shared))


def _words(ranker: Ranker, claim: int) -> Ints:
    """Return the columns of the words of a claim's text, each once."""
    found = np.unique(words_of(ranker.index.read.of(claim)))
    return found[ranker.index.vocabulary.is_word(found)]
