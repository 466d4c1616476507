import json

from reweave.output.eval_types import threshold_lines, typescore_json, typescore_lines
from reweave.weave.evaluation.type_scores import ScoredPair, TypeReport

REPORT = TypeReport(
    (
        ScoredPair("supports", "supports", 0.9, "gloss"),
        ScoredPair("supports", None),
        ScoredPair("none", "supports", 0.6, "sentence"),
    ),
    ("supports", "challenges", "none"),
)


def test_json_has_what_is_published_and_nothing_else() -> None:
    assert json.loads(typescore_json(REPORT)) == {
        "pairs": 3,
        "accuracy": 0.3333,
        "macro_f1": 0.25,
        "by_type": {
            "supports": {"written": 2, "right": 1, "precision": 0.5, "recall": 0.5},
            "challenges": {"written": 0, "right": 0, "precision": None, "recall": None},
            "none": {"written": 0, "right": 0, "precision": None, "recall": 0.0},
        },
        "opposite": 0,
        "flipped": 0,
        "by_rule": {},
    }


def test_rules_are_told_apart_by_whether_they_are_written() -> None:
    report = TypeReport(
        (
            ScoredPair("supports", "supports", rule="evidence/gloss/support", said="supports"),
            ScoredPair("challenges", "supports", rule="evidence/gloss/support", said="supports"),
            ScoredPair("supports", "depends_on", rule="premise/prose/rest on", said="depends_on"),
            ScoredPair("supports", None, rule="instance/prose/case of", said="supports"),
        ),
        ("supports", "challenges", "depends_on"),
    )
    lines = list(typescore_lines(report, ["supports", "challenges", "depends_on"]))
    assert "opposite polarity: 1; wrong direction: 1" in lines
    assert lines[lines.index("by rule:") :] == [
        "by rule:",
        "  evidence/gloss/support: 1 of 2 right",
        "  premise/prose/rest on: 0 of 1 right",
        "",
        "by rule, reported but not written:",
        "  instance/prose/case of: 1 of 1 right",
    ]
    data = json.loads(typescore_json(report))
    assert data["opposite"] == data["flipped"] == 1
    assert data["by_rule"]["instance/prose/case of"] == {"answers": 1, "right": 1, "written": False}


def test_text_shows_confusion_and_precision_against_coverage() -> None:
    lines = list(typescore_lines(REPORT, ["supports", "challenges"]))
    assert lines[:2] == ["3 pairs, 1 abstentions", "accuracy 0.333 (an abstention is not right), macro-F1 0.250"]
    assert "supports         2        2      1      0.500     0.500" in lines
    assert "supports               1          1" in lines
    assert "  supports  >= 0.00: 0.500 / 0.500;  >= 0.70: 1.000 / 0.500;  >= 0.95: - / 0.000" in lines
    assert lines[-2:] == ["  gloss: 1 of 1 right", "  sentence: 0 of 1 right"]


def test_thresholds_are_printed_as_they_are_configured() -> None:
    assert list(threshold_lines(REPORT, ["supports", "challenges"], "local", 0.9))[2:] == [
        "  [judges.local.confidence-by-type]",
        "  supports = 0.7  # 1 of 1 right",
        "  challenges = 1  # reached nowhere",
    ]
    assert "  supports = 0  # 1 of 2 right" in threshold_lines(REPORT, ["supports"], "judge", 0.5)
