"""How large a drop would be called helped in eight cases of ten? From the months before alone; knows no result."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from buurtbeeld.methods.evaluation import difference_in_differences as model
from buurtbeeld.methods.evaluation.difference_in_differences import FEWEST_MONTHS, OWN_TREND, Array, Fit, Panel

POWER = 0.8
"""Share of true drops that must be called so."""
_DROPS = np.arange(1, 100) / 100


def smallest_drop(panel: Panel, months: int, level: float = 0.95, share: float = 1.0) -> float | None:
    """The smallest drop, as a share, that the model of `did` calls clear in eight of ten; None where none is.

    panel: months of which those before the start are looked at; months: how many after it are judged; share: which part
    of the cases of the first area can fall (the area's, where it stands there together with its ring).
    Clear needs |log(1 − drop · share)| ≥ (z + 0.84) · se, with the standard error that the model would have: of months
    after the start as before it, with what the drop leaves, the own trend, and the drift between comparison areas.
    """
    sealed = panel.before()
    if len(sealed.at) < FEWEST_MONTHS or not (sealed.period == 0).any():
        return None
    totals = np.nansum(sealed.cases, axis=1)
    if len(totals) < 2 or not totals[0]:
        return None
    fit = model.fitted(sealed)
    whole = sealed.with_after(months)
    rest, own = _information(sealed, whole, fit)
    left = 1 - _DROPS * share
    prior = np.full(len(rest), model.RIDGE)
    prior[whole.trend] = 1 / OWN_TREND**2
    with model.linear_algebra().limit(limits=1, user_api="blas"):
        variance = np.linalg.inv(rest + left[:, None, None] * own + np.diag(prior))[:, -1, -1]
    drift, areas = model.drift_before(sealed, fit)
    se = np.sqrt(variance + drift * (1 + 1 / areas))
    clear = -np.log(left) >= (float(ndtri((1 + level) / 2)) + float(ndtri(POWER))) * se
    return float(_DROPS[clear.argmax()]) if clear.any() else None


def _information(sealed: Panel, whole: Panel, fit: Fit) -> tuple[Array, Array]:
    """What all cells tell of the coefficients but those of the area after the start, and what these do."""
    row, at = np.nonzero(np.isfinite(whole.homes))
    design = model.design_of(whole, row, at)
    mean = np.exp(design @ _as_before(sealed, whole, fit) + np.log(whole.homes[row, at]))
    after = (row == 0) & (whole.period[at] == 2)
    parts = [(design[cells].T * mean[cells]) @ design[cells] / fit.dispersion for cells in (~after, after)]
    return parts[0], parts[1]


def _as_before(sealed: Panel, whole: Panel, fit: Fit) -> Array:
    """Coefficients of the whole if nothing changes: years after as the last one before, and the area at its level."""
    shared, years, later = sealed.trend - sealed.years, sealed.years, whole.years - sealed.years
    last = fit.estimate[shared + years - 1] if years else 0.0
    own = np.zeros(len(fit.estimate) - sealed.trend + 1)
    return np.concatenate([fit.estimate[: sealed.trend], np.full(later, last), own])
