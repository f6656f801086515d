"""How sure is a place in the order? The composite drawn again over data, weights, scales and sums. Fixed seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from buurtbeeld.methods.scores import marks
from buurtbeeld.methods.scores.settings import ScoreSettings

SCALES = ("z", "min_max", "rank")
SUMS = ("arithmetic", "geometric")
CHOICES = ("data", "weights", "scale", "sum")
"""What a place depends on: chance in the data, the weights, how indicators are made comparable, how they are added."""

_MIDDLE, _LEAST, _MOST = marks.MIDDLE, 1.0, 100.0
_CELLS = 4_000_000
"""Numbers drawn at a time: a bound on memory, not a choice of method."""


@dataclass(frozen=True)
class WeighedIndicators:
    """A snapshot of the areas that can be put in order, by area_id: the order in which they came changes nothing."""

    z: np.ndarray
    sd: np.ndarray
    level: np.ndarray
    sign: np.ndarray
    counted: np.ndarray
    weights: np.ndarray
    most: float


def rank_intervals(table: marks.Snapshot, settings: ScoreSettings) -> pd.DataFrame:
    """The composite as an order, with the places that chance and choices allow.

    One row per area, in the order of the table. Columns area_id; place: 1 is best, by the weighted average of
    winsorised z; low, high: the places between which it lies in `interval` of the draws, widened to hold place; areas:
    how many could be put in order; moved_by: which of CHOICES, varied alone, moves it most, and shift_<choice>: by how
    many places on average (Handbook, equation 38, for one area). An area that lacks the mark of a lens has NaN and ''.

    Each of settings.ranks.draws draws takes: rates from their posteriors (Gamma for counts, by the cube-root normal of
    Wilson and Hilferty 1931; normal for means; standard normal where an indicator is unknown); weights from a Dirichlet
    around the stated ones with weight_concentration; in turn each scale of SCALES and each sum of SUMS. To add
    geometrically z becomes 6.5 + z, at least 1; min–max and ranks run from 1 to 100. Equal scores are ordered by lot.
    Errors of indicators are drawn apart: what they share (scores.togetherness) is that all of them were shrunk, which
    draws areas together and leaves their order.

    Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, steps 5 to 7; Saisana, M., Saltelli,
    A. and Tarantola, S. (2005), JRSS A 168, 307–323.
    """
    score, ordered = marks.composite(table, settings)
    frame = pd.DataFrame({"area_id": table.areas, "place": marks.positions(score)})
    frame = frame.assign(low=np.nan, high=np.nan, areas=int(ordered.sum()), moved_by="")
    frame[[f"shift_{choice}" for choice in CHOICES]] = np.nan
    rows = np.flatnonzero(ordered)
    if not len(rows):
        return frame
    rows = rows[np.argsort(table.areas[rows].astype(str), kind="stable")]
    low, high, shifts = _drawn(weighing_indicators(table, settings, rows), settings)
    place = frame["place"].to_numpy()[rows]
    frame.loc[rows, "low"], frame.loc[rows, "high"] = np.minimum(low, place), np.maximum(high, place)
    frame.loc[rows, [f"shift_{choice}" for choice in CHOICES]] = shifts.T
    moves = np.where(shifts.max(axis=0) > 0, np.array(CHOICES, dtype=object)[shifts.argmax(axis=0)], "")
    frame.loc[rows, "moved_by"] = moves
    return frame


def weighing_indicators(table: marks.Snapshot, settings: ScoreSettings, rows: np.ndarray) -> WeighedIndicators:
    """Only indicators that weigh; unknown ones as the stock with the stock's own spread."""
    weights = marks.overall_weights(settings)
    heavy = weights > 0
    z, sd = table.z[np.ix_(rows, heavy)], table.sd[np.ix_(rows, heavy)]
    measured = np.isfinite(z)
    with np.errstate(invalid="ignore", divide="ignore"):
        level = (table.mean / table.spread)[heavy]
    counted = table.counted[heavy] & np.isfinite(level)
    z, sd = np.where(measured, z, 0).astype(np.float32), np.where(measured, sd, 1).astype(np.float32)
    skewed = counted & measured
    return WeighedIndicators(
        z,
        sd,
        np.nan_to_num(level),
        table.sign[heavy],
        skewed,
        weights[heavy],
        settings.thresholds.winsorise,
    )


