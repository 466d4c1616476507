"""An explanation of an edge as lines for people, and as an answer for programs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reweave.output.graph.text import node_id
from reweave.text import escape
from reweave.weave.explanation import EdgeExplanation, ExistingReference, Explanation, RankedPair
from reweave.weave.stated.measured import measured
from reweave.weave.stated.phrases import family_of
from reweave.weave.verdict import Verdict, VerdictOrigin

if TYPE_CHECKING:
    from reweave.schemas import explain as answer

_SHOWN = 200


def explain_lines(found: Explanation) -> Iterator[str]:
    """Yield the lines of an explanation; the last one is the outcome."""
    yield from (escape(line) for line in _lines(found))


def _lines(found: Explanation) -> Iterator[str]:
    yield f"{found.asked.source} --> {found.asked.target}"
    yield "already there:" if found.existing else "already there: nothing"
    for one in found.existing:
        name = f"{one.field}: " if one.field else ""
        several = f"  (may mean {one.meanings} notes)" if one.meanings > 1 else ""
        yield f"  {one.path}:{one.line}  {_short(name + one.text)}{several}"
    yield from _direction_lines(found.asked)
    yield "the reverse:"
    yield from (f"  {line}" for line in _direction_lines(found.reverse))
    if found.reverse.placement is None:
        reasons = "; ".join(one.text for one in found.reverse.objections)
        yield f"  not proposed: {reasons}"
    yield found.conclusion


def _how(stated: Verdict) -> str:
    """Return where an edge is stated, and how often edges of such words were right."""
    if stated.origin is None or stated.origin is VerdictOrigin.FIELD:
        return str(stated.origin)
    family = measured().precision(stated.rule).family
    read = f"{family.right} of {family.read} read were right" if family.read else "none was read"
    return f"{stated.origin}; words of {family_of(stated.rule)}: {read}"


def _direction_lines(one: EdgeExplanation) -> Iterator[str]:
    stated = one.stated
    if stated.type is None:
        yield f"stated: nothing ({stated.why})"
    else:
        yield f'stated: {stated.type}, "{_short(stated.quote)}" {stated.path}:{stated.line} ({_how(stated)})'
    if one.ranked is None:
        yield "ranker: no candidate"
    else:
        ranked, candidate = one.ranked, one.ranked.candidate
        verdict = "enough" if ranked.score >= ranked.threshold else "too low"
        yield (
            f"ranker: {ranked.score:.2f} ({verdict}: new edges have {ranked.threshold:.2f} or more), "
            f"link {candidate.probability:.2f}, rank {ranked.rank} of {ranked.total}"
        )
        if candidate.shared_terms:
            yield f"  both mention {', '.join(candidate.shared_terms)}"
        if candidate.evidence:
            yield "  " + ", ".join(f"{name} {value:.2f}" for name, value in candidate.evidence.items())
    if one.placement is not None:
        placement = one.placement
        where = f"{placement.entry.field} of {placement.holder}"
        yield f"proposed: {placement.edge.type} ({placement.edge.kind}), written to {where}"


def explain_answer(found: Explanation) -> "answer.Explain":
    """Return an explanation for programs."""
    return {
        "source": node_id(found.asked.source),
        "target": node_id(found.asked.target),
        "there": [_existing(one) for one in found.existing],
        "asked": _direction(found.asked),
        "reverse": _direction(found.reverse),
        "conclusion": found.conclusion,
    }


def _existing(one: ExistingReference) -> "answer.Said":
    return {
        "path": node_id(one.path),
        "line": one.line,
        "field": one.field or None,
        "text": one.text,
        "meanings": one.meanings,
    }


def _direction(one: EdgeExplanation) -> "answer.Direction":
    stated, placement = one.stated, one.placement
    return {
        "source": node_id(one.source),
        "target": node_id(one.target),
        "stated": {
            "type": stated.type,
            "how": stated.origin,
            "quote": stated.quote or None,
            "path": node_id(stated.path) if stated.path else None,
            "line": stated.line or None,
            "why": stated.rule or stated.why,
        },
        "ranked": None if one.ranked is None else _ranked(one.ranked),
        "proposed": None
        if placement is None
        else {
            "type": placement.edge.type,
            "kind": placement.edge.kind,
            "score": round(placement.edge.score, 4),
            "holder": node_id(placement.holder),
            "field": placement.entry.field,
            "item": placement.entry.item,
        },
        "against": [{"code": reason.code, "text": reason.text} for reason in one.objections],
    }


def _ranked(one: RankedPair) -> "answer.Ranked":
    candidate = one.candidate
    return {
        "probability": round(one.score, 4),
        "link_probability": round(candidate.probability, 4),
        "threshold": round(one.threshold, 4),
        "rank": one.rank,
        "of": one.total,
        "features": {name: round(value, 4) for name, value in candidate.evidence.items()},
        "terms": list(candidate.shared_terms),
    }


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
