"""What a weave proposes, for programs: each edge with its reason and the line of a plan that adds it."""

from typing import TYPE_CHECKING, cast

from reweave.config.model import Config
from reweave.plan.builders import make_plan, weaving
from reweave.plan.writer import header_data, operation_data
from reweave.weave.pipeline import WeaveResult
from reweave.weave.placement import Placement

if TYPE_CHECKING:
    from reweave.schemas import weave as answers


def weave_answer(result: WeaveResult, config: Config, base: str | None) -> "answers.Weave":
    """Return the answer of `weave`; `base` is the commit that is checked out."""
    records, by_path = result.vault.records, result.vault.by_path
    writable = result.writable
    operations = weaving(writable, lambda path: records[by_path[path]].source)
    lines = {id(placement): operation_data(one) for placement, one in zip(writable, operations, strict=True)}
    header = header_data(make_plan((), config, base).header)
    return {
        "sources": result.proposed.sources,
        "orphans": {"before": len(result.vault.orphans), "after": result.orphans_left},
        "plan": cast("answers.Header", header),
        "edges": [
            _edge(placement, cast("answers.Line | None", lines.get(id(placement))))
            for placement in result.proposed.edges
        ],
        "cannot_be_written": [{"holder": one.holder, "reason": why} for one, why in result.written.refused],
        "near_duplicates": [[records[place].path for place in group.places] for group in result.proposed.duplicates],
        "not_proposed": {refusal.name.lower(): count for refusal, count in sorted(result.proposed.refused.items())},
        "notes_to_change": [change.path for change in result.written.changes],
    }


def _edge(placement: Placement, operation: "answers.Line | None") -> "answers.Edge":
    edge, reason = placement.edge, placement.edge.reason
    quote = reason.quote
    return {
        "source": edge.source,
        "target": edge.target,
        "type": edge.type,
        "kind": edge.kind,
        "score": round(edge.score, 4),
        "holder": placement.holder,
        "field": placement.entry.field,
        "item": placement.entry.item,
        "date": edge.day.isoformat(),
        "quote": None if quote is None else {"path": quote.path, "line": quote.line, "text": quote.text},
        "features": {name: round(value, 4) for name, value in reason.features.items()},
        "terms": list(reason.terms),
        "linkers": list(reason.linkers),
        "operation": operation,
    }
