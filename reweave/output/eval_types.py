"""How often types are right on labelled pairs, as JSON and as text."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reweave.output.document import document
from reweave.weave.evaluation.type_scores import ABSTAINED, TypeReport, TypeScore

if TYPE_CHECKING:
    from reweave.schemas import eval_types as answer

_DIGITS = 4
_CORNER = "gold \\ written"


def typescore_json(report: TypeReport) -> str:
    """Return the figures as JSON. A precision or recall that nothing was counted for is null."""
    whole: answer.EvalTypes = {
        "pairs": len(report.pairs),
        "accuracy": round(report.accuracy, _DIGITS),
        "macro_f1": round(report.macro_f1, _DIGITS),
        "by_type": {
            label: {
                "written": score.written,
                "right": score.right,
                "precision": _rounded(score.precision),
                "recall": _rounded(score.recall),
            }
            for label, score in report.by_type().items()
        },
        "opposite": report.opposite,
        "flipped": report.flipped,
        "by_rule": {
            rule: {"answers": score.count.read, "right": score.count.right, "written": score.written}
            for rule, score in report.by_rule().items()
        },
    }
    return document(None, whole)


def typescore_lines(report: TypeReport, typed: Sequence[str]) -> Iterator[str]:
    """Yield the figures as text; `typed` are the labels that say more than that two notes are related."""
    abstained = sum(pair.written is None for pair in report.pairs)
    yield f"{len(report.pairs):,} pairs, {abstained:,} abstentions"
    yield f"accuracy {report.accuracy:.3f} (an abstention is not right), macro-F1 {report.macro_f1:.3f}"
    yield ""
    width = max(map(len, (*report.labels, "together")))
    yield f"{'':{width}}  {'gold':>6} {'written':>8} {'right':>6}  precision  coverage"
    scores = report.by_type()
    for label, score in scores.items():
        if score.gold or score.written:
            yield f"{label:{width}}  {_figures(score)}"
    yield f"{'together':{width}}  {_figures(report.together(typed))}   ({', '.join(typed)})"
    yield f"opposite polarity: {report.opposite}; wrong direction: {report.flipped}"
    yield ""
    yield from _confusion(report)
    yield ""
    yield "precision against coverage, when only verdicts of at least this confidence are written:"
    for label in report.labels:
        if scores[label].written:
            points = (
                f">= {point.confidence:.2f}: {_share(point.score.precision)} / {_share(point.score.recall)}"
                for point in report.curve(label)
            )
            yield f"  {label}  {';  '.join(points)}"
    origins = report.by_origin(typed)
    if origins:
        yield ""
        yield f"where {', '.join(typed)} came from:"
        for origin, score in origins.items():
            yield f"  {origin}: {score.right} of {score.written} right"
    yield from _by_rule(report)


def _by_rule(report: TypeReport) -> Iterator[str]:
    for written, title in ((True, "by rule:"), (False, "by rule, reported but not written:")):
        rules = {rule: score.count for rule, score in report.by_rule().items() if score.written is written}
        if rules:
            yield ""
            yield title
            for rule, count in rules.items():
                yield f"  {rule}: {count.right} of {count.read} right"


def threshold_lines(report: TypeReport, labels: Sequence[str], judge: str, precision: float) -> Iterator[str]:
    """Yield the lines for a configuration by which a judge's verdicts reach a precision, type by type.

    A type that reaches it nowhere is not to be written: the line says so, since 1 leaves only verdicts beyond doubt.
    """
    yield ""
    yield f"for a precision of {precision:g} on these pairs, in your own configuration:"
    yield f"  [judges.{judge}.confidence-by-type]"
    for label in labels:
        found = report.least(label, precision)
        if found is None:
            yield f"  {label} = 1  # reached nowhere"
        else:
            yield f"  {label} = {found.confidence:g}  # {found.score.right} of {found.score.written} right"


def _confusion(report: TypeReport) -> Iterator[str]:
    table = report.confusion()
    columns = [one for one in (*report.labels, ABSTAINED) if any(one in row for row in table.values())]
    width = max(map(len, (_CORNER, *table)))
    yield f"{_CORNER:{width}}  " + "  ".join(columns)
    for gold, row in table.items():
        yield f"{gold:{width}}  " + "  ".join(f"{row.get(one, 0):>{len(one)}}" for one in columns)


def _figures(score: TypeScore) -> str:
    shown = f"{_share(score.precision):>9}  {_share(score.recall):>8}"
    return f"{score.gold:>6} {score.written:>8} {score.right:>6}  {shown}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
