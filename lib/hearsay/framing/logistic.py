"""Logistic regression with a quadratic penalty, on vectors that are given: what all heads of frames are fitted by."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

STEPS, ENOUGH = 200, 1e-7
"""Steps at most; and the relative gain below which the loss is taken for its least."""


def fit_logistic(features: np.ndarray, labels: np.ndarray, penalty: float = 1.0) -> np.ndarray:
    """Weights of one logistic regression per column of labels, fitted together; the last row holds the constants.

    Parameters
    ----------
    features : array, n × d
    labels : array, n × k
        0 or 1, or a probability.
    penalty : float
        Half of it times the sum of squared weights is added to the sum of losses; the constants are free.

    Returns
    -------
    array, (d + 1) × k

    Notes
    -----
    The problem is convex: where it starts and how many cores compute it does not matter beyond rounding.
    """
    # Deferred: a fifth of a second for all who read frames, and few teach one.
    from scipy.optimize import minimize

    n, d = features.shape
    k = labels.shape[1]
    wide = np.column_stack([features, np.ones(n)]).astype(np.float64)
    shrunk = np.ones((d + 1, 1))
    shrunk[-1] = 0.0
    start = np.zeros((d + 1, k))
    rate = np.clip(labels.mean(axis=0), 0.5 / n, 1 - 0.5 / n)
    start[-1] = np.log(rate / (1 - rate))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(d + 1, k)
        scores = wide @ weights
        value = (np.logaddexp(0.0, scores) - labels * scores).sum() + 0.5 * penalty * (shrunk * weights**2).sum()
        slope = wide.T @ (expit(scores) - labels) + penalty * shrunk * weights
        return float(value), slope.ravel()

    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "maxcor": 10, "ftol": ENOUGH})
    return np.asarray(found.x).reshape(d + 1, k)


def logistic_scores(weights: np.ndarray, features: np.ndarray) -> np.ndarray:
    """Log-odds, n × k, by weights as `fit_logistic` gives them."""
    return np.asarray(features @ weights[:-1] + weights[-1])
