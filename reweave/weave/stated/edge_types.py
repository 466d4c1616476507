"""The type of an edge from what the authors of its two notes state, with the words that state it."""

from collections.abc import Iterable, Sequence

from reweave.vault.vault import Vault
from reweave.weave.claims import is_claim
from reweave.weave.stated.measured import measured
from reweave.weave.stated.phrases import CHALLENGES, DEPENDS_ON, RELATED, SUPPORTS
from reweave.weave.stated.statement import Statement, StatementReader
from reweave.weave.verdict import Verdict, VerdictOrigin

_ARGUING = (CHALLENGES, DEPENDS_ON, SUPPORTS)


def type_edges(
    vault: Vault, pairs: Iterable[tuple[int, int]], *, follow_ambiguous: bool = False, derived: bool = True
) -> list[Verdict]:
    """Return for each pair of places (source, target) what their notes state, in the order given.

    A verdict is without a type where nothing is stated, where statements contradict each other, or where a type is
    stated that needs claims and one of the notes makes none. `follow_ambiguous` lets a link mean each of the notes that
    its text may name: for measuring, never for writing. `derived` adds that the source supports a target that rests on
    it.
    """
    reader = StatementReader(vault, follow_ambiguous=follow_ambiguous)
    known = frozenset(one.name for one in vault.config.types)
    return [_verdict(vault, reader, known, source, target, derived) for source, target in pairs]


def decide(found: Sequence[Statement], source: int, target: int, *, derived: bool = True) -> Verdict:
    """Return what follows from all that two notes state of one another; contradictions cancel."""
    forward = [one for one in found if one.source == source]
    backward = [one for one in found if one.source == target]
    types, back_types = {one.type for one in forward}, {one.type for one in backward}
    if CHALLENGES in types | back_types and (types | back_types) & {SUPPORTS, DEPENDS_ON}:
        return Verdict(source, target, why="conflicting statements: a challenge and its opposite")
    stating = [one for type_ in _ARGUING for one in forward if one.type == type_]
    if stating:
        return _from(max(stating, key=_is_written), source, target)
    leaning = next((one for one in backward if one.type == DEPENDS_ON), None)
    if derived and leaning is not None:
        return _from(leaning, source, target, SUPPORTS, derived=True)
    for one in forward:
        if one.type not in (*_ARGUING, RELATED):
            return _from(one, source, target)
    related = next((one for one in found if one.type == RELATED), None)
    if related is not None and not back_types - {RELATED}:
        return _from(related, source, target)
    return Verdict(source, target, why="no statement found")


def _verdict(
    vault: Vault, reader: StatementReader, known: frozenset[str], source: int, target: int, derived: bool
) -> Verdict:
    if source == target:
        return Verdict(source, target, why="source and target are the same note")
    verdict = decide([*reader.about(source, target), *reader.about(target, source)], source, target, derived=derived)
    if verdict.type is None:
        return verdict
    if verdict.type not in known:
        return Verdict(source, target, why=f"the edge type '{verdict.type}' is not configured")
    if verdict.type in _ARGUING and not (is_claim(vault, source) and is_claim(vault, target)):
        return Verdict(source, target, why="one of the notes is not a claim")
    return verdict


def _is_written(one: Statement) -> bool:
    return one.origin is VerdictOrigin.FIELD or measured().precision(one.rule).written


def _confidence(one: Statement) -> float:
    """Return how often a rule is right; what an author writes into a field needs no reading."""
    return 1.0 if one.origin is VerdictOrigin.FIELD else measured().precision(one.rule).estimate


def _from(one: Statement, source: int, target: int, type_: str | None = None, *, derived: bool = False) -> Verdict:
    return Verdict(
        source,
        target,
        type_ or one.type,
        one.origin,
        one.quote,
        one.path,
        one.line,
        derived,
        confidence=_confidence(one),
        rule=one.rule,
    )
