import json
from dataclasses import replace

import numpy as np
import pytest

from reweave.weave.rank.features import candidate_pool, raw_scores, table
from reweave.weave.rank.logistic import Logistic
from reweave.weave.rank.model import Model, shipped
from reweave.weave.rank.pair_score import PairWeights
from tests.weave.rank.vaults import hidden, index_of

ROWS = np.asarray([[0.5, 9.0], [0.6, 2.0], [0.6, 2.1], [0.0, 1.0]])
LOGISTIC = Logistic(np.asarray([0.5, 1.0]), np.asarray([2.0, 4.0]), np.asarray([1.0, 2.0, 0.5]))
MODEL = Model(
    ("a", "b"),
    LOGISTIC,
    2.0,
    0.1,
    0.3,
    0.2,
    15,
    PairWeights(1.0, -2.0, -0.5, 0.25, 0.5, 0.75, -1.0),
    frozenset({"abc"}),
)


def test_the_score_is_of_standardized_features_and_the_chance_its_calibrated_logistic() -> None:
    assert MODEL.predict(["a", "b"], ROWS[:2]) == pytest.approx([0.0 + 4.0 + 0.5, 0.05 + 0.5 + 0.5])
    assert MODEL.probability(np.asarray([0.0, -0.05])) == pytest.approx([1 / (1 + np.exp(-0.1)), 0.5])


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
    names, values = table(*raw_scores(source, candidate_pool(source)))
    model = shipped()
    assert np.isfinite(model.predict(names, values)).all()
    assert 0.0 < model.related_at < 1.0 and model.related_within > 0 and model.trained_on
    assert replace(model, related_at=0.0).features == names
