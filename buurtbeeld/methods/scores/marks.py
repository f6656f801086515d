"""From readings to report marks: aligned, on the scale of the own stock, weighed, explained. Draws nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from buurtbeeld.codes import ALL, COLUMNS, LENSES
from buurtbeeld.methods.scores.indicators import CODE, REASONS, Reading
from buurtbeeld.methods.scores.settings import ScoreSettings

MIDDLE, LOWEST, HIGHEST = 6.5, 1.0, 10.0
"""The mark of the stock in the reference year, and the ends of a Dutch report mark."""

GROUPS = tuple((lens, column) for lens in LENSES for column in (ALL, *COLUMNS))

MARK_REASONS = (*REASONS, "not_measured", "little_known")
"""Why there is no mark: one of REASONS where all unknown indicators share it; not_measured: nothing of this lens and
column is in the settings, or it has no weight; little_known: less weight is known than settings ask."""

_NOT_MEASURED, _LITTLE = len(REASONS), len(REASONS) + 1
_CHUNK = 2000


@dataclass(frozen=True)
class Snapshot:
    """What is known of areas A by indicators K (columns, in the order of keys), at one moment.

    areas        (A,) area_id
    keys         indicator keys
    z, sd        (A, K): standard deviations of the stock in the reference year, up is better, not yet winsorised; and
                 their posterior standard deviation; NaN where unknown
    reason       (A, K) uint8: position in REASONS
    mean, spread (K,) the stock in the reference year in the indicator's own unit; sign (K,) +1 where more is better
    counted      (K,) True where the posterior is that of a rate of counts
    together     (G,) 0 to 1: average correlation between the true values of the indicators of each group; see
                 `togetherness`
    """

    areas: np.ndarray
    keys: tuple[str, ...]
    z: np.ndarray
    sd: np.ndarray
    reason: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    sign: np.ndarray
    counted: np.ndarray
    together: np.ndarray

    @property
    def value(self) -> np.ndarray:
        """(A, K): in the indicator's own unit, e.g. events per home and year."""
        return self.mean + self.sign * self.spread * self.z


@dataclass(frozen=True)
class History:
    """Snapshots of all months: z, sd, reason (K, A, T); months (T,); reference (K,) as in Reading; else as Snapshot."""

    areas: np.ndarray
    months: np.ndarray
    keys: tuple[str, ...]
    z: np.ndarray
    sd: np.ndarray
    reason: np.ndarray
    mean: np.ndarray
    spread: np.ndarray
    sign: np.ndarray
    counted: np.ndarray
    together: np.ndarray
    reference: np.ndarray

    def at(self, month: int) -> Snapshot:
        """The snapshot at a position of months; -1 is the last."""
        z, sd, reason = (each[:, :, month].T for each in (self.z, self.sd, self.reason))
        facts = self.mean, self.spread, self.sign, self.counted, self.together
        return Snapshot(self.areas, self.keys, z, sd, reason, *facts)


@dataclass(frozen=True)
class Marks:
    """Marks per group G (lens and column, see GROUPS), area A and month T; each (G, A, T).

    mark, low, high: float32, NaN where there is no mark. known_share: share of the group's weight that is known;
    below 1 the mark is incomplete. reason: uint8, position in MARK_REASONS.
    """

    mark: np.ndarray
    low: np.ndarray
    high: np.ndarray
    known_share: np.ndarray
    reason: np.ndarray


def z_scale(values: np.ndarray, mean: float, spread: float, sign: int = 1) -> np.ndarray:
    """sign · (value − mean) / spread: standard deviations above (sign +1) or below the stock.

    Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, 5.2.
    """
    return sign * (values - mean) / spread


def history(readings: Mapping[str, Reading], settings: ScoreSettings, areas: np.ndarray, months: np.ndarray) -> History:
    """All readings on the scale of the stock, in the order of the settings; an indicator without a reading is unknown.

    areas (A,), months (T,). Raises KeyError for a reading that the settings do not know.
    """
    if stray := set(readings) - {each.key for each in settings.indicators}:
        raise KeyError(f"The settings know no indicator {sorted(stray)[0]!r}.")
    shape = (len(settings.indicators), len(areas), len(months))
    z, sd = np.full(shape, np.nan, dtype=np.float32), np.full(shape, np.nan, dtype=np.float32)
    reason = np.full(shape, CODE["not_delivered"], dtype=np.uint8)
    facts = np.full((3, shape[0]), np.nan)
    for row, indicator in enumerate(settings.indicators):
        given = readings.get(indicator.key)
        if given is None:
            continue
        z[row] = z_scale(given.value, given.mean, given.spread, indicator.sign)
        sd[row] = given.sd / given.spread
        reason[row] = given.reason
        facts[:, row] = given.mean, given.spread, given.reference
    keys = tuple(each.key for each in settings.indicators)
    sign = np.array([each.sign for each in settings.indicators])
    counted = np.array([each.count is not None for each in settings.indicators])
    together = togetherness(z, sd, settings)
    return History(areas, months, keys, z, sd, reason, facts[0], facts[1], sign, counted, together, facts[2])


