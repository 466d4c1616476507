"""Which rules of this version state the edges that were read, in a vault that is at hand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reweave.vault.vault import Vault
from reweave.weave.evaluation.hashes import hash_of, note_hashes
from reweave.weave.evaluation.readings import ReadEdges, Reading
from reweave.weave.promotion import PROMOTABLE_TYPES
from reweave.weave.stated.statement import StatementReader
from reweave.weave.verdict import VerdictOrigin


@dataclass(frozen=True, slots=True)
class StatedEdge:
    """An edge that words of a body state, the rule that read them, and the words. The ends are paths.

    `ends` are their hashes.
    """

    source: str
    target: str
    type: str
    rule: str
    quote: str
    ends: tuple[str, str]


def stated_edges(vault: Vault) -> Iterator[StatedEdge]:
    """Yield every edge that a body of the vault states, whatever its rule is worth; once for a rule, and for copies."""
    hashes = note_hashes(vault)
    reader = StatementReader(vault, follow_ambiguous=True)
    records = vault.records
    seen: set[tuple[str, str, str, str]] = set()
    for place in range(len(vault)):
        for other in dict.fromkeys(target for link in vault.links[place] for target in link.targets):
            if other == place:
                continue
            for one in reader.about(place, other):
                source, target = records[one.source].path, records[one.target].path
                ends = hashes(source), hashes(target)
                edge = (*ends, one.type, one.rule)
                if one.origin is not VerdictOrigin.FIELD and one.type in PROMOTABLE_TYPES and edge not in seen:
                    seen.add(edge)
                    yield StatedEdge(source, target, one.type, one.rule, one.quote, ends)


def attribute(readings: Sequence[Reading], vault: Vault) -> list[Reading]:
    """Return the readings with the rules that state their edges now; those of notes that the vault lacks as they are.

    An edge that several rules state is there once for each, one that none states any more without a rule. Where only
    the label of a pair is known, an edge that is stated now has the verdict that follows from it.
    """
    hashes = note_hashes(vault)
    here = {hashes(record.path) for record in vault.records}
    inside = [one for one in readings if one.source in here and one.target in here]
    outside = [one for one in readings if not (one.source in here and one.target in here)]
    stated: defaultdict[tuple[str, str, str], list[StatedEdge]] = defaultdict(list)
    for edge in stated_edges(vault):
        stated[*edge.ends, edge.type].append(edge)
    found = list(dict.fromkeys(_with_rules(inside, stated)))
    known = {(one.source, one.target, one.type) for one in found}
    return [*outside, *found, *_from_labels(inside, stated, known)]


def _with_rules(
    readings: Iterable[Reading], stated: "dict[tuple[str, str, str], list[StatedEdge]]"
) -> Iterator[Reading]:
    for one in readings:
        edges = stated.get((one.source, one.target, one.type), [])
        for edge in edges:
            yield replace(one, rule=edge.rule, sentence=hash_of(edge.quote))
        if not edges:
            yield replace(one, rule="", sentence="")


def _from_labels(
    readings: Sequence[Reading],
    stated: "dict[tuple[str, str, str], list[StatedEdge]]",
    known: "set[tuple[str, str, str]]",
) -> Iterator[Reading]:
    edges = ReadEdges(readings)
    about = {pair: one for one in readings for pair in ((one.source, one.target), (one.target, one.source))}
    for (source, target, type_), found in stated.items():
        verdict = edges.verdict(source, target, type_)
        if verdict is None or (source, target, type_) in known:
            continue
        one = about[source, target]
        for edge in found:
            sentence = hash_of(edge.quote)
            yield Reading(one.vault, source, target, type_, verdict, one.reader, rule=edge.rule, sentence=sentence)
