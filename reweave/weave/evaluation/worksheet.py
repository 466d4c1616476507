"""Worksheets: proposed edges and baseline pairs, shuffled, for readers who do not know which is which."""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from reweave.vault.vault import Vault
from reweave.weave.evaluation.hashes import hash_of
from reweave.weave.promotion import PROMOTABLE_TYPES
from reweave.weave.proposed_edge import EdgeKind, ProposedEdge
from reweave.weave.stated.phrases import RELATED

WEAVE, BASELINE, BOTH = "weave", "baseline", "both"
"""Who proposed a pair."""


@dataclass(frozen=True, slots=True)
class DrawnPair:
    """A pair with the edge shown to the reader (`source` `type` `target`, paths), and what the reader is not told.

    `side` is who proposed it, `rule` the rule that states it (empty: the ranker or the baseline), `sentence` the hash
    of the words that do, `score` the probability of the ranker or the similarity.
    """

    source: str
    target: str
    type: str
    side: str
    score: float
    rule: str = ""
    sentence: str = ""


def promoted_pairs(edges: Sequence[ProposedEdge]) -> Iterator[DrawnPair]:
    """Yield the stated edges among the proposals of a weave."""
    for edge in edges:
        if edge.kind is EdgeKind.PROMOTED and edge.reason.quote is not None:
            rule, sentence = edge.reason.rule, hash_of(edge.reason.quote.text)
            yield DrawnPair(edge.source, edge.target, edge.type, WEAVE, edge.score, rule, sentence)


def related_pairs(edges: Sequence[ProposedEdge]) -> list[DrawnPair]:
    """Return the new edges among the proposals of a weave."""
    return [
        DrawnPair(edge.source, edge.target, edge.type, WEAVE, edge.score) for edge in edges if edge.kind is EdgeKind.NEW
    ]


def similar_pairs(vault: Vault, count: int) -> list[DrawnPair]:
    """Return the `count` most similar pairs (TF-IDF) of participants that nobody links, each once."""
    from reweave.weave.rank.batch import in_batches
    from reweave.weave.rank.ranker import Ranker

    ranker = Ranker(vault)
    found: dict[frozenset[int], DrawnPair] = {}
    places = sorted({ranker.place(claim) for claim in range(ranker.index.size)})
    batches = in_batches(ranker.index, [ranker.claim(place) for place in places], orphans=False)
    rows = (row.tolist() for batch in batches for row in batch.similarity)
    for place, similarity in zip(places, rows, strict=True):
        linked = vault.mentions(place)
        order = sorted(range(len(similarity)), key=lambda claim: -similarity[claim])
        for claim in order[: count + len(linked) + 1]:
            other, score = ranker.place(claim), similarity[claim]
            if other == place or other in linked or place in vault.mentions(other) or score <= 0:
                continue
            paths = vault.records[place].path, vault.records[other].path
            pair = frozenset((place, other))
            if pair not in found or found[pair].score < score:
                found[pair] = DrawnPair(*paths, RELATED, BASELINE, score)
    return sorted(found.values(), key=lambda one: (-one.score, one.source, one.target))[:count]


def untyped_pairs(vault: Vault, stated: Collection[tuple[str, str]], rng: random.Random) -> list[DrawnPair]:
    """Return the linked pairs whose type nobody states, shuffled, each shown with a type drawn by chance."""
    records, types = vault.records, sorted(PROMOTABLE_TYPES)
    pairs = [
        (records[place].path, records[other].path)
        for place in sorted(vault.participants)
        for other in sorted(vault.mentions(place))
        if other != place and vault.is_participant(other)
    ]
    drawn = [DrawnPair(*pair, rng.choice(types), BASELINE, 0.0) for pair in pairs if pair not in stated]
    rng.shuffle(drawn)
    return drawn


def mix(
    weave: Sequence[DrawnPair], baseline: Sequence[DrawnPair], count: int | None, rng: random.Random
) -> list[DrawnPair]:
    """Return `count` pairs of each side (`None`: all), drawn by chance and shuffled; a pair of both sides once."""
    ours = list(weave) if count is None or count >= len(weave) else rng.sample(list(weave), count)
    theirs = list(baseline) if len(baseline) <= len(ours) else rng.sample(list(baseline), len(ours))
    known = {frozenset((one.source, one.target)): one for one in theirs}
    mixed: list[DrawnPair] = []
    for one in ours:
        same = known.pop(frozenset((one.source, one.target)), None)
        mixed.append(one if same is None else replace(one, side=BOTH))
    mixed += known.values()
    rng.shuffle(mixed)
    return mixed
