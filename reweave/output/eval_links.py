"""How often hidden links are found again, as text and as JSON."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reweave.output.document import document
from reweave.text import count_of

if TYPE_CHECKING:
    from reweave.schemas import eval_links as answer
    from reweave.weave.rank.evaluation import Evaluation
    from reweave.weave.rank.metrics import Measure, Metrics

_DIGITS = 4
_HIDDEN = {
    "strict": "strict: the source's links and those to it are hidden",
    "leave_one_source_out": "leave one source out: the source's own links are hidden",
}


def links_json(evaluations: Sequence["Evaluation"]) -> str:
    """Return the figures of each protocol by its name."""
    whole: dict[str, answer.Protocol] = {
        one.protocol: {
            **_data(one.sources, one.model),
            "base": _data(one.sources, one.base),
            "baseline": _data(one.sources, one.baseline),
            "reliability": [
                {
                    "low": row.low,
                    "high": row.high,
                    "candidates": row.count,
                    "chance": round(row.chance, _DIGITS),
                    "links": round(row.links, _DIGITS),
                }
                for row in one.reliability
            ],
        }
        for one in evaluations
    }
    return document(None, whole)


def links_lines(evaluations: Sequence["Evaluation"], learned_from: int) -> Iterator[str]:
    """Yield the figures with the intervals that hold 95 % of the bootstrap resamples.

    `learned_from` is how many of the sources the model was trained on.
    """
    for one in evaluations:
        yield f"{_HIDDEN[one.protocol]} ({count_of(one.sources, 'source')})"
        yield f"  {'':8}{'recall@5':22}{'recall@10':22}MRR"
        yield f"  {'reweave':8}{_row(one.model)}"
        yield f"  {'base':8}{_row(one.base)}"
        yield f"  {'TF-IDF':8}{_row(one.baseline)}"
        if one.reliability:
            yield f"  {'chance':12}{'candidates':>10}  {'mean chance':>11}  hidden links"
        for row in one.reliability:
            yield f"  {row.low:.1f} to {row.high:.1f}  {row.count:10,}  {row.chance:11.2f}  {row.links:.2f}"
    if not all(one.fitted for one in evaluations):
        yield "too few notes have links to fit the ranker to this vault: reweave is the base model here"
    if warning := trained_here(evaluations, learned_from):
        yield warning


def trained_here(evaluations: Sequence["Evaluation"], learned_from: int) -> str:
    """Return what has to be said of figures of notes that the model was trained on; nothing where there are none."""
    sources = max((one.sources for one in evaluations), default=0)
    if learned_from == 0:
        return ""
    which = "this vault trained the model" if 2 * learned_from > sources else "some of these notes trained the model"
    return f"{which} ({learned_from:,} of {sources:,} sources): the figures are optimistic"


def _data(sources: int, figures: "Metrics") -> "answer.Figures":
    return {
        "sources": sources,
        "recall_at_5": round(figures.recall_at_5.mean, _DIGITS),
        "recall_at_10": round(figures.recall_at_10.mean, _DIGITS),
        "mrr": round(figures.mrr.mean, _DIGITS),
    }


def _row(figures: "Metrics") -> str:
    return "".join(f"{_shown(one):22}" for one in (figures.recall_at_5, figures.recall_at_10, figures.mrr)).rstrip()


def _shown(one: "Measure") -> str:
    return f"{one.mean:.3f} [{one.low:.3f}, {one.high:.3f}]"
