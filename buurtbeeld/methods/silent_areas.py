"""Where do reports and opinions part: silent streets, and loud ones? Labels only; explains nobody's silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy
from scipy.special import ndtr

from buurtbeeld.methods.scores.indicators import shrunk_means
from buurtbeeld.methods.scores.settings import Thresholds
from buurtbeeld.methods.small_areas import empirical_bayes

SILENT, LOUD = "silent", "loud"


@dataclass(frozen=True)
class View:
    """What one kind of evidence says of areas A, each (A,).

    value    what was measured after shrinking, in its own unit; stock: what the stock has (one number)
    worse    probability that the area is truly worse than the stock; NaN where nothing can be said
    says     'worse' or 'better' where that is sure and far enough from the stock, '' where neither, or nothing, is said
    reason   '' or why nothing can be said: few_events, few_answers, not_delivered
    """

    value: np.ndarray
    stock: float
    worse: np.ndarray
    says: np.ndarray
    reason: np.ndarray


def from_rates(events: np.ndarray, exposure: np.ndarray, limits: Thresholds, overdispersion: float = 1.0) -> View:
    """Counts against the stock: worse is more. events (A,); exposure (A,), e.g. homes × years.

    overdispersion: how many times more counts scatter than chance, see within_year.

    worse = P(rate > stock), see empirical_bayes.probability_above. Few events are told
    only where smallest_expected or more are expected at the stock's rate, many only where there are so many; nothing is
    said where neither holds. Sure: probability ≥ posterior; far: shrunk rate silent_ratio times the stock's, or less
    than the stock's by that factor.
    """
    posterior = empirical_bayes.empirical_bayes_many(events, exposure, overdispersion=overdispersion)
    stock = empirical_bayes.prior(events, exposure)
    level = float(stock.mean)
    measured = np.isfinite(posterior.shrunk)
    with np.errstate(invalid="ignore", divide="ignore"):
        enough = np.asarray(exposure, dtype=float) * level >= limits.smallest_expected
        many = np.asarray(events, dtype=float) >= limits.smallest_expected
        above = empirical_bayes.probability_above(level, events, exposure, overdispersion=overdispersion)
        worse = np.where(measured & (enough | many), above, np.nan)
        high = many & (posterior.shrunk >= level * limits.silent_ratio)
        low = enough & (posterior.shrunk <= level / limits.silent_ratio)
    reason = np.where(measured, np.where(enough | many, "", "few_events"), "not_delivered").astype(object)
    return View(posterior.shrunk, level, worse, _says(worse, high, low, limits.posterior), reason)


def from_means(mean: np.ndarray, n: np.ndarray, sd: np.ndarray, smallest: int, limits: Thresholds) -> View:
    """Marks or answers against the stock: worse is lower. mean, n, sd of one answer (A,); smallest: answers needed.

    worse = P(mean < stock) under the normal posterior of readings.shrunk_means; far: silent_spread standard deviations
    between areas, or more.
    """
    enough = np.nan_to_num(n) >= smallest
    shrunk, error, stock = shrunk_means(*(np.where(enough, each, 0.0) for each in (mean, n, sd)))
    centre, far = float(stock.mean), limits.silent_spread * float(np.sqrt(stock.likely))
    worse = np.where(enough & (error > 0), ndtr((centre - shrunk) / np.where(error > 0, error, 1)), np.nan)
    reason = np.where(enough, "", np.where(np.nan_to_num(n) > 0, "few_answers", "not_delivered")).astype(object)
    says = _says(worse, shrunk <= centre - far, shrunk >= centre + far, limits.posterior)
    return View(np.where(enough, shrunk, np.nan), centre, worse, says, reason)


def _says(worse: np.ndarray, high: np.ndarray, low: np.ndarray, posterior: float) -> np.ndarray:
    """high: far on the worse side; low: far on the better side."""
    chance = np.nan_to_num(worse, nan=0.5)
    sure = [high & (chance >= posterior), low & (1 - chance >= posterior)]
    return np.select(sure, ["worse", "better"], "")


def streets(areas: np.ndarray, reports: View, opinions: Mapping[str, View], limits: Thresholds) -> pd.DataFrame:
    """One row per area: silent (few reports, someone worried), loud (many reports, someone content) or neither.

    Columns area_id; label: silent, loud or ''; view: the opinion that decides, the surest one; reports_value,
    reports_stock, reports_worse; view_value, view_stock, view_worse (NaN where there is none); reason: '' or why
    nothing can be said (that of the reports, or no_opinion).

    Both sides must be sure and far from the stock (see from_rates, from_means); an opinion that says the other thing
    takes the label away: then opinions part among themselves. Among hundreds of streets a few part by chance alone: the
    larger of the two probabilities of being wrong must hold after Benjamini–Hochberg over the areas of which both sides
    can be told.
    """
    said = np.array([view.says for view in opinions.values()], dtype=object).reshape(len(opinions), len(areas))
    worried, content = (said == "worse").any(axis=0), (said == "better").any(axis=0)
    silent = (reports.says == "better") & worried & ~content
    loud = (reports.says == "worse") & content & ~worried
    decided = _deciding(opinions, len(areas), loud)
    worried_by_chance = 1 - decided["view_worse"].to_numpy(dtype=float)
    silent &= _beyond_chance(np.maximum(reports.worse, worried_by_chance), limits.posterior)
    loud &= _beyond_chance(np.maximum(1 - reports.worse, 1 - worried_by_chance), limits.posterior)
    frame = pd.DataFrame({"area_id": areas, "label": np.select([silent, loud], [SILENT, LOUD], "")})
    frame = frame.assign(reports_value=reports.value, reports_stock=reports.stock, reports_worse=reports.worse)
    frame = pd.concat([frame, decided], axis=1)
    none = frame["view"].eq("").to_numpy()
    return frame.assign(reason=np.where(reports.reason != "", reports.reason, np.where(none, "no_opinion", "")))


def _beyond_chance(wrong: np.ndarray, posterior: float) -> np.ndarray:
    """wrong (A,): probability that a label would be wrong, NaN where one side cannot be told."""
    judged, kept = np.isfinite(wrong), np.zeros(len(wrong), dtype=bool)
    if judged.any():
        kept[judged] = scipy.stats.false_discovery_control(np.clip(wrong[judged], 0, 1), method="bh") <= 1 - posterior
    return kept


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