def _drawn(table: WeighedIndicators, settings: ScoreSettings) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(A,) lowest and highest place within the interval, (choices, A) average shifts."""
    random = np.random.default_rng(settings.ranks.seed)
    draws, (areas, indicators) = settings.ranks.draws, table.z.shape
    lot = _lots(areas, random)
    base = _places(_score(_clipped(table.z, table), table.weights, 0, 0), lot)
    by_weights = _dirichlet(table.weights, settings.ranks.weight_concentration, draws, random)
    places = np.empty((draws, areas), dtype=np.uint16 if areas < 2**16 else np.uint32)
    shifts = np.zeros((len(CHOICES), areas))
    chunk = max(1, _CELLS // (areas * indicators))
    for begin in range(0, draws, chunk):
        some = np.arange(begin, min(begin + chunk, draws))
        for draw, z in zip(some, posterior(table, len(some), random), strict=True):
            lot = _lots(areas, random)
            places[draw] = _places(_score(z, by_weights[draw], *_turn(draw)), lot)
            shifts[0] += abs(_places(_score(z, table.weights, 0, 0), lot) - base) / draws
    shifts[1:] = _alone(table, by_weights, base, lot)
    tail = (1 - settings.thresholds.interval) / 2
    places.sort(axis=0)
    first, last = int(np.floor(tail * draws)), int(np.ceil((1 - tail) * draws)) - 1
    return places[first].astype(float), places[last].astype(float), shifts


def _lots(areas: int, random: np.random.Generator) -> np.ndarray:
    """Too small to matter, unless scores are equal."""
    return random.random(areas) * 1e-9


def _turn(draw: int) -> tuple[int, int]:
    """Scale and sum of a draw: each pair equally often."""
    return int(draw % len(SCALES)), int(draw // len(SCALES) % len(SUMS))


def _alone(table: WeighedIndicators, by_weights: np.ndarray, base: np.ndarray, lot: np.ndarray) -> np.ndarray:
    """(3, A) average shift when only the weights, only the scale, only the sum is another; the data as they are."""
    z = _clipped(table.z, table)
    sums = [
        [_places(_score(z, each, 0, 0), lot) for each in by_weights],
        [_places(_score(z, table.weights, scale, 0), lot) for scale in range(len(SCALES))],
        [_places(_score(z, table.weights, 0, how), lot) for how in range(len(SUMS))],
    ]
    return np.array([np.mean([abs(each - base) for each in places], axis=0) for places in sums])


def _dirichlet(weights: np.ndarray, concentration: float, draws: int, random: np.random.Generator) -> np.ndarray:
    """(draws, K) weights around the stated ones: mean w, variance w (1 − w) / (concentration + 1)."""
    return random.dirichlet(weights * concentration, draws) if len(weights) > 1 else np.ones((draws, 1))


def posterior(table: WeighedIndicators, draws: int, random: np.random.Generator) -> np.ndarray:
    """(draws, A, K) winsorised z, drawn from what is known of each."""
    noise = random.standard_normal((draws, *table.z.shape), dtype=np.float32)
    rate = np.maximum(table.level + table.sign * table.z, 1e-9)
    # A Gamma with shape s = (mean / sd)² is about mean · (1 − 1/(9s) + noise / (3√s))³.
    third = (table.sd / (3 * rate)).astype(np.float32)
    cubed = np.maximum(1 - third**2 + noise * third, 0) ** 3
    skewed = table.sign * (rate * cubed - table.level)
    return _clipped(np.where(table.counted, skewed, table.z + table.sd * noise).astype(np.float32), table)


def _clipped(z: np.ndarray, table: WeighedIndicators) -> np.ndarray:
    return np.clip(z, -table.most, table.most)


def _score(z: np.ndarray, weights: np.ndarray, scale: int, how: int) -> np.ndarray:
    """(A,) composite of (A, K), up is better."""
    made = normalised(z, SCALES[scale])
    return aggregated(made, weights, SUMS[how])


def normalised(values: np.ndarray, scale: str) -> np.ndarray:
    """(A, K) indicators made comparable, up is better: 6.5 + z at least 1 | min–max | rank, the last two from 1 to 100.

    min_max: 1 + 99 (x − min) / (max − min); rank: 1 + 99 (areas below) / (A − 1). An indicator on which all areas are
    equal is 50.5 for all. Source: Handbook 5.1–5.3.
    """
    if scale == "z":
        return np.maximum(_MIDDLE + values, _LEAST)
    if scale == "rank":
        values = np.column_stack([np.searchsorted(np.sort(each), each) for each in values.T])
    low, high = values.min(axis=0), values.max(axis=0)
    flat = high <= low
    share = np.where(flat, 0.5, (values - low) / np.where(flat, 1, high - low))
    return _LEAST + (_MOST - _LEAST) * share


def aggregated(values: np.ndarray, weights: np.ndarray, how: str) -> np.ndarray:
    """(A,) Σ w·x (arithmetic) or Π x^w (geometric: a weak spot is hardly made good). Source: Handbook, step 6."""
    return np.exp(np.log(values) @ weights) if how == "geometric" else values @ weights


def _places(score: np.ndarray, lot: np.ndarray) -> np.ndarray:
    """(A,) places, 1 is best; equal scores by lot."""
    order = np.argsort(-(score.astype(float) + lot))
    places = np.empty(len(order), dtype=np.int32)
    places[order] = np.arange(1, len(order) + 1)
    return places
