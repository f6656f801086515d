"""Rates of small areas, drawn towards the stock as far as chance asks. Knows no file, no page and no random number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import erfcx, gammaincc, gammaincinv

Array = NDArray[np.float64]

OUTLYING = 0.05
"""Share of areas that are taken to be of another kind: much worse, or much better, than size and chance explain."""
APART = 3.0
"""Those differ so many times as much as the others, and by TIMES the stock's own rate at least."""
TIMES = 2.0
DOMINANT = 0.1
"""An area that makes up so much of all scatter is looked at without it."""


@dataclass(frozen=True)
class Prior:
    """How rates differ between areas, as estimated from a set of them.

    mean is the pooled rate b = Σy/Σn and variance the between-area variance A, floored at 0 (Marshall 1991); both
    decide the shrunk rate. The other three decide its interval only: likely is the mean of A given that it cannot be
    negative (never 0 when A was merely not seen), error its standard deviation, mean_error the standard error of b.
    outlying is the share of areas of another kind (see `empirical_bayes`); few, one over the number of areas, is what
    the first order leaves out of the variance (by simulation). Numbers, or arrays with one value per
    column. A prior written by hand, Prior(mean, variance), is taken as exact, without areas of another kind.
    """

    mean: Any
    variance: Any
    likely: Any = None
    error: Any = 0.0
    mean_error: Any = 0.0
    outlying: Any = 0.0
    few: Any = 0.0


class Posterior(NamedTuple):
    """What is known of each area's true rate: its mean, the weight of the area's own data, the standard deviation."""

    shrunk: Array
    weight: Array
    sd: Array


def prior(events: ArrayLike, exposure: ArrayLike) -> Prior:
    """Pooled rate and between-area variance by moments; areas along the first axis, each further column by itself.

    b = Σy/Σn; s² = Σn(r − b)²/Σn; A = max(0, s² − b/n̄). Areas without exposure, or whose events are unknown (NaN), are
    left out; where none is left all is NaN. One area, or no events at all, shows no variance: A = 0.

    likely and error describe A ≥ 0 when its unbiased estimate A° = (Σn(r − b)² − (m − 1)b) / (Σn − Σn²/Σn) is normal
    around it, with the variance of s² under Gamma–Poisson counts:
    Var = [bΣ1/n + 2b²m + A(7m + 4bΣn) + A²(12Σn/b + 2Σn²) + 6A³Σn²/b²] / (Σn)², a normal cut off at 0. Units: those of
    events per exposure. Raises ValueError for a negative or infinite count or exposure.
    Source: Marshall, R. M. (1991), Applied Statistics 40, 283–294; cut off at 0 after Morris, C. N. (1983), JASA 78,
    47–55.
    """
    return _prior(*_numbers(events, exposure))


def robust_prior(events: ArrayLike, exposure: ArrayLike, overdispersion: ArrayLike = 1.0) -> Prior:
    """As `prior`, of the areas that are not clearly of another kind, where counts scatter φ times as much as chance.

    A count y of n with variance φ times its mean says as much as y/φ of n/φ: that is how φ comes in. Areas that are
    more likely than not of another kind (see `empirical_bayes`) are left out once, so that one extreme area does not
    make all others look alike; before that those further off than APART deviations that make up DOMINANT of the scatter
    or more. overdispersion: φ, one number or one per column.
    """
    return _robust(*_effective(events, exposure, overdispersion))


