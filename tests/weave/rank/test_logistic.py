"""The fit against gradients of its own loss, and what holds it to the weights known before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reweave.weave.rank.logistic import Logistic, calibrate, fit, unfitted
from reweave.weave.rank.vocabulary import Floats


def rows(seed: int, count: int = 400, width: int = 3) -> tuple[Floats, Floats, Floats]:
    chance = np.random.default_rng(seed)
    features = chance.normal(2.0, 3.0, (count, width))
    odds = (features - 2.0) @ np.linspace(-0.5, 0.5, width)
    linked = (chance.random(count) < 1 / (1 + np.exp(-odds))).astype(float)
    return features, linked, chance.integers(1, 5, count).astype(float)


@given(seed=st.integers(0, 500), penalty=st.sampled_from([0.1, 3.0, 100.0]))
def test_no_step_aside_lowers_the_loss(seed: int, penalty: float) -> None:
    features, linked, counts = rows(seed)
    prior = unfitted(features, counts)
    found = fit(prior, features, linked, counts, penalty)

    def loss(weights: Floats) -> float:
        odds = prior.standardized(features) @ weights
        held = penalty * (weights[:-1] ** 2).sum() + 0.01 * weights[-1] ** 2
        return float((counts * (np.logaddexp(0.0, odds) - linked * odds)).sum() + held / 2)

    for aside in 0.05 * np.eye(4):
        assert loss(found.weights) < min(loss(found.weights + aside), loss(found.weights - aside))


def test_a_heavy_penalty_keeps_the_weights_known_before() -> None:
    features, linked, counts = rows(1)
    prior = Logistic(np.full(3, 2.0), np.full(3, 3.0), np.asarray([1.0, -2.0, 3.0, 0.0]))
    assert fit(prior, features, linked, counts, 1e9).weights[:-1] == pytest.approx(prior.weights[:-1], abs=1e-4)
    assert fit(prior, features, linked, counts, 0.1).weights[0] < 0.0


def test_features_that_part_the_rows_or_never_change_do_not_drive_the_weights_away() -> None:
    features = np.column_stack([np.repeat([0.0, 1.0], 200), np.zeros(400), np.repeat([5.0, -5.0], 200)])
    linked = np.repeat([0.0, 1.0], 200)
    found = fit(unfitted(features, np.ones(400)), features, linked, np.ones(400), 0.1)
    assert np.isfinite(found.weights).all() and np.abs(found.weights).max() < 100.0
    assert ((found.predict(features) > 0.0) == (linked == 1.0)).all()


def test_calibrated_scores_say_how_many_rows_are_links() -> None:
    chance = np.random.default_rng(3)
    scores = chance.normal(0.0, 2.0, 20_000)
    linked = (chance.random(20_000) < 1 / (1 + np.exp(-(0.5 * scores - 1.0)))).astype(float)
    slope, intercept = calibrate(scores, linked, np.ones(20_000))
    assert slope == pytest.approx(0.5, abs=0.06) and intercept == pytest.approx(-1.0, abs=0.06)
