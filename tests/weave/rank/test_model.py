import json
from dataclasses import replace

import numpy as np
import pytest

from reweave.weave.rank.features import candidate_pool, raw_scores, table
from reweave.weave.rank.model import Forest, Logistic, Model, shipped
from tests.weave.rank.vaults import hidden, index_of

FOREST = Forest(
    feature=np.asarray([[0, -1, 1, -1, -1], [1, -1, -1, 0, 0]]),
    threshold=np.asarray([[0.5, 0, 2.0, 0, 0], [1.0, 0, 0, 0, 0]]),
    left=np.asarray([[1, 1, 3, 3, 4], [1, 1, 2, 3, 4]]),
    right=np.asarray([[2, 1, 4, 3, 4], [2, 1, 2, 3, 4]]),
    value=np.asarray([[0, 1.0, 0, 10.0, 100.0], [0, 0.25, 0.5, 0, 0]]),
    depth=2,
    bias=-1.0,
)
ROWS = np.asarray([[0.5, 9.0], [0.6, 2.0], [0.6, 2.1], [0.0, 1.0]])
MODEL = Model(("a", "b"), Logistic(np.asarray([1.0, 2.0]), 0.5), FOREST, 2.0, 0.1, 0.3, 15, frozenset({"abc"}))


def test_rows_go_down_each_tree_to_a_leaf() -> None:
    assert FOREST.predict(ROWS).tolist() == [0.5, 9.5, 99.5, 0.25]


def test_the_score_is_the_mean_of_both_and_the_chance_its_calibrated_logistic() -> None:
    scores = MODEL.predict(["a", "b"], np.repeat(ROWS[:1], 200, axis=0))
    assert scores == pytest.approx([(0.5 + 18.0 + 0.5 + 0.5) / 2] * 200)
    assert MODEL.probability(np.asarray([0.0, -0.05])) == pytest.approx([1 / (1 + np.exp(-0.1)), 0.5])


@pytest.mark.parametrize(("rows", "forest"), [(1, 0.0), (100, 0.0), (150, 0.25), (200, 0.5), (400, 0.5)])
def test_the_forest_counts_for_less_on_a_short_list(rows: int, forest: float) -> None:
    scores = MODEL.predict(["a", "b"], np.repeat(ROWS[:1], rows, axis=0))
    assert scores == pytest.approx([(1 - forest) * 19.0 + forest * 0.5] * rows)


def test_other_features_are_refused() -> None:
    with pytest.raises(ValueError, match="retrain it"):
        MODEL.predict(["b", "a"], ROWS)


def test_a_model_is_read_back_as_it_was_written() -> None:
    data = json.loads(json.dumps(MODEL.to_json()))
    again = Model.from_json(data)
    assert again.to_json() == MODEL.to_json() and again.trained_on == {"abc"}
    assert again.predict(["a", "b"], ROWS).tolist() == MODEL.predict(["a", "b"], ROWS).tolist()


def test_a_model_of_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 99"):
        Model.from_json({**MODEL.to_json(), "format": 99})


def test_the_shipped_model_reads_the_features_that_are_made() -> None:
    claim = "---\ntype: claim\n---\n"
    index = index_of(asked=claim + "solar storage", like=claim + "storage", other=claim + "solar")
    source = hidden(index, "asked")
    names, values = table(raw_scores(source, candidate_pool(source)))
    model = shipped()
    assert np.isfinite(model.predict(names, values)).all()
    assert 0.0 < model.related_at < 1.0 and model.related_within > 0 and model.trained_on
    assert replace(model, related_at=0.0).features == tuple(names)
