"""All that the methods say of one approach, from monthly cases and a frozen comparison. Chooses no comparison."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from buurtbeeld.methods import differences, effects
from buurtbeeld.methods.effects import Detectable, Did, Displacement, Line, Pair, Synthetic, Verdict, Wdd

MOST_BEFORE, MOST_AFTER = 48, 36
"""Months used around the start: what lies further off says little about now."""
YEARS_BEFORE = 3


@dataclass(frozen=True)
class Approach:
    """What was frozen: area, first month, comparison areas, ring; expected is the drop looked for, as a share.

    donors: areas a synthetic control may be mixed from; the comparison is always among them.
    """

    area: str
    start: pd.Timestamp
    comparison: tuple[str, ...]
    ring: tuple[str, ...] = ()
    donors: tuple[str, ...] = ()
    expected: float | None = None


class Windows(NamedTuple):
    """Cases before and after of area, pooled comparison and ring, over how many years each, in the same months.

    comparison_before: cases before per comparison area.
    """

    treated: Pair
    control: Pair
    ring: Pair
    years: Pair
    comparison_before: tuple[float, ...]

    @property
    def scale(self) -> float:
        """What brings the comparison to the size of the area."""
        return self.treated[0] / self.control[0] if self.control[0] and self.treated[0] else 1.0


@dataclass(frozen=True)
class Power:
    """Said before any result: what the windows hold, how much scatter there is, and the smallest drop that is clear."""

    windows: Windows
    dispersion: float
    detectable: Detectable


@dataclass(frozen=True)
class Evaluation:
    """The result: one figure per method, what all say together, and what it rests on.

    wdd counts the area; net counts area and ring together; both per year. left_out: one row per comparison area left
    out: left_out, change, low, high, direction (−1, 0, 1).
    """

    power: Power
    wdd: Wdd
    net: Wdd | None
    did: Did
    synthetic: Synthetic
    moved: Displacement | None
    lines: tuple[Line, ...]
    left_out: pd.DataFrame
    verdict: Verdict


def monthly(cases: pd.DataFrame, homes: pd.DataFrame, known: Collection[object], areas: Sequence[str]) -> pd.DataFrame:
    """One row per area and known month: area_id, month, cases, homes; a month without a row in cases is a zero.

    cases: area_id, month, cases, only where something happened; homes: area_id, month, homes_rented; known: first days
    of months in which everything counted was delivered.
    """
    homes = homes[homes["area_id"].isin(areas)].assign(month=lambda rows: pd.to_datetime(rows["month"]))
    homes = homes[homes["month"].isin(pd.to_datetime(pd.Series(list(known), dtype="datetime64[ns]")))]
    counted = cases.assign(month=pd.to_datetime(cases["month"])).groupby(["area_id", "month"])["cases"].sum()
    rows = homes.rename(columns={"homes_rented": "homes"})[["area_id", "month", "homes"]]
    return rows.join(counted, on=["area_id", "month"]).fillna({"cases": 0.0}).reset_index(drop=True)


def power(months: pd.DataFrame, approach: Approach, level: float = 0.95) -> Power:
    """What could be seen, from the months before the start alone and as many after it as were delivered by now.

    months: as `monthly` gives them. The cases after are not looked at.
    """
    windows = windows_of(months, approach)
    before = months[pd.to_datetime(months["month"]) < approach.start]
    dispersion = scatter(before[before["area_id"].isin([approach.area, *approach.comparison])])
    detectable = effects.detectable_drop(
        windows.treated[0], windows.comparison_before, level, weights=windows.years, dispersion=dispersion
    )
    return Power(windows, dispersion, detectable)


def evaluate(
    months: pd.DataFrame, approach: Approach, problems: Collection[str] = (), level: float = 0.95
) -> Evaluation:
    """All methods on one approach; `problems` are codes of `conditions`, to which short or empty windows are added."""
    near = _near(months, approach.start)
    said = power(near, approach, level)
    windows, scale = said.windows, said.windows.scale
    compare = partial(effects.wdd, weights=windows.years, level=level, dispersion=said.dispersion)
    found = compare(windows.control, windows.treated, scale=scale)
    panel = differences.panel_of(
        near[near["area_id"].isin([approach.area, *approach.comparison])], approach.area, approach.start
    )
    did = differences.did_of(panel, level)
    synthetic = effects.synthetic_control(quarters(near, approach), approach.area, 0)
    lines = (
        effects.line_of_did(did),
        effects.line_of_wdd(found, windows.treated, windows.years),
        effects.line_of_synthetic(synthetic, level),
    )
    net, moved, away = _around(windows, compare)
    problems = {*problems, *_problems(windows, did, months, approach)}
    left_out = _left_out(panel, level) if not did.reason else _left_out_of_wdd(near, approach, compare)
    problems |= {"rests_on_one_area"} if _turns(left_out, lines) else set()
    label = effects.verdict(lines, said.detectable, problems, expected=approach.expected, moved=moved if away else None)
    return Evaluation(said, found, net, did, synthetic, moved, lines, left_out, label)


def windows_of(months: pd.DataFrame, approach: Approach) -> Windows:
    """Before and after in the same calendar months: whole years where there is one, else the months there are.

    After is at most three whole years, before the last whole years known, at most three; a month unknown for the
    area counts nowhere.
    """
    rows = months.assign(apart=_apart(months["month"], approach.start))
    own = set(rows.loc[rows["area_id"].eq(approach.area) & (rows["homes"] > 0), "apart"])
    after = sorted(at for at in own if 0 <= at < MOST_AFTER)
    after = [at for at in after if at < len(after) // 12 * 12] if len(after) >= 12 else after
    seasons = {at % 12 for at in after}
    years = [-12 * turn for turn in range(1, YEARS_BEFORE + 1) if seasons and {s - 12 * turn for s in seasons} <= own]
    before = [at + season for at in years for season in seasons]
    totals = {
        part: rows[rows["apart"].isin(at)].groupby("area_id")["cases"].sum()
        for part, at in (("b", before), ("a", after))
    }

    def pair(areas: Sequence[str]) -> Pair:
        found = [float(totals[part].reindex(areas).sum()) for part in ("b", "a")]
        return found[0], found[1]

    each = tuple(float(count) for count in totals["b"].reindex(list(approach.comparison)).fillna(0))
    lasted = (max(len(before), 1) / 12, max(len(after), 1) / 12)
    return Windows(pair([approach.area]), pair(approach.comparison), pair(approach.ring), lasted, each)


def scatter(months: pd.DataFrame) -> float:
    """Variance over mean of monthly cases around area × month, at least 1: Σ(O − E)²/E over its degrees of freedom."""
    table = months.pivot_table(index="area_id", columns="month", values="cases", aggfunc="sum").dropna(axis=1)
    counts = table.to_numpy(dtype=float)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape, default=0) < 2:
        return 1.0
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return max(1.0, float(((counts - expected) ** 2 / expected).sum() / freedom))


def quarters(months: pd.DataFrame, approach: Approach) -> pd.DataFrame:
    """Cases per home and quarter counted from the start (0 is the first after it), one column per area; whole ones."""
    areas = {approach.area, *approach.comparison, *approach.donors} - set(approach.ring)
    rows = months[months["area_id"].isin(areas) & (months["homes"] > 0)]
    rows = rows.assign(quarter=_apart(rows["month"], approach.start) // 3)
    told = rows.groupby(["quarter", "area_id"])[["cases", "homes"]].agg({"cases": "sum", "homes": ["sum", "size"]})
    rate = (told[("cases", "sum")] / told[("homes", "sum")]).where(told[("homes", "size")] == 3).unstack("area_id")
    own = rate[approach.area] if approach.area in rate else pd.Series(dtype=float)
    return rate.loc[own.dropna().index]


def _apart(month: pd.Series, start: pd.Timestamp) -> pd.Series:
    """Whole months since the start; below 0 before it."""
    at = pd.to_datetime(month)
    return (at.dt.year - start.year) * 12 + at.dt.month - start.month


def _near(months: pd.DataFrame, start: pd.Timestamp) -> pd.DataFrame:
    return months[_apart(months["month"], start).between(-MOST_BEFORE, MOST_AFTER - 1)]


def _around(windows: Windows, compare: Callable[..., Wdd]) -> tuple[Wdd | None, Displacement | None, bool]:
    """Area and ring together, the quotient, and whether the ring rose clearly."""
    if not sum(windows.ring):
        return None, None, False
    rate = [
        (pair[0] / windows.years[0], pair[1] / windows.years[1])
        for pair in (windows.control, windows.treated, windows.ring)
    ]
    both = (windows.treated[0] + windows.ring[0], windows.treated[1] + windows.ring[1])
    pooled = windows.control[0] or 1.0
    net = compare(windows.control, both, scale=(both[0] or 1.0) / pooled)
    ring = compare(windows.control, windows.ring, scale=(windows.ring[0] or 1.0) / pooled)
    return net, effects.displacement(*rate), ring.low > 0


def _problems(windows: Windows, did: Did, months: pd.DataFrame, approach: Approach) -> set[str]:
    own = months[months["area_id"].eq(approach.area) & (months["homes"] > 0)]
    after = int((pd.to_datetime(own["month"]) >= approach.start).sum())
    found = {"too_young"} if after < differences.FEWEST_AFTER else set()
    found |= {"not_delivered"} if after == len(own) else set()
    found |= (
        {"zero_before"}
        if after < len(own) and not windows.treated[0] and did.reason in ("zero_before", "short_history")
        else set()
    )
    found |= {"no_comparison"} if not windows.control[0] else set()
    return found | ({"short_history"} if did.reason == "short_history" else set())


def _left_out(panel: differences.Panel, level: float) -> pd.DataFrame:
    rows = []
    for turn in range(1, len(panel.areas)) if len(panel.areas) > 2 else ():
        line = effects.line_of_did(differences.did_of(panel.without(turn), level))
        rows.append((str(panel.areas[turn]), line))
    return _left(rows)


def _left_out_of_wdd(months: pd.DataFrame, approach: Approach, compare: Callable[..., Wdd]) -> pd.DataFrame:
    rows = []
    for name in approach.comparison if len(approach.comparison) > 1 else ():
        rest = tuple(other for other in approach.comparison if other != name)
        windows = windows_of(months, Approach(approach.area, approach.start, rest))
        found = compare(windows.control, windows.treated, scale=windows.scale)
        rows.append((name, effects.line_of_wdd(found, windows.treated, windows.years)))
    return _left(rows)


def _left(rows: list[tuple[str, Line]]) -> pd.DataFrame:
    names = ["left_out", "change", "low", "high", "direction"]
    told = [(name, line.change, line.low, line.high, effects.direction(line)) for name, line in rows]
    return pd.DataFrame(told, columns=names)


def _turns(left_out: pd.DataFrame, lines: Sequence[Line]) -> bool:
    """Whether what is clear is no longer so without one comparison area."""
    first = next((line for line in lines if np.isfinite(line.change)), None)
    clear = effects.direction(first) if first else 0
    return bool(clear) and bool(left_out["direction"].ne(clear).any())