def empirical_bayes(
    events: ArrayLike | pd.Series,
    exposure: ArrayLike | pd.Series,
    *,
    overdispersion: float = 1.0,
    prior: Prior | None = None,
    level: float = 0.90,
) -> pd.DataFrame:
    """One row per area: its rate, the shrunk rate, the weight of its own data, and an interval for its true rate.

    rate r = y/n; shrunk = w·r + (1 − w)·b. Among ordinary areas w = A/(A + φb/n) (Marshall 1991, global; φ the
    overdispersion, see `robust_prior`). A share OUTLYING of areas is of another kind, with
    A′ = max(APART²·A*, (TIMES·b)²) instead of A: w is the mean over both, by the probability p that the area
    is of the other kind. With v = A* + φb/n,
    v′ = A′ + φb/n and z² = 4b(√r − √b)²/v: p/(1 − p) = OUTLYING/(1 − OUTLYING) · √(v/v′) · exp(½z²(1 − v/v′)), so that
    a small area that is far off is not held back as one that is a little off. low and high hold the true rate with
    probability level: quantiles of the Gamma with mean shrunk and the variance of `empirical_bayes_many`.
    A prior of another level may be given; without one it is estimated from these areas.

    Units: events per unit of exposure. The index of a Series is kept. Raises ValueError for negative or infinite input
    and for two Series that do not speak of the same areas.

    Edges: exposure 0 or NaN, or events NaN: a row of NaN. A = 0: weight 0 and every area is the pooled rate; the
    interval still allows for a difference that could not be seen. No events at all: 0, from 0 to the Gamma(½, Σn)
    limit. One area: its own rate, weight 0, with its own Poisson uncertainty.
    """
    y, n = _numbers(events, exposure)
    posterior = empirical_bayes_many(y, n, overdispersion=overdispersion, prior=prior)
    low, high = interval(posterior, level)
    index = _index(events, exposure)
    return pd.DataFrame(
        {"rate": y / n, "shrunk": posterior.shrunk, "weight": posterior.weight, "low": low, "high": high}, index=index
    )


def empirical_bayes_many(
    events: ArrayLike, exposure: ArrayLike, *, overdispersion: ArrayLike = 1.0, prior: Prior | None = None
) -> Posterior:
    """The shrunk rates, weights and standard deviations of areas × months at once, each month with its own prior.

    events and exposure: areas along the first axis, any further axes; exposure may be broadcast. As `empirical_bayes`,
    without quantiles. With A* = likely, w* = A*/(A* + b/n) and the mean m* = w*r + (1 − w*)b of the Gamma posterior
    Gamma(b²/A* + y, b/A* + n), the squared standard deviation is
    m*·A*/(b + nA*) + [∂m*/∂A]²·error² + (1 − w*)²·mean_error² + (m* − shrunk)²:
    chance, not knowing A, not knowing b, and the floor at 0 (first order: Kass and Steffey 1989, JASA 84, 717–726);
    all that times 1 + 1/areas; then the variance of a mixture with the areas of another kind. overdispersion φ: every n
    and y divided by it.
    NaN where exposure is 0 or unknown, or events are unknown.
    """
    y, n = _effective(events, exposure, overdispersion)
    return _posterior(y, n, prior or _robust(y, n))


def probability_above(rate: float, events: ArrayLike, exposure: ArrayLike, *, overdispersion: ArrayLike = 1.0) -> Array:
    """Per area the probability that its true rate lies above this one: the Gammas of both kinds of areas, by p.

    Each Gamma with the mean and the deviation of its kind; as `empirical_bayes_many` otherwise.
    """
    y, n = _effective(events, exposure, overdispersion)
    prior = _robust(y, n)
    share, ordinary = _outlying(y / n, n, prior), _posterior(y, n, replace(prior, outlying=0.0))
    other = _other_kind(y, n, prior)
    return (1 - share) * _tail(rate, ordinary) + share * _tail(rate, other)


def _tail(rate: float, posterior: Posterior) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = posterior.sd**2 / posterior.shrunk
        chance = gammaincc((posterior.shrunk / posterior.sd) ** 2, rate / scale)
    return np.where(posterior.shrunk == 0, 0.0, chance)


