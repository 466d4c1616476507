import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from reweave.weave.rank.train.fit import calibrate, fit, fit_forest, fit_logistic
from reweave.weave.rank.vocabulary import Floats, Ints

NAMES = ["tfidf:place", "older", "walk:share"]


def rows() -> tuple[Floats, Ints]:
    random = np.random.default_rng(3)
    features = random.random((800, 3)).round(3)
    linked = (features[:, 0] + 0.5 * features[:, 2] + 0.3 * random.standard_normal(800) > 1.0).astype(np.int64)
    return features, linked


def test_the_trees_that_are_written_down_say_what_the_fitted_ones_say(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted = []

    def remember(model: HistGradientBoostingClassifier, *given: object) -> HistGradientBoostingClassifier:
        fitted.append(original(model, *given))
        return fitted[-1]

    original = HistGradientBoostingClassifier.fit
    monkeypatch.setattr(HistGradientBoostingClassifier, "fit", remember)
    features, linked = rows()
    forest = fit_forest(NAMES, features, linked)
    others = np.random.default_rng(4).random((500, 3))
    assert forest.predict(others) == pytest.approx(fitted[0].decision_function(others), abs=1e-3)


def test_more_of_a_score_never_speaks_against_a_link_for_the_trees() -> None:
    features, linked = rows()
    forest = fit_forest(NAMES, features, 1 - linked)
    rising = np.column_stack([np.linspace(0, 1, 50), np.full(50, 0.5), np.full(50, 0.5)])
    assert (np.diff(forest.predict(rising)) >= 0).all()


def test_the_regression_reads_features_as_they_are() -> None:
    features, linked = rows()
    model, moved = fit_logistic(features, linked), fit_logistic(features * 10.0 + 3.0, linked)
    assert model.predict(features) == pytest.approx(moved.predict(features * 10.0 + 3.0), abs=1e-3)
    assert model.weights[0] > model.weights[2] > abs(model.weights[1])


def test_the_same_rows_give_the_same_model() -> None:
    assert fit(NAMES, *rows()).to_json() == fit(NAMES, *rows()).to_json()


def test_calibration_finds_the_odds_that_scores_stand_for() -> None:
    random = np.random.default_rng(5)
    scores = random.normal(size=20_000)
    linked = (random.random(20_000) < 1 / (1 + np.exp(-(2.0 * scores - 1.0)))).astype(np.int64)
    slope, intercept = calibrate(scores, linked)
    assert slope == pytest.approx(2.0, abs=0.15) and intercept == pytest.approx(-1.0, abs=0.1)
