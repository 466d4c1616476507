"""Logistic regression by Newton's method, shrunk towards weights that are known before."""

from dataclasses import dataclass

import numpy as np

from reweave.weave.rank.vocabulary import Floats

_STEPS = 40
_ENOUGH = 1e-6
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights of standardized features, the bias last; `mean` and `scale` standardize features as they are."""

    mean: Floats
    scale: Floats
    weights: Floats

    def predict(self, features: Floats) -> Floats:
        """Return log-odds of a link."""
        scaled = self.weights[:-1] / self.scale
        return np.asarray(features @ scaled + (self.weights[-1] - self.mean @ scaled), dtype=np.float64)

    def standardized(self, features: Floats) -> Floats:
        """Return standardized features, and a column of ones for the bias."""
        return np.hstack([(features - self.mean) / self.scale, np.ones((len(features), 1))])


def unfitted(features: Floats, counts: Floats) -> Logistic:
    """Return weights of zero for features of this spread; `counts` says how often each row counts."""
    mean = np.average(features, axis=0, weights=counts)
    scale = np.sqrt(np.average((features - mean) ** 2, axis=0, weights=counts)) + _ENOUGH
    return Logistic(np.round(mean, _DIGITS), np.round(scale, _DIGITS), np.zeros(features.shape[1] + 1))


def fit(prior: Logistic, features: Floats, linked: Floats, counts: Floats, penalty: float) -> Logistic:
    """Return the weights that say best which rows are links; `penalty` holds them to those of `prior`.

    Each step is halved until it brings the loss down, so that rare features cannot drive the weights away.
    """
    rows, start = prior.standardized(features), prior.weights
    # The bias is free: how many rows are links differs from vault to vault.
    held = np.append(np.full(features.shape[1], penalty), 0.01)

    def loss(weights: Floats) -> float:
        odds = rows @ weights
        distance = held @ (weights - start) ** 2
        return float((counts * (np.logaddexp(0.0, odds) - linked * odds)).sum() + distance / 2.0)

    weights, lowest = start, loss(start)
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(rows @ weights, -30.0, 30.0)))
        gradient = rows.T @ (counts * (chance - linked)) + held * (weights - start)
        curvature = (rows * (counts * chance * (1.0 - chance))[:, None]).T @ rows + np.diag(held)
        step = np.linalg.solve(curvature, gradient)
        while (reached := loss(weights - step)) > lowest and np.abs(step).max() > _ENOUGH:
            step = step / 2.0
        if lowest - reached < _ENOUGH * abs(lowest):
            break
        weights, lowest = weights - step, reached
    return Logistic(prior.mean, prior.scale, np.round(weights, _DIGITS))


def calibrate(scores: Floats, linked: Floats, counts: Floats) -> tuple[float, float]:
    """Return slope and intercept that turn scores into log-odds."""
    prior = Logistic(np.zeros(1), np.ones(1), np.asarray([1.0, 0.0]))
    slope, intercept = fit(prior, scores[:, None], linked, counts, 1.0).weights.tolist()
    return float(slope), float(intercept)
