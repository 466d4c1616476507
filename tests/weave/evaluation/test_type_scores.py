from collections.abc import Iterable, Sequence

import pytest

from reweave.vault.vault import Vault
from reweave.weave.evaluation.type_scores import ScoredPair, TypeReport, TypeScore, score
from reweave.weave.verdict import Verdict, VerdictOrigin

LABELS = ("supports", "challenges", "related", "none")


def report(*pairs: tuple[str, str | None, float]) -> TypeReport:
    return TypeReport(
        tuple(ScoredPair(gold, written, confidence, "judge") for gold, written, confidence in pairs), LABELS
    )


MIXED = report(
    ("supports", "supports", 0.9),
    ("supports", "challenges", 0.6),
    ("supports", None, 0.0),
    ("challenges", "challenges", 0.9),
    ("none", "none", 0.8),
    ("none", None, 0.0),
)


def test_figures_by_hand() -> None:
    assert MIXED.accuracy == pytest.approx(3 / 6)
    assert MIXED.by_type() == {
        "supports": TypeScore(gold=3, written=1, right=1),
        "challenges": TypeScore(gold=1, written=2, right=1),
        "related": TypeScore(gold=0, written=0, right=0),
        "none": TypeScore(gold=2, written=1, right=1),
    }
    assert MIXED.by_type()["supports"].recall == pytest.approx(1 / 3)
    assert MIXED.by_type()["related"].precision is None and MIXED.by_type()["related"].recall is None
    # F1: supports 2/4, challenges 2/3, none 2/3; `related` is not in the gold.
    assert MIXED.macro_f1 == pytest.approx((1 / 2 + 2 / 3 + 2 / 3) / 3)
    assert MIXED.together(["supports", "challenges"]) == TypeScore(gold=4, written=3, right=2)


def test_precision_rises_with_the_confidence_that_is_asked_for() -> None:
    points = MIXED.curve("challenges")
    assert [(one.confidence, one.score.precision, one.score.recall) for one in points] == [
        (0.0, 0.5, 1),
        (0.7, 1, 1),
        (0.95, None, 0),
    ]


def test_confusion_counts_abstentions() -> None:
    assert MIXED.confusion() == {
        "supports": {"supports": 1, "challenges": 1, "abstained": 1},
        "challenges": {"challenges": 1},
        "none": {"none": 1, "abstained": 1},
    }


def test_figures_by_where_a_verdict_came_from() -> None:
    assert MIXED.by_origin(["supports", "challenges"]) == {"judge": TypeScore(gold=4, written=3, right=2)}


def test_pairs_that_a_typer_leaves_out_are_abstentions() -> None:
    def ask(vault: Vault, pairs: Sequence[tuple[int, int]]) -> Iterable[Verdict]:
        yield Verdict(0, 1, "supports", VerdictOrigin.GLOSS, confidence=1.0)
        yield Verdict(1, 0, "supports", VerdictOrigin.GLOSS, derived=True, confidence=1.0)

    vault = Vault.read([("a.md", b""), ("b.md", b"")])
    found = score(vault, [(0, 1), (1, 0), (1, 1)], [("supports", "none"), ("none", ""), ("none", "")], ask)
    assert found == [
        ScoredPair("supports", "supports", 1.0, "gloss", said="supports", reverse="none"),
        ScoredPair("none", "supports", 1.0, "derived", said="supports"),
        ScoredPair("none", None),
    ]


@pytest.mark.parametrize(
    ("gold", "reverse", "written", "opposite", "flipped"),
    [
        ("supports", "", "challenges", True, False),
        ("challenges", "", "depends_on", True, False),
        ("challenges", "challenges", "supports", True, False),
        ("supports", "", "depends_on", False, True),
        ("depends_on", "", "supports", False, True),
        ("related", "supports", "supports", False, True),
        ("related", "challenges", "challenges", False, True),
        ("none", "depends_on", "supports", False, False),
        ("supports", "supports", "supports", False, False),
        ("related", "", "supports", False, False),
        ("supports", "", None, False, False),
        ("related", "related", "related", False, False),
    ],
)
def test_the_opposite_and_the_wrong_direction_are_told_apart(
    gold: str, reverse: str, written: str | None, opposite: bool, flipped: bool
) -> None:
    pair = ScoredPair(gold, written, said=written, reverse=reverse)
    assert (pair.is_opposite, pair.is_flipped) == (opposite, flipped)


def test_what_a_rule_is_only_reported_for_is_no_written_type() -> None:
    def ask(vault: Vault, pairs: Sequence[tuple[int, int]]) -> Iterable[Verdict]:
        yield Verdict(0, 1, "supports", VerdictOrigin.GLOSS, confidence=0.4, rule="nowhere/gloss/measured")

    vault = Vault.read([("a.md", b""), ("b.md", b"")])
    [pair] = score(vault, [(0, 1)], [("supports", "")], ask)
    assert pair.written is None and pair.said == "supports"
    found = TypeReport((pair,), LABELS)
    assert found.accuracy == 0 and not found.by_rule()["nowhere/gloss/measured"].written