def togetherness(z: np.ndarray, sd: np.ndarray, settings: ScoreSettings) -> np.ndarray:
    """(G,) how far true differences go together, from z and sd (K, A, T), once a year back from the last month.

    An area that is rough in one thing is rough in most. Each indicator is shrunk by itself, so their errors share what
    shrinking took from that roughness. With w = 1 − sd² the weight of own data and z around its mean over areas, a true
    correlation ρ gives Σ z_j z_k = ρ Σ w_j w_k; both are summed over pairs j ≠ k with their weights. Kept within 0 and
    1: an interval is never narrower than for indicators that have nothing in common.
    """
    yearly = slice(None, None, -12)
    measured = np.isfinite(z[:, :, yearly])
    own = np.where(measured, np.clip(1 - sd[:, :, yearly].astype(float) ** 2, 0, 1), 0)
    number = np.maximum(measured.sum(axis=1, keepdims=True), 1)
    off = np.where(measured, z[:, :, yearly].astype(float), 0)
    off = np.where(measured, off - off.sum(axis=1, keepdims=True) / number, 0)
    seen, could = (np.tensordot(each, each, axes=((1, 2), (1, 2))) for each in (off, own))
    correlations = []
    for by in weights(settings):
        pairs = np.outer(by, by)
        np.fill_diagonal(pairs, 0)
        most = (pairs * could).sum()
        correlations.append(np.clip((pairs * seen).sum() / most, 0, 1) if most > 0 else 0.0)
    return np.array(correlations)


def weights(settings: ScoreSettings) -> np.ndarray:
    """(G, K): what each indicator weighs in each group; rows add up to 1, or are 0 where nothing is measured.

    Within a lens the stated weights; within a column of it the stated weights relative to each other.
    """
    rows = [
        [each.weight if each.lens == lens and column in (ALL, each.column) else 0.0 for each in settings.indicators]
        for lens, column in GROUPS
    ]
    given = np.array(rows).reshape(len(GROUPS), len(settings.indicators))
    total = given.sum(axis=1, keepdims=True)
    return np.divide(given, total, out=np.zeros_like(given), where=total > 0)


def marks(table: History | Snapshot, settings: ScoreSettings) -> Marks:
    """Marks of every lens and column: 6.5 + Σ weight · z, clipped to 1–10; a Snapshot gives T = 1.

    z is winsorised at ±settings.thresholds.winsorise. An unknown indicator counts as the stock in the reference year
    (z = 0) with the stock's own spread (sd = 1): weights are never scaled to what happens to be known. The mark is then
    incomplete (known_share < 1), and absent where known_share < known_weight. Interval: normal, clipped as the mark is,
    with variance Σ(weight · sd)² + ρ [(Σu)² − Σu²], u = weight · sd², ρ see `togetherness`.
    """
    z, sd, reason = (table.z, table.sd, table.reason) if isinstance(table, History) else _layers(table)
    share, limits = weights(settings), settings.thresholds
    wide = NormalDist().inv_cdf((1 + limits.interval) / 2)
    shape = (len(GROUPS), *z.shape[1:])
    mark, low, high, share_known = (np.empty(shape, dtype=np.float32) for _each in range(4))
    why = np.empty(shape, dtype=np.uint8)
    for begin in range(0, shape[1], _CHUNK):
        part = slice(begin, begin + _CHUNK)
        middle, error, part_known = _weighed((z[:, part], sd[:, part]), share, table.together, limits.winsorise)
        why[:, part] = _why(reason[:, part], part_known, share, limits.known_weight)
        none = np.where(why[:, part] > 0, np.nan, 0.0)
        for grid, value in ((mark, middle), (low, middle - wide * error), (high, middle + wide * error)):
            grid[:, part] = np.clip(MIDDLE + value, LOWEST, HIGHEST) + none
        share_known[:, part] = part_known
    return Marks(mark, low, high, share_known, why)


def bounds(mark: pd.Series, known_share: pd.Series, settings: ScoreSettings) -> tuple[pd.Series, pd.Series]:
    """Lowest and highest mark that the unknown indicators could still make of it: all of them at their worst or best.

    known_share: share of the weight that is known, see `Marks`; all of it known: the mark itself, twice.
    """
    reach = (1 - known_share).clip(lower=0) * settings.thresholds.winsorise
    return (mark - reach).clip(lower=LOWEST), (mark + reach).clip(upper=HIGHEST)


