"""Evidence from the links of other notes: votes of similar claims, walks, hubs, co-citation, in-degree."""

from collections.abc import Mapping

import numpy as np

from reweave.weave.rank.source import Source, cached
from reweave.weave.rank.sparse import best, row_entries, rows_times, sum_by_column
from reweave.weave.rank.vocabulary import Floats, Ints

_FEW, _MANY = 8, 30
_STEPS = 4
_RESTART = 0.5
_DAMPING = 3.0


def votes(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """The links of the claims most similar to the source, as votes weighted by similarity."""
    return {"votes_few": votes_of(source, _FEW)[pool], "votes_many": votes_of_many(source)[pool]}


@cached
def votes_of_many(source: Source) -> Floats:
    """Return for each claim the votes of many of the claims most like the source."""
    return votes_of(source, _MANY)


def votes_of(source: Source, voters: int) -> Floats:
    """Return for each claim the votes of the claims most like the source."""
    nearest = best(source.similarity, voters)
    links = source.index.claims.forth
    at, lengths = row_entries(links, nearest)
    return sum_by_column(links.indices[at], np.repeat(source.similarity[nearest], lengths), links.width)


def neighbourhood(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """How like the source the claims are that link a claim (the best), or that it has links with (on average)."""
    claims = source.index.claims
    at, lengths = row_entries(claims.back, pool)
    best = np.zeros(len(pool))
    np.maximum.at(best, np.repeat(np.arange(len(pool)), lengths), source.similarity[claims.back.indices[at]])
    total = rows_times(claims.back, pool, source.similarity) + rows_times(claims.forth, pool, source.similarity)
    around = total / (source.neighbours()[pool] + _DAMPING)
    return {"linker_best": best, "around": around}


def walk(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """Where a random walk ends that starts at claims like the source."""
    return {"walk": walk_scores(source)[pool]}


@cached
def walk_scores(source: Source) -> Floats:
    """Return how often a walk comes to each claim that follows links both ways and never enters the source."""
    claims = source.index.claims
    cubed_similarity = source.cubed_similarity()
    start = cubed_similarity / max(float(cubed_similarity.sum()), 1e-12)
    degree = np.maximum(source.neighbours(), 1.0)
    here = start
    for _ in range(_STEPS):
        flow = here / degree
        here = _RESTART * start + (1.0 - _RESTART) * (claims.back.linked(flow) + claims.forth.linked(flow))
        here[source.claim] = 0.0
    return np.asarray(here - _RESTART * start, dtype=np.float64)


def hub_votes(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """Maps, essays and other notes that link claims like the source: what else they link."""
    known = source.index.hubs
    weight = known.forth.linked(source.cubed_similarity()) / (known.out + 2.0)
    return {"voucher_votes": rows_times(known.back, pool, weight)}


def cocitation(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """Notes that link both, each worth less the more it links; not known of an orphan."""
    claims, known = source.index.claims, source.index.hubs
    if source.orphan:
        return {"cocited": np.zeros(len(pool)), "vouched": np.zeros(len(pool))}
    vouching = np.zeros(known.back.shape[1])
    vouching[known.back.row(source.claim)] = 1.0
    return {
        "cocited": rows_times(claims.back, pool, source.inbound / np.log(2.0 + claims.out)),
        "vouched": rows_times(known.back, pool, vouching / np.log(2.0 + known.out)),
    }


def popularity(source: Source, pool: Ints) -> Mapping[str, Floats]:
    """How often a claim is linked: by claims, by other notes, by claims of the source's folder."""
    index = source.index
    mates = (index.folder == index.folder[source.claim]).astype(np.float64)
    mates[source.claim] = 0.0
    return {
        "in_degree": source.linked_by_others()[pool],
        "voucher_degree": index.hubs.into[pool],
        "mates_degree": rows_times(index.claims.back, pool, mates),
    }
