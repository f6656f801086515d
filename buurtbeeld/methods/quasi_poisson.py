"""Quasi-Poisson regressions of many series on one design at once. Knows no week and judges nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]

_LARGEST = 25.0


@dataclass(frozen=True)
class Fit:
    """Quasi-Poisson regressions of many series on one design of p columns.

    beta (series, p); inverse (series, p, p) is (X'WX)⁻¹ before dispersion; mean (series, weeks); dispersion (series,)
    is at least 1; weights (series, weeks); converged (series,).
    """

    beta: Array
    inverse: Array
    mean: Array
    dispersion: Array
    weights: Array
    converged: Mask


def regress(counts: Array, weights: Array, columns: Array, shrinking: Array | None = None) -> Fit:
    """Iteratively re-weighted least squares of all series at once: log mean = columns · beta.

    counts and weights (series, weeks), columns (weeks, p). dispersion = max(1, Σ w(y − μ)²/μ / (n − p)), n the weeks
    with a weight. A series whose counts lie so that no finite beta exists is not converged. shrinking (p,): precision
    with which a coefficient is taken to be 0 beforehand, added to X'WX; none unless given.
    """
    prior = np.zeros(columns.shape[1]) if shrinking is None else shrinking
    squares, parameters = _squares(columns), columns.shape[1]
    beta = np.zeros((len(counts), parameters))
    beta[:, 0] = np.log(_means(counts, weights))
    converged = np.zeros(len(counts), bool)
    for _ in range(30):
        linear = np.clip(beta @ columns.T, -_LARGEST, _LARGEST)
        mean = np.exp(linear)
        inverse = _inverse(((weights * mean) @ squares).reshape(-1, parameters, parameters) + np.diag(prior))
        step = np.einsum("spq,sq->sp", inverse, (weights * (counts - mean)) @ columns - prior * beta)
        beta = beta + np.clip(step, -3, 3)
        converged = np.abs(step).max(axis=1) < 1e-9
        if converged.all():
            break
    mean = np.exp(np.clip(beta @ columns.T, -_LARGEST, _LARGEST))
    return Fit(beta, inverse, mean, scatter(counts, weights, mean, parameters), weights, converged)


def _squares(columns: Array) -> Array:
    return (columns[:, :, None] * columns[:, None, :]).reshape(len(columns), -1)


def _means(counts: Array, weights: Array) -> Array:
    return np.maximum((counts * weights).sum(axis=1), 0.5) / np.maximum(weights.sum(axis=1), 1.0)


def _inverse(matrices: Array) -> Array:
    # A breath of a ridge, far below six digits, so that a series without a solution does not stop the others.
    ridge = 1e-12 * np.trace(matrices, axis1=1, axis2=2)[:, None, None] + 1e-300
    return np.linalg.inv(matrices + ridge * np.eye(matrices.shape[1]))


def scatter(counts: Array, weights: Array, mean: Array, parameters: int) -> Array:
    """Σ w(y − μ)²/μ / (n − p) of each series, at least 1."""
    freedom = np.maximum((weights > 0).sum(axis=1) - parameters, 1)
    return np.maximum(1.0, (weights * (counts - mean) ** 2 / mean).sum(axis=1) / freedom)


def anscombe(counts: Array, fit: Fit, columns: Array) -> Array:
    """Standardised Anscombe residuals 1.5 (y^⅔ − μ^⅔) / (μ^⅙ √(φ(1 − h))), h the leverage (Farrington 1996)."""
    leverage = np.clip(fit.weights * fit.mean * (fit.inverse.reshape(len(counts), -1) @ _squares(columns).T), 0, 0.999)
    scale = fit.mean ** (1 / 6) * np.sqrt(fit.dispersion[:, None] * (1 - leverage))
    return 1.5 * (counts ** (2 / 3) - fit.mean ** (2 / 3)) / scale
