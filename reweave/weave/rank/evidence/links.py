"""Evidence from the links of other notes: votes of similar claims, walks, hubs, co-citation, in-degree."""

from collections.abc import Mapping

import numpy as np

from reweave.weave.rank.batch import Batch, cached
from reweave.weave.rank.pool import Pool
from reweave.weave.rank.sparse import best, row_entries, sum_by_column
from reweave.weave.rank.vocabulary import Floats, Ints

_FEW, _MANY = 8, 30
_STEPS = 4
_RESTART = 0.5
_DAMPING = 3.0


def votes(batch: Batch, pool: Pool) -> Mapping[str, Floats]:
    """The links of the claims most similar to the source, as votes weighted by similarity."""
    few, many = votes_of(batch, _FEW), votes_of_many(batch)
    return {"votes_few": few.ravel()[pool.flat], "votes_many": many.ravel()[pool.flat]}


@cached
def votes_of_many(batch: Batch) -> Floats:
    """Return for each claim the votes of many of the claims most like the source."""
    return votes_of(batch, _MANY)


def votes_of(batch: Batch, voters: int) -> Floats:
    """Return for each claim the votes of the claims most like the source."""
    pairs = zip(batch.similarity, batch.nearest, strict=True)
    nearest = [claims[best(own[claims], voters)] for own, claims in pairs]
    claim, source = np.concatenate(nearest), np.repeat(np.arange(len(nearest)), [len(one) for one in nearest])
    links = batch.index.claims.forth
    at, lengths = row_entries(links, claim)
    cell = np.repeat(source * links.width, lengths) + links.indices[at]
    worth = np.repeat(batch.similarity[source, claim], lengths)
    return sum_by_column(cell, worth, len(nearest) * links.width).reshape(batch.shape)


def neighbourhood(batch: Batch, pool: Pool) -> Mapping[str, Floats]:
    """How like the source the claims are that link a claim (the best), or that it has links with (on average)."""
    similarity = batch.similarity.ravel()
    best, total = np.zeros(len(pool)), np.zeros(len(pool))
    for links in (batch.index.claims.back, batch.index.claims.forth):
        known = pool.neighbours(links)
        values = similarity[known.flat]
        total += known.sums(values, len(pool))
        if links is batch.index.claims.back:
            np.maximum.at(best, known.place, values)
    return {"linker_best": best, "around": total / (batch.neighbours().ravel()[pool.flat] + _DAMPING)}


def walk(batch: Batch, pool: Pool) -> Mapping[str, Floats]:
    """Where a random walk ends that starts at claims like the source."""
    return {"walk": walk_scores(batch).ravel()[pool.flat]}


@cached
def walk_scores(batch: Batch) -> Floats:
    """Return how often a walk comes to each claim that follows links both ways and never enters the source."""
    flow = batch.index.claims.both_ways
    start = batch.cubed_similarity().T.take(flow.order, axis=0)
    start *= _RESTART / np.maximum(start.sum(axis=0), 1e-12)
    share = (1.0 - _RESTART) / np.maximum(batch.neighbours().T.take(flow.order, axis=0), 1.0)
    own = flow.position[batch.claims], np.arange(len(batch.claims))
    here: Floats = start / _RESTART
    for _ in range(_STEPS):
        here *= share
        here = flow.sums(here)
        here += start
        here[own] = 0.0
    here -= start
    return here.take(flow.position, axis=0).T.copy()


def hub_votes(batch: Batch, pool: Pool) -> Mapping[str, Floats]:
    """Maps, essays and other notes that link claims like the source: what else they link."""
    known = batch.index.hubs
    rows = known.forth.rows.astype(np.int64)
    flow = batch.cubed_similarity().take(known.forth.indices, axis=1)
    weight = np.asarray([sum_by_column(rows, one, known.forth.shape[0]) for one in flow]) / (known.out + 2.0)
    return {"voucher_votes": pool.products(known.back, weight)}


def cocitation(batch: Batch, pool: Pool) -> Mapping[str, Floats]:
    """Notes that link both, each worth less the more it links; not known of orphans."""
    claims, known = batch.index.claims, batch.index.hubs
    if batch.orphans:
        return {"cocited": np.zeros(len(pool)), "vouched": np.zeros(len(pool))}
    linking, vouching = np.zeros(batch.shape), np.zeros((len(batch.claims), known.forth.shape[0]))
    linking.ravel()[batch.inbound] = 1.0 / np.log(2.0 + claims.out[batch.inbound % batch.index.size])
    at, lengths = row_entries(known.back, batch.claims)
    hub = known.back.indices[at]
    vouching[np.repeat(np.arange(len(batch.claims)), lengths), hub] = 1.0 / np.log(2.0 + known.out[hub])
    together = pool.neighbours(claims.back)
    cocited = together.sums(linking.ravel()[together.flat], len(pool))
    return {"cocited": cocited, "vouched": pool.products(known.back, vouching)}


def popularity(batch: Batch, pool: Pool) -> Mapping[str, Floats]:
    """How often a claim is linked: by claims, by other notes, by claims of the source's folder."""
    index = batch.index
    linked = np.zeros(batch.shape, dtype=np.bool_)
    linked.ravel()[batch.linked] = True
    linking, source = pool.neighbours(index.claims.back), batch.claims[pool.source]
    asking: Ints = source[linking.place]
    mates = (index.folder[linking.claim] == index.folder[asking]) & (linking.claim != asking)
    return {
        "in_degree": index.claims.into[pool.claim] - linked.ravel()[pool.flat],
        "voucher_degree": index.hubs.into[pool.claim],
        "mates_degree": linking.sums(mates.astype(np.float64), len(pool)),
    }
