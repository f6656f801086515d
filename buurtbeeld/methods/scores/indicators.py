"""One indicator per area and month, shrunk towards the stock: counts, staff marks, survey answers. Weighs nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.special import erfcx

from buurtbeeld.methods import rates
from buurtbeeld.methods.small_areas import empirical_bayes, within_year

WINDOW = 12
"""Months in a rolling year."""

EVENLY = 9 / np.sqrt(12)
"""Standard deviation of answers spread evenly over marks 1 to 10: the widest guess, where a survey gives none."""

REASONS = (
    "",
    "few_homes",  # too few homes in the area, now or on average over the window
    "short_history",  # fewer than twelve months have passed since the first one
    "not_delivered",  # too few of the twelve months were delivered, or nobody answered
    "few_answers",  # fewer answers or observers than a mean needs
    "stale",  # the last survey is too old to speak for now
    "few_areas",  # no stock to compare with
    "no_spread",  # in the reference year areas do not differ by more than chance gives
)
"""Why a figure is not there; arrays hold the position in this list, 0 where the figure is there."""

CODE = {name: code for code, name in enumerate(REASONS)}


@dataclass(frozen=True)
class Reading:
    """One indicator over areas A and months T.

    value, sd    (A, T) float32: posterior mean and standard deviation; NaN where unknown
    reason       (A, T) uint8: position in REASONS
    mean, spread what the stock had in the reference window, and the standard deviation of true values between its
                 areas then (√ of the prior's likely variance); NaN where no window can serve
    reference    position of the last month of the reference window; -1 where none can serve
    counted      True for rates of counts (a skewed, Gamma posterior), False for means (a normal one)
    """

    value: np.ndarray
    sd: np.ndarray
    reason: np.ndarray
    mean: float
    spread: float
    reference: int
    counted: bool


@dataclass(frozen=True)
class Means:
    """A mean per area and month: mean, n, sd of one answer, each (A, T); stale (A, T): a survey that lapsed."""

    mean: np.ndarray
    n: np.ndarray
    sd: np.ndarray
    stale: np.ndarray


def rolling(monthly: np.ndarray, window: int = WINDOW) -> np.ndarray:
    """Sums over the last `window` months, (A, T) -> (A, T); at the start over the months there are."""
    total = np.cumsum(monthly, axis=1, dtype=float)
    total[:, window:] -= total[:, :-window].copy()
    return total


def is_large_enough(homes: np.ndarray, smallest: int) -> np.ndarray:
    """(A, T): True where an area holds `smallest` homes in the month and on average over the last twelve.

    An area that is born counts from when that average is reached; one that is demolished stops when its homes are gone.
    """
    months = np.minimum(np.arange(1, homes.shape[1] + 1), WINDOW)
    return (homes >= smallest) & (rolling(homes) / months >= smallest)


def from_counts(
    events: np.ndarray,
    homes: np.ndarray,
    delivered: np.ndarray,
    enough: np.ndarray,
    *,
    reference: int,
    fewest_months: int,
    fewest_areas: int,
) -> Reading:
    """A rolling rate per home and year, shrunk by empirical Bayes (Marshall 1991, see small_areas.empirical_bayes).

    events (A, T) counts per month; homes (A, T) homes in stock; delivered (T,) or (A, T): False in a month without
    delivery, whose events and homes then do not count; enough (A, T): see `is_large_enough`; reference: position of
    the last month of the reference year, which may lie outside 0 … T-1. Rate = events / (home-months / 12), without
    bursts and with the scatter of months within areas (within_year.steady). Mean is of the whole stock; spread is of
    the areas that are not clearly of another kind (empirical_bayes.robust_prior), or of all where those do not differ
    beyond chance.
    """
    delivered = np.broadcast_to(delivered, homes.shape)
    months = rolling(delivered)
    reason = np.where(months < fewest_months, CODE["not_delivered"], 0).astype(np.uint8)
    reason[:, : WINDOW - 1] = CODE["short_history"]
    reason = _areas_needed(np.where(enough, reason, CODE["few_homes"]).astype(np.uint8), fewest_areas)
    fine = reason == 0
    steady = within_year.steady(events, homes, delivered)
    count = np.where(fine, rolling(np.where(delivered, steady.counts, 0)), 0.0)
    exposure = np.where(fine, rates.home_years(rolling(np.where(delivered, homes, 0))), 0.0)
    shrunk = empirical_bayes.empirical_bayes_many(count, exposure, overdispersion=steady.overdispersion)
    at = _serving(fine.any(axis=0), reference)
    then = count[:, [at]], exposure[:, [at]]
    stock = _stock(*then, steady.overdispersion)
    return _reading((shrunk.shrunk, shrunk.sd), reason, at, stock, counted=True)


def _stock(events: np.ndarray, exposure: np.ndarray, overdispersion: float) -> empirical_bayes.Prior:
    """Mean of all areas, spread of the ordinary ones; of all where the ordinary ones do not differ beyond chance."""
    everything = empirical_bayes.prior(events, exposure)
    ordinary = empirical_bayes.robust_prior(events, exposure, overdispersion)
    return replace(ordinary, mean=everything.mean) if (ordinary.variance > 0).all() else everything


def from_means(
    means: Means, enough: np.ndarray, *, reference: int, smallest: int, fewest_areas: int, fewest_months: int = 0
) -> Reading:
    """Means of answers, shrunk by `shrunk_means`. smallest: answers needed; the first fewest_months say nothing yet."""
    reason = np.where(means.n < smallest, CODE["few_answers"], 0).astype(np.uint8)
    reason[~(means.n > 0)] = CODE["not_delivered"]
    reason[means.stale] = CODE["stale"]
    reason[:, :fewest_months] = CODE["short_history"]
    reason = _areas_needed(np.where(enough, reason, CODE["few_homes"]).astype(np.uint8), fewest_areas)
    fine = reason == 0
    shrunk, sd, stock = shrunk_means(*(np.where(fine, each, 0.0) for each in (means.mean, means.n, means.sd)))
    at = _serving(fine.any(axis=0), reference)
    then = empirical_bayes.Prior(*(each[[at]] for each in (stock.mean, stock.variance, stock.likely)))
    return _reading((shrunk, sd), reason, at, then, counted=False)


def shrunk_means(
    mean: np.ndarray, n: np.ndarray, sd: np.ndarray
) -> tuple[np.ndarray, np.ndarray, empirical_bayes.Prior]:
    """Posterior means, their standard deviations, and what the stock is like: Marshall's estimator for a normal mean.

    mean, n, sd of one answer: (A,) or (A, T), areas first; n = 0 where nobody answered, which gives the stock. With
    m = Σny / Σn, v = Σn·sd² / Σn, s² = Σn(y − m)² / Σn and n̄ the mean n: A = max(0, s² − v/n̄), w = A / (A + v/n),
    shrunk = w·y + (1 − w)·m: an area with few answers speaks with the voice of the stock. The posterior variance allows
    for an A that was merely not seen, as shrinkage does: with A* the mean of a normal around s² − v/n̄ with deviation
    s²·√(2/(areas − 1)), cut off at 0, it is A*(1 − w*) plus the square of what the floor moved.
    Source: Efron, B. and Morris, C. (1975), JASA 70, 311–319, with unequal n.
    """
    stock, within = _spread(mean, n, sd)
    own, likely = (_weight(each, within, n) for each in (stock.variance, stock.likely))
    off = mean - stock.mean
    variance = stock.likely * (1 - likely) + ((likely - own) * off) ** 2
    return stock.mean + own * off, np.sqrt(variance), stock


def _spread(mean: np.ndarray, n: np.ndarray, sd: np.ndarray) -> tuple[empirical_bayes.Prior, np.ndarray]:
    """Per month what the stock is like, and the variance of one answer; 0 where nobody answered."""
    total = np.maximum(n.sum(axis=0), 1e-300)
    areas = np.maximum((n > 0).sum(axis=0), 1)
    centre = (n * mean).sum(axis=0) / total
    within = (n * sd**2).sum(axis=0) / total
    seen = (n * (mean - centre) ** 2).sum(axis=0) / total
    between = seen - within * areas / total
    error = np.maximum(seen * np.sqrt(2 / np.maximum(areas - 1, 1)), 1e-12)
    likely = between + error * np.sqrt(2 / np.pi) / erfcx(-between / error / np.sqrt(2))
    return empirical_bayes.Prior(centre, np.maximum(0.0, between), np.maximum(likely, 0.0)), within


def _weight(between: np.ndarray, within: np.ndarray, n: np.ndarray) -> np.ndarray:
    """A / (A + v/n) as nA / (nA + v), 0 where nothing is known."""
    share = n * between
    return np.divide(share, share + within, out=np.zeros_like(share), where=share + within > 0)


def _areas_needed(reason: np.ndarray, fewest: int) -> np.ndarray:
    """In months in which fewer areas are known than a stock needs, none is."""
    alone = (reason == 0).sum(axis=0) < fewest
    reason[(reason == 0) & alone] = CODE["few_areas"]
    return reason


def _serving(windows: np.ndarray, reference: int) -> int:
    """The first known window that ends with the reference month or later, else the last one before; -1 without any."""
    ends = np.flatnonzero(windows)
    if not len(ends):
        return -1
    later = ends[ends >= reference]
    return int(later[0] if len(later) else ends[-1])


def _reading(
    values: tuple[np.ndarray, np.ndarray], reason: np.ndarray, at: int, stock: empirical_bayes.Prior, *, counted: bool
) -> Reading:
    """stock: one column, of the reference window; it says nothing where at is -1."""
    if at < 0:
        return Reading(*_shown(values, reason), reason, np.nan, np.nan, at, counted)
    if not stock.variance[0] > 0:
        reason[reason == 0] = CODE["no_spread"]
    value, sd = _shown(values, reason)
    return Reading(value, sd, reason, float(stock.mean[0]), float(np.sqrt(stock.likely[0])), at, counted)


def _shown(values: tuple[np.ndarray, np.ndarray], reason: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    value, sd = (np.where(reason == 0, each, np.nan).astype(np.float32) for each in values)
    return value, sd


def of_teams(marks: pd.DataFrame, areas: np.ndarray, months: np.ndarray) -> Means:
    """Staff marks of one aspect over the last twelve months, one voice per team.

    marks: area_id, month, team, score. A team's marks of twelve months are one opinion, not twelve: its mean counts
    once, n is the number of teams, sd their pooled disagreement within areas. Where a team is stricter than others in
    the areas they share, that is taken off first; a team alone everywhere is left as it is. With one team throughout,
    n is its number of monthly marks and sd their scatter: too sure of itself where a team never changes its mind.
    """
    rows, columns = pd.Index(areas).get_indexer(marks["area_id"]), pd.Index(months).get_indexer(marks["month"])
    here = (rows >= 0) & (columns >= 0)
    totals = []
    for _team, given in marks.assign(row=rows, at=columns)[here].groupby("team", sort=True):
        cells = np.zeros((3, len(areas), len(months)))
        score = given["score"].to_numpy(dtype=float)
        for power in range(3):
            np.add.at(cells[power], (given["row"].to_numpy(), given["at"].to_numpy()), score**power)
        totals.append(np.stack([rolling(each) for each in cells]))
    if not totals:
        return nobody(len(areas), len(months))
    return _voices(np.stack(totals))


def nobody(areas: int, months: int) -> Means:
    """Means of which nothing is known."""
    empty = np.zeros((areas, months))
    return Means(np.full((areas, months), np.nan), empty, empty, np.zeros((areas, months), dtype=bool))


def _voices(totals: np.ndarray) -> Means:
    """(teams, 3, A, T) sums of score to the powers 0, 1, 2 -> Means."""
    count, total, squares = totals.swapaxes(0, 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        opinion = np.where(count > 0, total / count, np.nan)
        teams = (count > 0).sum(axis=0)
        shared = np.where(teams > 1, opinion - np.nansum(opinion, axis=0) / teams, np.nan)
        judged = np.maximum(np.isfinite(shared).sum(axis=1, keepdims=True), 1)
        opinion = opinion - np.nansum(shared, axis=1, keepdims=True) / judged
        mean = np.where(teams > 0, np.nansum(opinion, axis=0) / teams, np.nan)
        apart = np.nansum((opinion - mean) ** 2, axis=(0, 1)) / (teams - 1).clip(0).sum(axis=0)
        scatter = (squares - total**2 / count)[count > 0].sum() / np.maximum(count - 1, 0).sum()
    several = (teams > 1).any(axis=0)
    n = np.where(several, teams, count.sum(axis=0))
    sd = np.sqrt(np.where(several, apart, max(float(np.nan_to_num(scatter)), 0.0)))
    return Means(mean, n.astype(float), np.broadcast_to(sd, mean.shape), np.zeros(mean.shape, dtype=bool))


def of_waves(answers: pd.DataFrame, areas: np.ndarray, months: np.ndarray, *, from_month: int, lasting: int) -> Means:
    """Survey answers to one question: a wave speaks from `from_month` of its year for `lasting` months, then no more.

    answers: area_id, wave (begins with its year), mean, n, sd. A later wave replaces an earlier one per area. A missing
    sd is the pooled one of the other answers, or EVENLY where no answer has one; rows without mean or n are left out.
    """
    empty = nobody(len(areas), len(months))
    mean, n, sd, stale = empty.mean, empty.n.copy(), empty.sd.copy(), empty.stale
    given = answers.assign(
        row=pd.Index(areas).get_indexer(answers["area_id"]),
        year=pd.to_numeric(answers["wave"].astype(str).str[:4], errors="coerce"),
    ).dropna(subset=["mean", "n", "year"])
    given["sd"] = given["sd"].fillna(float(np.sqrt((given["sd"] ** 2).mean()))).fillna(EVENLY)
    first = pd.Timestamp(months[0])
    for year, wave in given[given["row"] >= 0].groupby("year", sort=True):
        begin = (int(year) - first.year) * 12 + from_month - first.month
        row, span = wave["row"].to_numpy(), slice(max(begin, 0), max(begin + lasting, 0))
        stale[row, max(begin, 0) :] = True
        stale[row, span] = False
        for grid, column in ((mean, "mean"), (n, "n"), (sd, "sd")):
            grid[row, max(begin, 0) :] = wave[column].to_numpy(dtype=float)[:, None]
    return Means(mean, n, sd, stale)
