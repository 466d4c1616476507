"""Fitting the two models with scikit-learn, and writing them down as plain numbers."""

from collections.abc import Sequence

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from reweave.weave.rank.model import Forest, Logistic, Model
from reweave.weave.rank.vocabulary import Floats, Ints

FREE = frozenset({"days_apart", "older", "same_day", "in_degree", "voucher_degree", "mates_degree", "around"})
"""Scores of which more is not always better; of every other score the trees may only learn that more is better."""

_DIGITS = 6
_THREADS = 1
"""Sums of several threads differ in their last digits from run to run."""


def fit(names: Sequence[str], features: Floats, linked: Ints) -> Model:
    """Return a model of these rows, not calibrated yet."""
    logistic, forest = fit_logistic(features, linked), fit_forest(names, features, linked)
    return Model(tuple(names), logistic, forest, slope=1.0, intercept=0.0, related_at=1.0, related_within=0)


def fit_logistic(features: Floats, linked: Ints) -> Logistic:
    """Return a logistic regression on standardized features, its weights turned back to features as they are."""
    scaler = StandardScaler().fit(features)
    with threadpool_limits(limits=_THREADS):
        model = LogisticRegression(C=0.1, max_iter=1000).fit(scaler.transform(features), linked)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - scaler.mean_ @ weights)
    return Logistic(np.round(weights, _DIGITS), round(bias, _DIGITS))


def fit_forest(names: Sequence[str], features: Floats, linked: Ints) -> Forest:
    """Return boosted trees of four leaves."""
    rising = [0 if name.split(":")[0] in FREE else 1 for name in names]
    model = HistGradientBoostingClassifier(
        max_iter=300,
        learning_rate=0.05,
        max_leaf_nodes=4,
        min_samples_leaf=40,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
        monotonic_cst=rising,
    )
    with threadpool_limits(limits=_THREADS):
        model.fit(features, linked)
    return _written_down(model)


def calibrate(scores: Floats, linked: Ints) -> tuple[float, float]:
    """Return slope and intercept that turn scores of sources the model did not learn from into log-odds."""
    model = LogisticRegression(C=1e6).fit(scores[:, None], linked)
    return round(float(model.coef_[0][0]), _DIGITS), round(float(model.intercept_[0]), _DIGITS)


def _written_down(model: HistGradientBoostingClassifier) -> Forest:
    """Return the trees as arrays, every tree filled up with leaves to the size of the largest."""
    # scikit-learn shows the nodes of its trees nowhere else.
    grown = [stage[0].nodes for stage in model._predictors]
    size = max(map(len, grown))
    shape = (len(grown), size)
    feature, left, right = (np.full(shape, fill, dtype=np.int64) for fill in (-1, 0, 0))
    threshold, value = np.zeros(shape), np.zeros(shape)
    for row, nodes in enumerate(grown):
        n = len(nodes)
        leaf = nodes["is_leaf"].astype(bool)
        own = np.arange(n)
        feature[row, :n] = np.where(leaf, -1, nodes["feature_idx"])
        left[row, :n] = np.where(leaf, own, nodes["left"])
        right[row, :n] = np.where(leaf, own, nodes["right"])
        threshold[row, :n] = np.where(leaf, 0.0, np.round(nodes["num_threshold"], 9))
        value[row, :n] = np.where(leaf, np.round(nodes["value"], _DIGITS), 0.0)
    depth = max(int(nodes["depth"].max()) for nodes in grown)
    bias = round(float(np.ravel(model._baseline_prediction)[0]), _DIGITS)
    return Forest(feature, threshold, left, right, value, depth, bias)