def interval(posterior: Posterior, level: float = 0.90) -> tuple[Array, Array]:
    """Low and high of each true rate: equal-tailed limits of the Gamma with mean shrunk and standard deviation sd.

    Where shrunk is 0: from 0 to the limit of a Gamma(½) with that sd. Where sd is 0: the rate itself, twice. Raises
    ValueError for a level that is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"Expected a level between 0 and 1, found {level}.")
    tail = (1 - level) / 2
    mean, sd = posterior.shrunk, posterior.sd
    certain, none = sd == 0, mean == 0
    with np.errstate(divide="ignore", invalid="ignore"):
        shape = np.where(none | certain, 0.5, (mean / sd) ** 2)
        scale = np.where(none, np.sqrt(2) * sd, sd**2 / mean)
        low = np.where(none, 0.0, gammaincinv(shape, tail) * scale)
        high = gammaincinv(shape, 1 - tail) * scale
    # A very skew Gamma has its mean beyond its own limit; an interval that leaves out its figure helps nobody.
    return np.where(certain, mean, np.minimum(low, mean)), np.where(certain, mean, np.maximum(high, mean))


def _numbers(events: ArrayLike, exposure: ArrayLike) -> tuple[Array, Array]:
    """Both as numbers of one shape, NaN wherever one of them does not allow a rate."""
    if isinstance(events, pd.Series) and isinstance(exposure, pd.Series) and not events.index.equals(exposure.index):
        raise ValueError("Events and exposure name different areas, or in another order; align them first.")
    y, n = np.broadcast_arrays(np.asarray(events, dtype=float), np.asarray(exposure, dtype=float))
    for name, values in (("events", y), ("exposure", n)):
        if np.any(values < 0) or np.any(np.isinf(values)):
            raise ValueError(f"Expected {name} of 0 or more, found {values[(values < 0) | np.isinf(values)][0]}.")
    rated = (n > 0) & ~np.isnan(y)
    return np.where(rated, y, np.nan), np.where(rated, n, np.nan)


def _effective(events: ArrayLike, exposure: ArrayLike, overdispersion: ArrayLike) -> tuple[Array, Array]:
    """Counts and exposure that scatter as chance does and say as much."""
    y, n = _numbers(events, exposure)
    factor = np.asarray(overdispersion, dtype=float)
    return y / factor, n / factor


def _prior(y: Array, n: Array) -> Prior:
    areas = np.sum(~np.isnan(n), axis=0)
    total, squares, inverse = np.nansum(n, axis=0), np.nansum(n * n, axis=0), np.nansum(1 / n, axis=0)
    events = np.nansum(y, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        b = events / total
        scatter = np.nansum(n * (y / n - b) ** 2, axis=0)
        variance = np.maximum(0.0, (scatter - areas * b) / total)
        free = total - squares / total
        # Two areas or more and an event: else nothing is known of A, and it is taken as 0.
        several = (areas > 1) & (events > 0)
        unbiased = np.where(several, (scatter - (areas - 1) * b) / free, 0.0)
        a = np.maximum(unbiased, 0.0)
        spread = b * inverse + 2 * b**2 * areas + a * (7 * areas + 4 * b * total)
        spread += a**2 * (12 * total / b + 2 * squares) + 6 * a**3 * squares / b**2
        likely, error = _cut_off_at_zero(unbiased, np.where(several, np.sqrt(spread) / total, 0.0))
        mean_error = np.sqrt((events + 0.5) / total**2 + likely * squares / total**2)
    # Of two areas neither is the odd one out.
    outlying = np.where(several & (areas > 2), OUTLYING, 0.0)
    return Prior(b, variance, likely, error, mean_error, outlying, np.where(several, 1 / np.maximum(areas, 1), 0.0))


def _robust(y: Array, n: Array) -> Prior:
    estimate = _prior(y, n)
    for apart_from in (_extreme, _extreme, _likely_outlying):
        apart = apart_from(y / n, n, estimate)
        # Where nobody else has any, they are all there is: left out, the rate would be 0 for them too.
        apart &= np.nansum(np.where(apart, 0.0, y), axis=0) > 0
        if apart.any():
            estimate = _prior(np.where(apart, np.nan, y), np.where(apart, np.nan, n))
    return estimate


def _extreme(rate: Array, n: Array, prior: Prior) -> NDArray[np.bool_]:
    """Areas so far off, and so much of all scatter, that they would hide themselves in the variance they make."""
    off = (rate - prior.mean) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        far = off > APART**2 * (prior.likely + prior.mean / n)
    return _holds(prior.outlying > 0, n) & far & (n * off > DOMINANT * np.nansum(n * off, axis=0))


def _likely_outlying(rate: Array, n: Array, prior: Prior) -> NDArray[np.bool_]:
    return np.asarray(_outlying(rate, n, prior) > 0.5)


def _outlying(rate: Array, n: Array, prior: Prior) -> Array:
    """Probability that an area is of another kind; 0 where no area can be, NaN where n is."""
    b = prior.mean
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ordinary, other = prior.likely + b / n, _other(prior) + b / n
        ratio = ordinary / other
        distance = 4 * b * (np.sqrt(rate) - np.sqrt(b)) ** 2 / ordinary
        odds = prior.outlying / (1 - prior.outlying) * np.sqrt(ratio) * np.exp(distance / 2 * (1 - ratio))
        share = 1 - 1 / (1 + odds)
    return np.where(_holds(prior.outlying > 0, n), share, np.where(np.isnan(n), np.nan, 0.0))


def _other(prior: Prior) -> Any:
    """Between-area variance of the areas of another kind."""
    return np.maximum(APART**2 * prior.likely, (TIMES * prior.mean) ** 2)


def _cut_off_at_zero(mean: Array, sd: Array) -> tuple[Array, Array]:
    """Mean and standard deviation of a normal of which only the part above 0 is left; 0 and 0 without spread."""
    z = np.divide(mean, sd, out=np.zeros_like(sd), where=sd > 0)
    hazard = np.sqrt(2 / np.pi) / erfcx(-z / np.sqrt(2))
    middle = np.maximum(mean + sd * hazard, 0.0)
    # Far below 0 the difference cancels; the limit there is an exponential, whose deviation is its mean.
    return middle, np.sqrt(np.clip(sd**2 * (1 - hazard * (hazard + z)), 0.0, middle**2))


def _posterior(y: Array, n: Array, prior: Prior) -> Posterior:
    b, variance = prior.mean, prior.variance
    likely = variance if prior.likely is None else prior.likely
    off = y / n - b
    weight, own = _weight(variance, b, n), _weight(likely, b, n)
    shrunk, middle = b + weight * off, b + own * off
    # w*(1 − w*)/A* is ∂w*/∂A, and w*/n is A*/(b + nA*); neither divides by an A* of 0.
    slope = np.divide(n * b, (b + n * likely) ** 2, out=np.zeros_like(off), where=_holds(b + n * likely > 0, n))
    squared = middle * own / n + (off * slope * prior.error) ** 2
    squared += ((1 - own) * prior.mean_error) ** 2 + (middle - shrunk) ** 2
    squared *= 1 + prior.few
    if not np.any(prior.outlying):
        return Posterior(shrunk, weight, np.sqrt(squared))
    return _mixed(y, n, prior, Posterior(shrunk, weight, squared))


def _mixed(y: Array, n: Array, prior: Prior, ordinary: Posterior) -> Posterior:
    """Mean over both kinds of areas; ordinary holds the squared deviation of the first."""
    share, other = _outlying(y / n, n, prior), _other_kind(y, n, prior)
    shrunk, weight = (
        (1 - share) * one_kind + share * other_kind
        for one_kind, other_kind in zip(ordinary[:2], other[:2], strict=True)
    )
    squared = (1 - share) * ordinary.sd + share * other.sd**2
    squared += share * (1 - share) * (other.shrunk - ordinary.shrunk) ** 2
    return Posterior(shrunk, weight, np.sqrt(squared))


def _other_kind(y: Array, n: Array, prior: Prior) -> Posterior:
    weight = _weight(_other(prior), prior.mean, n)
    shrunk = prior.mean + weight * (y / n - prior.mean)
    return Posterior(shrunk, weight, np.sqrt(shrunk * weight / n))


def _weight(variance: Any, b: Any, n: Array) -> Array:
    """A/(A + b/n) as nA/(nA + b): 0 where A is 0, also when b is; NaN where n is."""
    share = n * variance
    return np.divide(share, share + b, out=np.where(np.isnan(n), np.nan, 0.0), where=_holds(share + b > 0, n))


def _holds(condition: Any, like: Array) -> NDArray[np.bool_]:
    return np.broadcast_to(condition, like.shape)


def _index(*given: Any) -> pd.Index | None:
    return next((values.index for values in given if isinstance(values, pd.Series)), None)
