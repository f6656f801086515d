"""Which weeks stand above what season and trend let expect? Judges counts per week; knows no area and no cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy
from numpy.typing import ArrayLike, NDArray

from buurtbeeld.methods.quasi_poisson import Array, Fit, Mask, anscombe, regress, scatter

YEAR = 365.25 / 7
EVALUATE, SHOW = 8, 104
WEEKS_BACK, GUARD = 260, 26
"""The baseline: at most five years, without the last half year, so that what grows slowly does not hide itself."""
FEWEST_WEEKS, TREND_WEEKS = 78, 156
"""Known weeks of baseline for a season (two years of history less the guard), and for a trend."""
FEWEST_REPORTS = 20
"""With fewer reports in the whole baseline no season can be told: its mean stands alone."""
TOGETHER, ENOUGH = 4, 5
"""Nothing is called a warning below five reports in four weeks (Farrington 1996)."""
WEEK_LEVEL, TOGETHER_LEVEL = 0.0025, 0.035
"""How seldom an ordinary week, and ordinary four weeks, lie above their limit; chosen by simulation, see the docs."""
OUTBREAK = 2.58
"""Past weeks with a residual above this count for less (Noufaily 2013)."""
SPECIAL_SPREAD = 0.7
"""Standard deviation, before any was seen, of the logarithm of how many times as much special days bring."""
_AT_ONCE = 2_000
_WAVES = 5


def design(weeks: int, *, trend: bool, special: Array | None = None) -> Array:
    """Columns 1, two pairs of sine and cosine of the year, special ones, and years before the last week where trend.

    Sine and cosine together find the phase, so that no dates are needed; only whole weeks one after another. special
    (weeks, H): weeks with days on which more is reported every year, see special_weeks. (weeks, 5 + H, or one more).
    """
    time = np.arange(weeks) - (weeks - 1.0)
    angles = [harmonic * 2 * np.pi * time / YEAR for harmonic in (1, 2)]
    waves = [wave(angle) for angle in angles for wave in (np.cos, np.sin)]
    more = [] if special is None else list(special.T)
    return np.column_stack([np.ones(weeks), *waves, *more, *([time / YEAR] if trend else [])])


def outbreak_weights(residuals: Array, delivered: Mask, threshold: float = OUTBREAK) -> Array:
    """Weights γ where the residual s ≤ threshold, γ/s² above it, 0 where unknown; they add up to the known weeks.

    (series, weeks) in and out; Farrington 1996 with the threshold of Noufaily 2013.
    """
    above = residuals > max(threshold, 0.0)
    raw = np.where(above, 1 / np.where(above, residuals, 1.0) ** 2, 1.0) * delivered
    return raw * (delivered.sum(axis=1) / np.maximum(raw.sum(axis=1), 1e-300))[:, None]


def _robust(counts: Array, delivered: Mask, columns: Array, shrinking: Array) -> Fit:
    first = regress(counts, delivered.astype(float), columns, shrinking)
    return regress(counts, outbreak_weights(anscombe(counts, first, columns), delivered), columns, shrinking)


def limit(mean: ArrayLike, dispersion: ArrayLike, error: ArrayLike, level: float) -> Array:
    """The largest ordinary count: quantile 1 − level of a negative binomial with variance φμ + se².

    With error 0 this is the plug-in limit of Noufaily 2013, and Poisson where the variance is the mean too.
    """
    shape, chance = _negative_binomial(mean, dispersion, error)
    return np.asarray(scipy.stats.nbinom.ppf(1 - level, shape, chance))


def exceedance(counts: ArrayLike, mean: ArrayLike, dispersion: ArrayLike, error: ArrayLike) -> Array:
    """Probability of this count or more under the same negative binomial."""
    shape, chance = _negative_binomial(mean, dispersion, error)
    return np.asarray(scipy.stats.nbinom.sf(np.asarray(counts) - 1, shape, chance))


def _negative_binomial(mean: ArrayLike, dispersion: ArrayLike, error: ArrayLike) -> tuple[Array, Array]:
    expected = np.maximum(np.asarray(mean, float), 1e-9)
    # A negative binomial this near to Poisson is Poisson in every digit that counts.
    ratio = np.maximum(np.asarray(dispersion, float) + np.asarray(error, float) ** 2 / expected, 1 + 1e-7)
    return expected / (ratio - 1), 1 / ratio


def farrington(
    counts: ArrayLike,
    delivered: ArrayLike = True,
    *,
    evaluate: int = EVALUATE,
    show: int = EVALUATE,
    weeks: ArrayLike | None = None,
    special: ArrayLike | None = None,
) -> pd.DataFrame:
    """Judges the last `evaluate` weeks of many series; returns their last `show` weeks, one row per series and week.

    counts (series, weeks), whole weeks one after another, newest last; NaN is unknown. delivered (series, weeks) or
    (weeks,): False where the source did not deliver; such a week is neither baseline nor judged. weeks: labels.
    special (weeks, H): 1 in weeks of special days (special_weeks.columns), each H with a factor of its own that is
    taken to be 1 until weeks of the baseline say otherwise (log factor normal around 0, SPECIAL_SPREAD); columns that
    touch none of the weeks shown are left out, their past weeks are then past outbreaks.

    Baseline: at most WEEKS_BACK known weeks, the last GUARD left out; log mean = level + two waves a year + trend. A
    trend stays only with TREND_WEEKS known weeks, at the 5 % level, and where it expects no more than was ever seen
    (Farrington 1996). Weeks with a residual above OUTBREAK are weighted down and the fit is repeated once (Noufaily
    2013). Fewer than FEWEST_REPORTS in the baseline: level alone. A week is outside above the limit for one week
    (WEEK_LEVEL) or, together with the three before, above the limit for four (TOGETHER_LEVEL); the dispersion of four
    weeks is measured on sums of four, because what lingers makes them scatter more.

    Columns: series (row of counts), week, observed, expected, upper (largest ordinary count), the same for the four
    weeks up to this one as observed_4, expected_4, upper_4 (known weeks only), score (1 or more: outside; the larger
    of (observed − expected) / (upper + 1 − expected) for one and four weeks), probability (of so many or more by chance
    in the more surprising of both), alarm, known, outcome. NaN stands where nothing can be said, and outcome says why:
    alarm · ordinary · too_few (outside, but fewer than ENOUGH in four weeks) · unknown (not delivered) · history
    (before the evaluated weeks) · not_enough_history (fewer than FEWEST_WEEKS known in the baseline) · no_reports
    (never any).

    Sources: Farrington, Andrews, Beale, Catchpole (1996), J. R. Statist. Soc. A 159, 547–563; Noufaily, Enki,
    Farrington, Garthwaite, Andrews, Charlett (2013), Statistics in Medicine 32, 1206–1222. Ours: waves instead of a
    factor of ten levels, special weeks, the error of the mean inside the limit, and the limit for four weeks.
    """
    table = np.atleast_2d(np.asarray(counts, float))
    present = np.broadcast_to(np.asarray(delivered, bool), table.shape) & ~np.isnan(table)
    _refuse(table, present, evaluate, show)
    labels = np.arange(table.shape[1]) if weeks is None else np.asarray(weeks)
    recent = slice(max(0, table.shape[1] - WEEKS_BACK - GUARD), None)
    table, present, labels = np.where(present, table, 0.0)[:, recent], present[:, recent], labels[recent]
    show = min(show, len(labels))
    added = _touching(np.zeros((len(labels), 0)) if special is None else np.asarray(special, float)[recent], show)
    parts = [
        _judged(table[start : start + _AT_ONCE], present[start : start + _AT_ONCE], added, evaluate, show)
        for start in range(0, len(table), _AT_ONCE)
    ]
    return _framed(parts, labels, len(table), show)


def _touching(special: Array, show: int) -> Array:
    """The columns that matter to the last weeks, or to the sums of four that end in them."""
    return special[:, special[max(0, len(special) - show - TOGETHER + 1) :].any(axis=0)]


def warnings(judged: pd.DataFrame) -> pd.DataFrame:
    """One row per series with an alarm, from the frame of farrington; the most surprising first.

    Columns: series, first_week and last_week outside, weeks (how many were), still (the newest known week is outside),
    and of the week with the highest score: week, observed, expected, upper, observed_4, expected_4, upper_4, score,
    probability, times (observed_4 / expected_4). No alarm at all: no rows.
    """
    alarms = judged.loc[judged["alarm"]]
    spans = alarms.groupby("series")["week"].agg(first_week="min", last_week="max", weeks="size")
    newest = judged.loc[judged["known"]].groupby("series")["week"].max()
    spans["still"] = spans["last_week"] == newest.reindex(spans.index)
    worst = alarms.sort_values(["series", "score", "week"], ascending=[True, False, False]).drop_duplicates("series")
    worst = worst.drop(columns=["alarm", "known", "outcome"]).assign(times=worst["observed_4"] / worst["expected_4"])
    rows = spans.reset_index().merge(worst, on="series")
    return rows.sort_values(["probability", "series"], ignore_index=True)


def _refuse(counts: Array, delivered: Mask, evaluate: int, show: int) -> None:
    if counts.ndim != 2 or not 1 <= evaluate <= GUARD or show < evaluate:
        raise ValueError(
            f"Expected counts (series, weeks) and 1 ≤ evaluate ≤ {GUARD} ≤ show; found {counts.ndim} dimensions, "
            f"evaluate {evaluate} and show {show}."
        )
    if (counts[delivered] < 0).any():
        raise ValueError("Expected counts of 0 or more; found negative ones. Count reports, not differences.")


@dataclass(frozen=True)
class _Levels:
    """What is expected, all (series, shown weeks): one week and four together, with their standard errors."""

    mean: Array
    error: Array
    mean_4: Array
    error_4: Array
    dispersion: Array
    dispersion_4: Array


def _judged(counts: Array, delivered: Mask, special: Array, evaluate: int, show: int) -> dict[str, NDArray]:
    """The columns of the answer but series and week, each (series, shown weeks)."""
    base = delivered.copy()
    base[:, -GUARD:] = False
    seen, delivered_shown, seen_4 = counts[:, -show:], delivered[:, -show:], _rolled(counts)[:, -show:]
    figures = _figures(seen, seen_4, _expected(_Series(counts, delivered, base), special, evaluate, show))
    outside = (seen > figures["upper"]) | (seen_4 > figures["upper_4"])
    outcome = _outcome(outside, seen_4 >= ENOUGH, delivered_shown, base, counts, evaluate)
    sayable = np.isin(outcome, (_UNKNOWN, _NOT_ENOUGH, _NO_REPORTS), invert=True)
    return {
        "observed": np.where(delivered_shown, seen, np.nan),
        **{name: np.where(sayable, values, np.nan) for name, values in figures.items()},
        "alarm": outcome == _ALARM,
        "known": delivered_shown,
        "outcome": outcome,
    }


def _figures(seen: Array, seen_4: Array, levels: _Levels) -> dict[str, Array]:
    """Expectation, limits, score and probability of one and of four weeks."""
    single, four = (
        (seen, levels.mean, levels.dispersion, levels.error, WEEK_LEVEL),
        (seen_4, levels.mean_4, levels.dispersion_4, levels.error_4, TOGETHER_LEVEL),
    )
    upper, upper_4 = (limit(*arguments[1:]) for arguments in (single, four))
    chance, chance_4 = (exceedance(*arguments[:-1]) for arguments in (single, four))
    score = (seen - levels.mean) / (upper + 1 - levels.mean)
    score_4 = (seen_4 - levels.mean_4) / (upper_4 + 1 - levels.mean_4)
    return {
        "expected": levels.mean,
        "upper": upper,
        "observed_4": seen_4,
        "expected_4": levels.mean_4,
        "upper_4": upper_4,
        "score": np.maximum(score, score_4),
        "probability": np.minimum(chance, chance_4),
    }


OUTCOMES = ("ordinary", "alarm", "too_few", "unknown", "history", "not_enough_history", "no_reports")
_ORDINARY, _ALARM, _TOO_FEW, _UNKNOWN, _HISTORY, _NOT_ENOUGH, _NO_REPORTS = range(len(OUTCOMES))


def _outcome(
    outside: Mask, enough: Mask, delivered: Mask, base: Mask, counts: Array, evaluate: int
) -> NDArray[np.int8]:
    """The code of the outcome; the later line wins."""
    outcome = np.where(outside, np.where(enough, _ALARM, _TOO_FEW), _ORDINARY).astype(np.int8)
    outcome[:, :-evaluate] = _HISTORY
    outcome[counts.sum(axis=1) == 0] = _NO_REPORTS
    outcome[base.sum(axis=1) < FEWEST_WEEKS] = _NOT_ENOUGH
    outcome[~delivered] = _UNKNOWN
    return outcome


class _Series(NamedTuple):
    """Each (series, weeks); base: the weeks delivered that may be baseline."""

    counts: Array
    delivered: Mask
    base: Mask

    def of(self, rows: NDArray[np.intp]) -> _Series:
        return _Series(self.counts[rows], self.delivered[rows], self.base[rows])


def _expected(series: _Series, special: Array, evaluate: int, show: int) -> _Levels:
    """Each series by the richest of three designs that its baseline bears: season and trend, season, level alone."""
    counts, _delivered, base = series
    length, reports = base.sum(axis=1), (counts * base).sum(axis=1)
    seasonal = (length >= FEWEST_WEEKS) & (reports >= FEWEST_REPORTS)
    filled = {name: np.empty((len(counts), show)) for name in _Levels.__dataclass_fields__}

    def fill(rows: NDArray[np.intp], fit: Fit, columns: Array, good: Mask) -> None:
        levels = _levels(series.of(rows), fit, columns, show)
        for name, into in filled.items():
            into[rows[good]] = getattr(levels, name)[good]

    everyone = np.arange(len(counts))
    fill(everyone, _level(counts, base), np.ones((counts.shape[1], 1)), everyone >= 0)
    for trend, wanted in ((False, seasonal), (True, seasonal & (length >= TREND_WEEKS))):
        rows, columns = np.flatnonzero(wanted), design(counts.shape[1], trend=trend, special=special)
        if len(rows):
            fit = _robust(counts[rows], base[rows], columns, _shrinking(columns, special))
            justified = _justified(fit, counts[rows], base[rows], evaluate) if trend else True
            fill(rows, fit, columns, fit.converged & justified)
    return _Levels(**filled)


def _shrinking(columns: Array, special: Array) -> Array:
    precision = np.zeros(columns.shape[1])
    precision[_WAVES : _WAVES + special.shape[1]] = SPECIAL_SPREAD**-2
    return precision


def _level(counts: Array, base: Mask) -> Fit:
    """A mean alone, half a report added so that years without a report do not expect exactly nothing."""
    reports, length = (counts * base).sum(axis=1) + 0.5, np.maximum(base.sum(axis=1), 1)
    mean = np.broadcast_to((reports / length)[:, None], counts.shape)
    dispersion = scatter(counts, base.astype(float), mean, 1)
    beta = np.log(reports / length)[:, None]
    return Fit(beta, (1 / reports)[:, None, None], mean, dispersion, base.astype(float), np.ones(len(counts), bool))


def _justified(fit: Fit, counts: Array, base: Mask, evaluate: int) -> Mask:
    """The trend, the last column, differs from none at 5 % and does not expect more than was ever seen."""
    spread = np.sqrt(fit.dispersion * fit.inverse[:, -1, -1])
    freedom = np.maximum(base.sum(axis=1) - fit.beta.shape[1], 1)
    clear = np.abs(fit.beta[:, -1]) > scipy.stats.t.ppf(0.975, freedom) * spread
    return clear & (fit.mean[:, -evaluate:].max(axis=1) <= (counts * base).max(axis=1))


def _levels(series: _Series, fit: Fit, columns: Array, show: int) -> _Levels:
    """One and four weeks ahead; the error by the delta method, g'Cg with g the gradient of the expected sum."""
    counts, delivered, base = series
    dispersion = fit.dispersion[:, None]
    dispersion_4 = np.maximum(dispersion, _lingering(counts, base, fit)[:, None])
    start = max(0, counts.shape[1] - show - TOGETHER + 1)
    gradient = (fit.mean * delivered)[:, start:, None] * columns[None, start:]
    sums = _rolled(gradient)[:, -show:]
    ahead = fit.mean[:, -show:, None] * columns[None, -show:]
    return _Levels(
        mean=fit.mean[:, -show:],
        error=np.sqrt(dispersion * _spread(ahead, fit.inverse)),
        mean_4=sums[:, :, 0],  # the first column is 1
        error_4=np.sqrt(dispersion_4 * _spread(sums, fit.inverse)),
        dispersion=np.broadcast_to(dispersion, (len(counts), show)),
        dispersion_4=np.broadcast_to(dispersion_4, (len(counts), show)),
    )