def _layers(table: Snapshot) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return table.z.T[:, :, None], table.sd.T[:, :, None], table.reason.T[:, :, None]


def _weighed(
    given: tuple[np.ndarray, np.ndarray], share: np.ndarray, together: np.ndarray, most: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """z, sd (K, a, T) -> Σ weight · z, its standard deviation, known weight; each (G, a, T)."""
    z, sd = given
    measured = np.isfinite(z)
    middle = np.where(measured, np.clip(z, -most, most), 0.0)
    variance = np.where(measured, sd**2, 1.0)
    common = np.minimum(variance, 1.0)
    total, squared, share_known = (
        np.tensordot(by, each, axes=1) for by, each in ((share, middle), (share**2, variance), (share, measured))
    )
    both = np.tensordot(share, common, axes=1) ** 2 - np.tensordot(share**2, common**2, axes=1)
    return total, np.sqrt(squared + together[:, None, None] * np.maximum(both, 0)), share_known


def _why(reason: np.ndarray, share_known: np.ndarray, share: np.ndarray, least: float) -> np.ndarray:
    """(G, a, T): why there is no mark; 0 where there is one."""
    why = np.where(share_known + 1e-9 < least, _LITTLE, 0).astype(np.uint8)
    for group, by in enumerate(share):
        unknown = np.where((reason > 0) & (by > 0)[:, None, None], reason, 0)
        most = unknown.max(axis=0)
        alike = ((unknown == most) | (unknown == 0)).all(axis=0) & (why[group] > 0)
        why[group] = np.where(alike, most, why[group])
        if not by.any():
            why[group] = _NOT_MEASURED
    return why


def mark_rows(table: Snapshot, settings: ScoreSettings) -> pd.DataFrame:
    """One row per area, lens and column (all, facts, residents, staff), in the order of areas and GROUPS.

    Columns area_id, lens, column, mark, low, high (NaN without mark), known (share of weight), missing (keys of unknown
    indicators that weigh, joined by a blank), reason ('' with a mark), told: better or worse where the interval leaves
    6.5 out, else ''.
    """
    grids, share = marks(table, settings), weights(settings)
    absent = ~np.isfinite(table.z)[:, None, :] & (share > 0)[None]
    names = {row: " ".join(key for key, gone in zip(table.keys, row, strict=True) if gone) for row in _distinct(absent)}
    mark, low, high, share_known, reason = (each[:, :, 0].T.ravel() for each in vars(grids).values())
    lenses, columns = zip(*GROUPS, strict=True)
    frame = pd.DataFrame({"area_id": np.repeat(table.areas, len(GROUPS))})
    return frame.assign(
        lens=np.tile(np.array(lenses, dtype=object), len(table.areas)),
        column=np.tile(np.array(columns, dtype=object), len(table.areas)),
        mark=mark,
        low=low,
        high=high,
        known=share_known,
        missing=[names[tuple(row)] for row in absent.reshape(-1, len(table.keys)).tolist()],
        reason=np.array(MARK_REASONS, dtype=object)[reason],
        told=np.where(low > MIDDLE, "better", np.where(high < MIDDLE, "worse", "")),
    )


def _distinct(absent: np.ndarray) -> set[tuple[bool, ...]]:
    return {tuple(row) for row in np.unique(absent.reshape(-1, absent.shape[-1]), axis=0).tolist()}


def contributions(
    table: Snapshot, settings: ScoreSettings, area: str, lens: str, column: str = ALL, decimals: int = 2
) -> pd.DataFrame:
    """Why this mark: what each indicator adds to 6.5, in marks, and a last row 'clip' for what 1–10 cuts off.

    One row per indicator of the lens and column, then clip. Columns indicator, column, weight, z (winsorised), value
    and stock (in the indicator's unit), part = weight · z (0 where unknown), shown: part in whole steps of 10^−decimals
    that add up to the shown mark exactly, reason. The mark is 6.5 + part.sum(), where `marks` gives one at all. Raises
    KeyError for an unknown area.
    """
    row = _row(table, area)
    by = weights(settings)[GROUPS.index((lens, column))]
    own = [at for at, each in enumerate(settings.indicators) if each.lens == lens and column in (ALL, each.column)]
    z = np.clip(table.z[row].astype(float), -settings.thresholds.winsorise, settings.thresholds.winsorise)
    part = np.where(np.isfinite(z), by * z, 0.0)[own]
    whole = MIDDLE + part.sum()
    frame = pd.DataFrame(
        {
            "indicator": [*(table.keys[at] for at in own), "clip"],
            "column": [*(settings.indicators[at].column for at in own), ""],
            "weight": [*by[own], np.nan],
            "z": [*z[own], np.nan],
            "value": [*table.value[row][own], np.nan],
            "stock": [*table.mean[own], np.nan],
            "part": [*part, float(np.clip(whole, LOWEST, HIGHEST) - whole)],
            "reason": [*(REASONS[code] for code in table.reason[row][own]), ""],
        }
    )
    return frame.assign(shown=adding_up(frame["part"].to_numpy(), decimals))


def adding_up(parts: np.ndarray, decimals: int) -> np.ndarray:
    """Parts rounded so that they add up to their rounded total: those cut most get what is left (largest remainder)."""
    steps = np.asarray(parts, dtype=float) * 10**decimals
    whole = np.floor(steps + 1e-9)
    left = int(np.rint(steps.sum()) - whole.sum())
    turn = np.argsort(-(steps - whole), kind="stable")[: max(left, 0)]
    whole[turn] += 1
    return np.round(whole / 10**decimals, decimals)


def changed(
    now: Snapshot, before: Snapshot, settings: ScoreSettings, area: str, lens: str, column: str = ALL, decimals: int = 2
) -> pd.DataFrame:
    """What changed in a mark: per indicator its part then, now and the difference, and the clip; differences add up.

    Columns indicator, column, value_before, value, part_before, part, difference, shown, status: '' where known at both
    moments, 'came' where it was unknown before, 'went' where it is unknown now, 'unknown' where known at neither. What
    came or went moves the mark without anything having happened: it is no improvement and no decline. An area that was
    not there before gives 'came' throughout.
    """
    after = contributions(now, settings, area, lens, column)
    earlier = contributions(before, settings, area, lens, column) if area in set(before.areas) else _absent(after)
    measured, was = after["reason"].eq(""), earlier["reason"].eq("")
    status = np.select([measured & was, measured, was], ["", "came", "went"], "unknown")
    frame = after[["indicator", "column"]].assign(
        value_before=earlier["value"], value=after["value"], part_before=earlier["part"], part=after["part"]
    )
    difference = frame["part"] - frame["part_before"]
    return frame.assign(difference=difference, shown=adding_up(difference.to_numpy(), decimals), status=status)


def _absent(rows: pd.DataFrame) -> pd.DataFrame:
    last = rows["indicator"].eq("clip")
    return rows.assign(value=np.nan, part=0.0, reason=np.where(last, "", REASONS[CODE["few_homes"]]))


def _row(table: Snapshot, area: str) -> int:
    rows = np.flatnonzero(table.areas == area)
    if not len(rows):
        raise KeyError(f"There is no area {area!r} in this table of marks.")
    return int(rows[0])


def composite(table: Snapshot, settings: ScoreSettings) -> tuple[np.ndarray, np.ndarray]:
    """(A,) the weighted average of the lenses on the z scale, for ordering only, and (A,) whether an area has one.

    An area has one where every lens that weighs has a mark; otherwise NaN: it cannot be put in order.
    """
    why = marks(table, settings).reason[[GROUPS.index((lens, ALL)) for lens in LENSES], :, 0]
    heavy = np.array([settings.lenses.get(lens, 0.0) > 0 for lens in LENSES])
    ordered = (why[heavy] == 0).all(axis=0)
    z = np.nan_to_num(np.clip(table.z, -settings.thresholds.winsorise, settings.thresholds.winsorise))
    return np.where(ordered, z @ overall_weights(settings), np.nan), ordered


def overall_weights(settings: ScoreSettings) -> np.ndarray:
    """(K,): weight within its lens times the weight of the lens; adds up to 1."""
    return np.array([each.weight * settings.lenses.get(each.lens, 0.0) for each in settings.indicators])


def positions(score: np.ndarray) -> np.ndarray:
    """Place in the order, 1 is best; equal scores share the better place; NaN where there is no score."""
    return pd.Series(score).rank(ascending=False, method="min").to_numpy()


def with_other_weights(table: Snapshot, settings: ScoreSettings, other: ScoreSettings) -> pd.DataFrame:
    """Other weights, tried for oneself: one row per area with marks, places and who moves. Stores nothing.

    Columns area_id; physical, social, safety and the same with _before (marks); place, place_before; moved: places won
    (+) or lost (−), NaN where an area cannot be put in order; sorted by place. other: see score_settings.proposed.
    """
    frame = pd.DataFrame({"area_id": table.areas})
    for suffix, given in (("_before", settings), ("", other)):
        grid = marks(table, given).mark[:, :, 0]
        for lens in LENSES:
            frame[f"{lens}{suffix}"] = grid[GROUPS.index((lens, ALL))]
        frame[f"place{suffix}"] = positions(composite(table, given)[0])
    frame["moved"] = frame["place_before"] - frame["place"]
    return frame.sort_values(["place", "area_id"], na_position="last", ignore_index=True)
