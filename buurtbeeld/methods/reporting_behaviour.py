"""Which changes lie in the reporting and not in the neighbourhood? Finds them; corrects nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from buurtbeeld.methods.quasi_poisson import Array, Mask, regress

LEVEL = 0.01
"""Probability of one finding or more in a whole quiet source, for stops, jumps, recodes and channels alike."""
SHORTEST_STOP = {"D": 14, "MS": 1}
"""A fortnight: shorter gaps are closed offices, and nobody can act on them sooner."""
FEWEST_STEPS = {"D": 60, "MS": 12}
"""Days or months before a run, below which a source has no rhythm of its own yet."""
JUMP, NEARLY_ALL, FEWEST_AREAS, ENOUGH_IN_AREA, MOST_JUMPS = 1.3, 0.75, 5, 8, 6
"""A jump is at least 1.3 times (or less than 1/1.3), in three quarters of the areas that can tell, five at least."""
WINDOW, SIDE, HISTORY = 12, 2, 24
"""Months compared before and after, the fewest on either side, and the fewest of all for jumps."""
RECODE_GAP, RECODE_FACTOR, ENOUGH_IN_CODE = (-1, 3), 2.0, 10
"""Months from the end of one code to the start of the next, how far their sizes may differ, and reports each needs."""
FEWEST_REPORTS, DOMINANT = 15, 0.5
"""Below fifteen reports nothing is said about who reported; dominant is more than half by one reporter."""
MIX_SHIFT, MIX_SIDE = 0.10, 3
"""Share of reports that must have moved to other channels, and the fewest months on either side."""

FINDING = ["source", "area_id", "kind", "since", "until", "observed", "expected", "probability"]


def _findings(rows: list[dict[str, Any]], *more: str) -> pd.DataFrame:
    """One row per finding; since is the first day or month, until the first after it, missing while it lasts."""
    columns = [*FINDING, *more]
    findings = pd.DataFrame([{"area_id": None} | row for row in rows], columns=columns)
    dates = {name: pd.to_datetime(findings[name]) for name in ("since", "until")}
    return findings.assign(**dates).sort_values(["source", "since"], ignore_index=True)


def stops(
    counts: pd.DataFrame, until: date, *, step: str = "D", holidays: Iterable[date] = (), level: float = LEVEL
) -> pd.DataFrame:
    """Runs of empty days (step D) or months (step MS) improbable under the source's own rhythm.

    counts: source, date, reports; absent days are empty. until: the first day not expected yet, so that what is merely
    not delivered so far is no stop. holidays are a weekday of their own.

    A run's expectation E is the weekday's share × the level, the lower of the level over the 13 weeks (12 months)
    before and that of the whole history, so that a source that fades out does not stop. Its probability is
    exp(−E ln φ / (φ − 1)), the empty term of a negative binomial with variance φ times the mean, φ the larger of the
    dispersion of days and that of weeks; times the number of days, for a run may begin on each. Found at `level` or
    less, from SHORTEST_STOP on, with FEWEST_STEPS before it. Returns FINDING and steps, the length of the run;
    observed is 0, expected what should have come, until is missing where the run still lasts. Kind: stop.

    A source that is empty in the same season every year is called stopped each time: its rhythm is of weekdays only.
    """
    rows = []
    for source, its in counts.groupby("source"):
        dates = pd.date_range(its["date"].min(), pd.Timestamp(until) - pd.Timedelta(days=1), freq=step)
        reports = its.groupby("date")["reports"].sum().reindex(dates, fill_value=0).to_numpy(float)
        days_off = dates.normalize().isin(pd.to_datetime(list(holidays)))
        weekday = np.where(days_off, 7, dates.day_of_week) if step == "D" else np.zeros(len(dates), int)
        rows += [{"source": source} | stop for stop in _stops_of(reports, weekday, dates, step, level)]
    return _findings(rows, "steps")


def _stops_of(reports: Array, weekday: NDArray, dates: pd.DatetimeIndex, step: str, level: float) -> list[dict]:
    """Longest run first; what is found no longer tells the rhythm by which the next is judged."""
    live, rows = np.ones(len(reports), bool), []
    for begin, end in sorted(_empty_runs(reports), key=lambda run: run[0] - run[1]):
        if end - begin < SHORTEST_STOP[step] or begin < FEWEST_STEPS[step]:
            continue
        live[begin:end] = False
        expected, dispersion = _rhythm(reports, weekday, live, begin, end, step)
        chance = np.exp(-expected * emptiness(dispersion)) * len(reports)
        if chance > level:
            live[begin:end] = True
            continue
        after = dates[end] if end < len(dates) else pd.NaT
        figures = {"observed": 0.0, "expected": expected, "probability": chance, "steps": end - begin}
        rows.append({"kind": "stop", "since": dates[begin], "until": after} | figures)
    return rows


def _empty_runs(reports: Array) -> list[tuple[int, int]]:
    edges = np.diff(np.r_[0, (reports == 0).astype(int), 0])
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))


def _rhythm(reports: Array, weekday: NDArray, live: Mask, begin: int, end: int, step: str) -> tuple[float, float]:
    """Expected reports of the run, and the dispersion of the source."""
    whole = reports[live].mean()
    times = np.bincount(weekday[live], minlength=8)
    share = np.bincount(weekday[live], weights=reports[live], minlength=8) / np.maximum(times, 1) / max(whole, 1e-9)
    usual = np.where(times > 0, share, 1.0)[weekday]
    before = slice(max(0, begin - (91 if step == "D" else 12)), begin)
    lately = reports[before][live[before]].sum() / max(usual[before][live[before]].sum(), 1e-9)
    level = min(whole, lately)
    block = 7 if step == "D" else 1
    return float(level * usual[begin:end].sum()), _scatter(reports[live], (whole * usual)[live], block)


def _scatter(reports: Array, mean: Array, block: int) -> float:
    """The larger of the dispersions of single steps and of blocks, at least 1."""
    dispersions = [1.0]
    for size in {1, block}:
        whole = len(reports) // size * size
        seen, expected = (values[:whole].reshape(-1, size).sum(axis=1) for values in (reports, mean))
        some = expected > 0
        dispersions.append(float(((seen - expected)[some] ** 2 / expected[some]).sum() / max(some.sum() - 1, 1)))
    return max(dispersions)


def emptiness(dispersion: float) -> float:
    """−ln P(0) per expected report: ln φ / (φ − 1), which is 1 for Poisson."""
    return 1.0 if dispersion < 1 + 1e-9 else float(np.log(dispersion) / (dispersion - 1))


def _by_month(counts: pd.DataFrame, by: str) -> pd.DataFrame:
    """Month × what is compared; a month in which the whole source is empty was not delivered and is left out."""
    table = counts.pivot_table(index="month", columns=by, values="reports", aggfunc="sum", fill_value=0)
    return table.loc[table.sum(axis=1) > 0].sort_index()


def jumps(counts: pd.DataFrame, *, level: float = LEVEL) -> pd.DataFrame:
    """Months from which a source reports markedly more or less in nearly all areas at once.

    counts: source, area_id, month, reports; each report in one area only. A month with nothing at all was not delivered
    and is left out (see stops). With HISTORY months or more: log mean of the source's monthly total = level + one wave
    a year + trend + steps found so far + one more step, at every month with SIDE months on either side; the clearest
    step is kept while its t-test, times the number of months tried, is at most `level`, while its factor is at least
    JUMP (or at most 1 / JUMP) and while NEARLY_ALL of the areas with ENOUGH_IN_AREA reports around it moved its way.

    Returns FINDING and factor, areas (that could tell), agreeing (that moved along). observed and expected are the
    reports of the up to WINDOW months from the jump, with and without it; until is the month of the next jump. Kind:
    jump. Neither a hot summer nor a campaign can be told from a new way of registering: it is a question to ask.
    """
    rows = []
    for source, its in counts.groupby("source"):
        table = _by_month(its, "area_id")
        if len(table) >= HISTORY:
            rows += [{"source": source, "kind": "jump"} | jump for jump in _jumps_of(table, level)]
    return _findings(rows, "factor", "areas", "agreeing")


def _jumps_of(table: pd.DataFrame, level: float) -> list[dict]:
    total, counts = table.sum(axis=1).to_numpy(float), table.to_numpy(float)
    month = np.array([stamp.year * 12 + stamp.month for stamp in table.index])
    base = _calendar(month)
    steps: dict[int, float] = {}
    while len(steps) < MOST_JUMPS:
        at, chance = _clearest_step(total, _with_steps(base, steps), list(steps))
        if chance > level or not _large(_described(total, counts, base, at, list(steps))):
            break
        steps[at] = chance
    months, order = [*table.index, pd.NaT], [*sorted(steps), len(total)]
    return [
        # Described anew: what was found later changes what is usual around an earlier one.
        _described(total, counts, base, at, [other for other in steps if other != at])
        | {"since": months[at], "until": months[after], "probability": steps[at]}
        for at, after in pairwise(order)
    ]


def _with_steps(base: Array, months: Iterable[int]) -> Array:
    return np.column_stack([base, *(np.arange(len(base)) >= at for at in months)])


def _calendar(month: NDArray) -> Array:
    angle = 2 * np.pi * month / 12
    time = (month - month.mean()) / 12
    return np.column_stack([np.ones(len(month)), np.cos(angle), np.sin(angle), time])


def _clearest_step(total: Array, base: Array, others: list[int]) -> tuple[int, float]:
    """The month of the clearest further step, and its probability times the number tried; 1 where none can be tried."""
    tried, chances = [], []
    for at in range(SIDE, len(total) - SIDE + 1):
        if all(abs(at - other) >= SIDE for other in others):
            columns = _with_steps(base, [at])
            fit = regress(total[None], np.ones((1, len(total))), columns)
            size = fit.beta[0, -1] / np.sqrt(fit.dispersion[0] * fit.inverse[0, -1, -1])
            tried.append(at)
            chances.append(2 * scipy.stats.t.sf(abs(size), len(total) - columns.shape[1]))
    best = int(np.argmin(chances)) if chances else 0
    return (tried[best], min(1.0, chances[best] * len(tried))) if tried else (0, 1.0)


def _described(total: Array, counts: Array, base: Array, at: int, others: list[int]) -> dict[str, Any]:
    """Factor, reports with and without the step, and how many areas moved along; others are the steps beside it."""
    columns = _with_steps(base, [*others, at])
    fit = regress(total[None], np.ones((1, len(total))), columns)
    factor = float(np.exp(fit.beta[0, -1]))
    usual = fit.mean[0] / np.where(np.arange(len(total)) >= at, factor, 1.0)
    begin = max([other for other in others if other < at], default=0)
    end = min([other for other in others if other > at], default=len(total))
    before, after = slice(max(begin, at - WINDOW), at), slice(at, min(end, at + WINDOW))
    seen_before, seen_after = counts[before].sum(axis=0), counts[after].sum(axis=0)
    can_tell = seen_before + seen_after >= ENOUGH_IN_AREA
    moved = seen_after * usual[before].sum() - seen_before * usual[after].sum()
    return {
        "factor": factor,
        "observed": float(total[after].sum()),
        "expected": float(usual[after].sum()),
        "areas": int(can_tell.sum()),
        "agreeing": int((can_tell & (np.sign(moved) == np.sign(factor - 1))).sum()),
    }


def _large(step: dict[str, Any]) -> bool:
    everywhere = step["areas"] >= FEWEST_AREAS and step["agreeing"] >= NEARLY_ALL * step["areas"]
    return everywhere and max(step["factor"], 1 / step["factor"]) >= JUMP


def recodes(counts: pd.DataFrame, *, level: float = LEVEL) -> pd.DataFrame:
    """Categories of a source that end where another of about the same size begins.

    counts: source, category, month, reports; months in which the whole source is empty are left out. A category ends
    (or begins) where the silence after (before) is improbable under its own rate of the WINDOW months on the other
    side: exp(−E ln φ / (φ − 1)) as in stops, times the number of categories squared, at most `level`; ENOUGH_IN_CODE
    reports in that window. A pair is a recode where the start lies RECODE_GAP months from the end and the monthly rates
    differ at most RECODE_FACTOR times; the nearest in rate is taken, each category once.

    Returns FINDING and old, new (codes): since is the first month of the new code, observed and expected its monthly
    rate and that of the old, probability the larger of the two. Kind: recode. A split in two or a merger into a code
    that existed is not found.
    """
    rows: list[dict[str, Any]] = []
    for source, its in counts.groupby("source"):
        table = _by_month(its, "category")
        rows += [{"source": source, "kind": "recode"} | recode for recode in _recodes_of(table, level)]
    return _findings(rows, "old", "new")


@dataclass(frozen=True)
class _Edge:
    """Where a category ends or begins: its last or first month by number, reports a month beside it, probability."""

    category: str
    at: int
    rate: float
    chance: float


def _recodes_of(table: pd.DataFrame, level: float) -> list[dict]:
    ends = [_edge(table[name]) for name in table]
    backwards = table.iloc[::-1]
    starts = [_edge(backwards[name]) for name in table]
    tries = max(len(ends), 1) ** 2
    pairs = []
    for end in ends:
        for start in starts:
            first, chance = len(table) - 1 - start.at, max(end.chance, start.chance) * tries
            near = RECODE_GAP[0] <= first - end.at <= RECODE_GAP[1]
            far_off = abs(np.log(max(start.rate, 1e-9) / max(end.rate, 1e-9)))
            if near and end.category != start.category and far_off <= np.log(RECODE_FACTOR) and chance <= level:
                pairs.append((far_off, end, start, first, chance))
    rows: list[dict[str, Any]] = []
    used: set[tuple[str, str]] = set()
    for _, end, start, first, chance in sorted(pairs, key=lambda pair: pair[0]):
        if not used & {("old", end.category), ("new", start.category)}:
            used |= {("old", end.category), ("new", start.category)}
            size = {"observed": start.rate, "expected": end.rate, "probability": chance}
            rows.append({"since": table.index[first], "old": end.category, "new": start.category} | size)
    return rows


def _edge(reports: pd.Series) -> _Edge:
    """Where the category ends, in the order in which the months come."""
    values = reports.to_numpy(float)
    last = int(np.flatnonzero(values)[-1]) if values.any() else 0
    window = values[max(0, last - WINDOW + 1) : last + 1]
    rate, silent = window.mean(), len(values) - 1 - last
    few = window.sum() < ENOUGH_IN_CODE or silent == 0
    scatter = _scatter(window, np.full(len(window), rate), 1) if rate else 1.0
    return _Edge(str(reports.name), last, rate, 1.0 if few else float(np.exp(-rate * silent * emptiness(scatter))))


def concentration(counts: pd.DataFrame, *, level: float = LEVEL) -> pd.DataFrame:
    """How many people report, per area and period, and whether more than half comes from one of them.

    counts: source, area_id, period, reporter, reports; period any label within which reporter keys are the same (they
    change every calendar year); reports without a reporter are left out. One row per source, area and period:
    reports, reporters, per_reporter (unique reporters per report), top_share, probability (that so large a share comes
    from someone with half: P(X ≥ top), X binomial(reports, DOMINANT)), label.

    label: too_few (fewer than FEWEST_REPORTS, or the one report: shares and probability are missing) · dominant
    (probability ≤ level) · spread. Keys name nobody; a share of one street may still point at a person: internal only.
    """
    named = counts.dropna(subset=["reporter"])
    keys = ["source", "area_id", "period"]
    by_person = named.groupby([*keys, "reporter"], as_index=False)["reports"].sum()
    grouped = by_person.groupby(keys)["reports"]
    areas = grouped.agg(reports="sum", reporters="size", top="max").reset_index()
    enough = areas["reports"] >= FEWEST_REPORTS
    chance = scipy.stats.binom.sf(areas["top"] - 1, areas["reports"], DOMINANT)
    areas["per_reporter"] = (areas["reporters"] / areas["reports"]).where(enough)
    areas["top_share"] = (areas["top"] / areas["reports"]).where(enough)
    areas["probability"] = pd.Series(chance, index=areas.index).where(enough)
    areas["label"] = np.select([~enough, chance <= level], ["too_few", "dominant"], "spread")
    return areas.drop(columns="top")


def channel_mix(counts: pd.DataFrame, *, level: float = LEVEL) -> pd.DataFrame:
    """Months from which the reports of a source come in by other channels.

    counts: source, month, channel, reports; empty months are left out, a missing channel is no channel. At every month
    with MIX_SIDE months on either side, up to WINDOW before and after are compared by χ², divided by its dispersion
    over the single months (at least 1) and referred to F, times the number of all months of the source.
    The clearest is found at `level` or less and where MIX_SHIFT of the reports moved (half the sum of the differences
    in share); then both sides are searched again.

    Returns FINDING and channel (the one whose share changed most), shift; observed and expected are its share after and
    before. Kind: channel. One channel only, or none: nothing to find.
    """
    rows: list[dict[str, Any]] = []
    for source, its in counts.dropna(subset=["channel"]).groupby("source"):
        table = _by_month(its, "channel")
        changes = sorted(_mixes_of(table, 0, len(table), level), key=lambda change: change["at"])
        months = [*table.index, pd.NaT]
        for change, end in pairwise([*changes, {"at": len(table)}]):
            dates = {"since": months[change["at"]], "until": months[end["at"]]}
            rows.append({"source": source, "kind": "channel"} | dates | change)
    return _findings(rows, "channel", "shift")


def _mixes_of(table: pd.DataFrame, begin: int, end: int, level: float) -> list[dict]:
    """Changes between two months by number; each splits the months in two that are searched in turn."""
    tried = range(begin + MIX_SIDE, end - MIX_SIDE + 1)
    if not tried or table.shape[1] < 2:
        return []
    values = table.to_numpy(float)
    chances = [_mix_chance(values[max(begin, at - WINDOW) : at], values[at : min(end, at + WINDOW)]) for at in tried]
    best = int(np.argmin(chances))
    at, chance = tried[best], min(1.0, chances[best] * len(table))
    shares = [part.sum(axis=0) / part.sum() for part in (values[max(begin, at - WINDOW) : at], values[at:end][:WINDOW])]
    moved = shares[1] - shares[0]
    if chance > level or np.abs(moved).sum() / 2 < MIX_SHIFT:
        return []
    most = int(np.argmax(np.abs(moved)))
    change = {
        "at": at, "channel": table.columns[most], "observed": shares[1][most], "expected": shares[0][most],
        "shift": np.abs(moved).sum() / 2, "probability": chance,
    }  # fmt: skip
    return [change, *_mixes_of(table, begin, at, level), *_mixes_of(table, at, end, level)]


def _mix_chance(before: Array, after: Array) -> float:
    freedom = (before.sum(axis=0) + after.sum(axis=0) > 0).sum() - 1
    if freedom < 1:
        return 1.0
    within = sum(_chi_squared(part) for part in (before, after))
    degrees = (len(before) + len(after) - 2) * freedom
    between = _chi_squared(np.vstack([before.sum(axis=0), after.sum(axis=0)]))
    return float(scipy.stats.f.sf(between / freedom / max(1.0, within / degrees), freedom, degrees))


def _chi_squared(table: Array) -> float:
    """Pearson's χ² of rows that share one mix."""
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / table.sum()
    some = expected > 0
    return float(((table - expected)[some] ** 2 / expected[some]).sum())