def _spread(gradient: Array, inverse: Array) -> Array:
    return np.maximum(((gradient @ inverse) * gradient).sum(axis=2), 0.0)


def _lingering(counts: Array, base: Mask, fit: Fit) -> Array:
    """Dispersion of sums over four weeks of the baseline, past outbreaks down-weighted; (series,)."""
    whole = _rolled(base.astype(float)) == TOGETHER
    residual = _rolled(np.sqrt(fit.weights) * (counts - fit.mean) * base)
    sums = np.maximum(_rolled(fit.mean * base), 1e-9)
    lost = 1 - fit.beta.shape[1] / np.maximum(base.sum(axis=1), fit.beta.shape[1] + 1)
    return (residual**2 / sums * whole).sum(axis=1) / np.maximum(whole.sum(axis=1), 1) / lost


def _rolled(values: Array) -> Array:
    """Sums over each week and the three before it, along axis 1; fewer at the beginning."""
    sums = np.cumsum(values, axis=1)
    sums[:, TOGETHER:] -= sums[:, :-TOGETHER].copy()
    return sums


def _framed(parts: list[dict[str, NDArray]], labels: NDArray, series: int, show: int) -> pd.DataFrame:
    columns = {name: np.concatenate([part[name] for part in parts]).ravel() for name in parts[0]}
    columns["outcome"] = pd.Categorical.from_codes(columns["outcome"], list(OUTCOMES))
    place = {"series": np.repeat(np.arange(series), show), "week": np.tile(labels[-show:], series)}
    return pd.DataFrame(place | columns)
