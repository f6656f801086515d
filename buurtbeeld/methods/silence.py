"""Where do reports and opinions part: silent streets, and loud ones? Labels only; explains nobody's silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import gammainc, ndtr

from buurtbeeld.methods import shrinkage
from buurtbeeld.methods.readings import shrunk_means
from buurtbeeld.score_settings import Thresholds

SILENT, LOUD = "silent", "loud"


@dataclass(frozen=True)
class View:
    """What one kind of evidence says of areas A, each (A,).

    value    what was measured after shrinking, in its own unit; stock: what the stock has (one number)
    worse    probability that the area is truly worse than the stock; NaN where nothing can be said
    far      True where value differs from the stock by as much as the settings ask, in either direction
    reason   '' or why nothing can be said: few_expected, few_answers, not_delivered
    """

    value: np.ndarray
    stock: float
    worse: np.ndarray
    far: np.ndarray
    reason: np.ndarray


def from_rates(events: np.ndarray, exposure: np.ndarray, limits: Thresholds) -> View:
    """Counts against the stock: worse is more. events (A,); exposure (A,), e.g. homes × years.

    worse = P(rate > stock) under a Gamma with the posterior's mean and deviation (see shrinkage). Nothing is said where
    fewer than smallest_expected events are expected at the stock's rate: there few reports are no silence.
    """
    found, stock = shrinkage.empirical_bayes_many(events, exposure), shrinkage.prior(events, exposure)
    level = float(stock.mean)
    expected = np.nan_to_num(np.asarray(exposure, dtype=float)) * (0.0 if np.isnan(level) else level)
    reason = np.where(expected < limits.smallest_expected, "few_expected", "").astype(object)
    reason[~np.isfinite(found.shrunk)] = "not_delivered"
    with np.errstate(invalid="ignore", divide="ignore"):
        shape, scale = (found.shrunk / found.sd) ** 2, found.sd**2 / found.shrunk
        worse = 1 - gammainc(shape, level / scale)
        times = found.shrunk / level
    far = np.maximum(times, 1 / np.where(times > 0, times, np.nan)) >= limits.silent_ratio
    return View(found.shrunk, level, np.where(reason == "", worse, np.nan), far, reason)


def from_means(mean: np.ndarray, n: np.ndarray, sd: np.ndarray, smallest: int, limits: Thresholds) -> View:
    """Marks or answers against the stock: worse is lower. mean, n, sd of one answer (A,); smallest: answers needed.

    worse = P(mean < stock) under the normal posterior of readings.shrunk_means.
    """
    enough = np.nan_to_num(n) >= smallest
    shrunk, error, stock = shrunk_means(*(np.where(enough, each, 0.0) for each in (mean, n, sd)))
    reason = np.where(enough, "", np.where(np.nan_to_num(n) > 0, "few_answers", "not_delivered")).astype(object)
    centre, spread = float(stock.mean), float(np.sqrt(stock.likely))
    with np.errstate(invalid="ignore", divide="ignore"):
        worse = ndtr((centre - shrunk) / error)
    far = np.abs(shrunk - centre) >= limits.silent_spread * spread
    return View(np.where(enough, shrunk, np.nan), centre, np.where(enough, worse, np.nan), far, reason)


def streets(areas: np.ndarray, reports: View, opinions: Mapping[str, View], limits: Thresholds) -> pd.DataFrame:
    """One row per area: silent (few reports, someone worried), loud (many reports, someone content) or neither.

    Columns area_id; label: silent, loud or ''; view: the opinion that decides, the surest one; reports_value,
    reports_stock, reports_worse; view_value, view_stock, view_worse (NaN where there is none); reason: '' or why
    nothing can be said (that of the reports, or no_opinion).

    Both sides must be sure (probability ≥ posterior) and far enough from the stock (silent_ratio, silent_spread); an
    opinion in the other direction, as sure, takes the label away: then they part among themselves.
    """
    worried = {name: _sure(view, limits.posterior, worse=True) for name, view in opinions.items()}
    content = {name: _sure(view, limits.posterior, worse=False) for name, view in opinions.items()}
    some_worried, some_content = _any(worried, len(areas)), _any(content, len(areas))
    silent = _sure(reports, limits.posterior, worse=False) & some_worried & ~some_content
    loud = _sure(reports, limits.posterior, worse=True) & some_content & ~some_worried
    frame = pd.DataFrame({"area_id": areas, "label": np.select([silent, loud], [SILENT, LOUD], "")})
    frame = frame.assign(reports_value=reports.value, reports_stock=reports.stock, reports_worse=reports.worse)
    frame = pd.concat([frame, _deciding(opinions, len(areas), loud)], axis=1)
    none = frame["view"].eq("").to_numpy()
    return frame.assign(reason=np.where(reports.reason != "", reports.reason, np.where(none, "no_opinion", "")))


def _sure(view: View, posterior: float, *, worse: bool) -> np.ndarray:
    chance = np.nan_to_num(view.worse, nan=0.5)
    return view.far & ((chance if worse else 1 - chance) >= posterior)


def _any(found: Mapping[str, np.ndarray], areas: int) -> np.ndarray:
    return np.any(list(found.values()), axis=0) if found else np.zeros(areas, dtype=bool)


def _deciding(opinions: Mapping[str, View], areas: int, loud: np.ndarray) -> pd.DataFrame:
    """Per area the opinion that says most: the most worried one, or of a loud area the most content one."""
    names = np.array([*opinions, ""], dtype=object)
    stacked = {
        field: np.array(
            [*(np.broadcast_to(getattr(view, field), areas) for view in opinions.values()), [np.nan] * areas]
        )
        for field in ("value", "stock", "worse")
    }
    worse = stacked["worse"]
    says = np.where(np.isnan(worse), -1.0, np.where(loud, 1 - worse, worse))
    pick = np.where((says >= 0).any(axis=0), says.argmax(axis=0), len(names) - 1)
    columns = {f"view_{field}": grid[pick, np.arange(areas)] for field, grid in stacked.items()}
    return pd.DataFrame({"view": names[pick], **columns})
