import json
from dataclasses import replace

from reweave.output.eval_links import links_json, links_lines, trained_here
from reweave.weave.rank.evaluation import Evaluation
from reweave.weave.rank.metrics import Measure, Metrics

MODEL = Metrics(Measure(0.5, 0.4, 0.6), Measure(0.75, 0.7, 0.8), Measure(2 / 3, 0.6, 0.7))
BASE = Metrics(Measure(0.4, 0.3, 0.5), Measure(0.625, 0.6, 0.7), Measure(0.5, 0.4, 0.6))
TFIDF = Metrics(Measure(0.25, 0.2, 0.3), Measure(0.5, 0.4, 0.6), Measure(0.4, 0.3, 0.5))
FOUND = [Evaluation(name, 8, True, MODEL, BASE, TFIDF) for name in ("strict", "leave_one_source_out")]


def test_the_json_holds_both_protocols_each_with_its_baseline() -> None:
    one = {
        "sources": 8,
        "recall_at_5": 0.5,
        "recall_at_10": 0.75,
        "mrr": 0.6667,
        "base": {"sources": 8, "recall_at_5": 0.4, "recall_at_10": 0.625, "mrr": 0.5},
        "baseline": {"sources": 8, "recall_at_5": 0.25, "recall_at_10": 0.5, "mrr": 0.4},
        "reliability": [],
    }
    assert json.loads(links_json(FOUND)) == {"strict": one, "leave_one_source_out": one}


def test_the_text_holds_the_intervals() -> None:
    lines = list(links_lines(FOUND, 0))
    assert lines[0].endswith("(8 sources)") and len(lines) == 10
    assert lines[2].split("  ")[1:] == ["reweave 0.500 [0.400, 0.600]", "0.750 [0.700, 0.800]", "0.667 [0.600, 0.700]"]
    assert lines[3].strip().startswith("base    0.400 [0.300, 0.500]")
    assert lines[4].strip().startswith("TF-IDF  0.250 [0.200, 0.300]")


def test_a_vault_of_few_links_is_told_so() -> None:
    lines = list(links_lines([replace(one, fitted=False) for one in FOUND], 0))
    assert lines[-1].startswith("too few notes have links") and len(lines) == 11


def test_figures_of_notes_that_trained_the_model_are_called_optimistic() -> None:
    assert trained_here(FOUND, 0) == ""
    assert trained_here(FOUND, 4).startswith("some of these notes trained the model (4 of 8 sources)")
    assert list(links_lines(FOUND, 5))[-1] == (
        "this vault trained the model (5 of 8 sources): the figures are optimistic"
    )
