"""What went with each rung of the ladder, per theme? Histories of steps in, shares and times out; names no cause."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from scipy.stats import norm

from buurtbeeld.methods import survival

FEWEST = 10
"""Cases at a rung below which nothing is told but that number."""

WITHIN = (90, 180)
"""Days after which a case is looked at: was it quiet by then?"""

EARLY_DAYS = 30
"""A step within so many days of the opening of its case came early."""

STEP = ["case_id", "ladder", "rung", "at"]
RUNG = ["theme", "ladder", "rung"]


def spells(cases: pd.DataFrame, steps: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """One row per first time that a case stood on a rung, with what went before and what came after.

    cases: case_id, theme, severity, opened_at, closed_at (empty while it runs), reports_before (earlier reports).
    steps: case_id, ladder, rung (1 lowest), at; steps after `until` and of unknown cases are left out, several on one
    day count in their order. Quiet is a case closed without a further step on any ladder; a further step ends the wait.

    Columns: case_id, theme, ladder, rung, severity, reports_before, at, days_in (since the opening), early (within 30
    days), duration (days until quiet, the next step, or `until`), quiet, next_step (a further step came), and followed
    (the rung of that step, NaN without). Raises ValueError for a step before its case was opened.
    """
    taken = steps[pd.to_datetime(steps["at"]) <= until][STEP].merge(
        cases[["case_id", "theme", "severity", "opened_at", "closed_at", "reports_before"]], on="case_id"
    )
    taken = taken.assign(**{name: pd.to_datetime(taken[name]) for name in ("at", "opened_at", "closed_at")})
    early = int((taken["at"].dt.normalize() < taken["opened_at"].dt.normalize()).sum())
    if early:
        raise ValueError(
            f"Expected steps on or after the opening of their case, found {early} before it; correct those."
        )
    taken = taken.sort_values(["case_id", "at"], kind="stable", ignore_index=True)
    after = taken.groupby("case_id")[["at", "rung", "ladder"]].shift(-1)
    ended = taken["closed_at"].where(taken["closed_at"] <= until)
    last = pd.concat([after["at"], ended], axis=1).min(axis=1).fillna(until)
    rows = taken.assign(
        days_in=_days(taken["at"] - taken["opened_at"]),
        duration=_days(last - taken["at"]),
        next_step=after["at"].notna(),
        quiet=after["at"].isna() & ended.notna(),
        followed=after["rung"],
    )
    rows = rows.assign(early=rows["days_in"] <= EARLY_DAYS).drop_duplicates(["case_id", "ladder", "rung"])
    return rows.drop(columns=["opened_at", "closed_at"]).reset_index(drop=True)


def per_rung(rows: pd.DataFrame, by: tuple[str, ...] = (), level: float = 0.95) -> pd.DataFrame:
    """One row per theme, ladder, rung and further stratum: what went with it. rows as `spells` gives them.

    n; quiet_90, quiet_180 with _low and _high: share quiet after so many days; days: median days until quiet (inf: half
    is not reached), days_low, days_high; next_step with limits: share that took a further step, of those that ended;
    reason: '' or too_few (fewer than ten cases: all figures NaN, n says how many).

    A further step counts as not quiet for good: the share quiet is the Aalen–Johansen one, in which cases still running
    leave when last seen (Andersen and others 2012, Int. J. of Epidemiology 41, 861–870). Where none
    is still running it is the plain share, and limits are Wilson's; else they are from the log–log variance.
    """
    keys = [*RUNG, *by]
    cells = [_row(keys, key, group, level) for key, group in rows.groupby(keys, observed=True)]
    return pd.DataFrame(cells, columns=[*keys, *_figures()])


def _figures() -> list[str]:
    shares = [f"{name}{end}" for name in ("quiet_90", "quiet_180") for end in ("", "_low", "_high")]
    return ["n", *shares, "days", "days_low", "days_high", "next_step", "next_step_low", "next_step_high", "reason"]


def _row(keys: list[str], key: object, group: pd.DataFrame, level: float) -> dict[str, object]:
    row: dict[str, object] = dict(zip(keys, key if isinstance(key, tuple) else (key,), strict=True))
    row |= {"n": len(group), "reason": "too_few" if len(group) < FEWEST else ""}
    if len(group) < FEWEST:
        return row | {name: math.nan for name in _figures() if name not in ("n", "reason")}
    for days in WITHIN:
        share = quiet_within(group, days, level)
        row |= {f"quiet_{days}": share.share, f"quiet_{days}_low": share.low, f"quiet_{days}_high": share.high}
    times = pd.DataFrame({"duration": group["duration"], "answered": group["quiet"]})
    days_quiet = survival.median(times, level)
    row |= {"days": days_quiet.median, "days_low": days_quiet.low, "days_high": days_quiet.high}
    ended = group["next_step"] | group["quiet"]
    further = survival.wilson(int(group["next_step"].sum()), int(ended.sum()), level)
    return row | {"next_step": further.share, "next_step_low": further.low, "next_step_high": further.high}


def quiet_within(rows: pd.DataFrame, days: float, level: float = 0.95) -> survival.Share:
    """Share of cases quiet within so many days, running ones included as far as they were seen; see `per_rung`.

    k: quiet by then; n: cases; the interval is Wilson's on the share with the number that was seen long enough to tell
    (k over share where some still run, so that a case that runs adds no certainty it does not have).
    """
    n, at = len(rows), rows["duration"].to_numpy(dtype=float)
    quiet, further = rows["quiet"].to_numpy(dtype=bool), rows["next_step"].to_numpy(dtype=bool)
    share, still = 0.0, 1.0
    for day in np.unique(at[(quiet | further) & (at <= days)]):
        at_risk = float((at >= day).sum())
        here = at == day
        share += still * float((here & quiet).sum()) / at_risk
        still *= 1 - float((here & (quiet | further)).sum()) / at_risk
    seen = float((((quiet | further) & (at <= days)) | (at > days)).sum())
    low, high = _limits(share, seen, level)
    return survival.Share(int((quiet & (at <= days)).sum()), n, share if seen else math.nan, low, high)


def _limits(share: float, seen: float, level: float) -> tuple[float, float]:
    """Wilson's interval of a share of so many, which need not be a whole number of cases."""
    if not seen:
        return math.nan, math.nan
    z = float(norm.isf((1 - level) / 2))
    middle, widened = share + z * z / (2 * seen), 1 + z * z / seen
    reach = z * math.sqrt(share * (1 - share) / seen + z * z / (4 * seen * seen))
    return max(0.0, (middle - reach) / widened), min(1.0, (middle + reach) / widened)


def strata(rows: pd.DataFrame) -> pd.DataFrame:
    """`spells` with two columns to look within, since hard cases get hard steps: severity_group and reports_group.

    reports_group: none, some (1 to 3), many (4 or more), unknown.
    """
    reports = rows["reports_before"].astype(float)
    before = np.select([reports.isna(), reports < 1, reports < 4], ["unknown", "none", "some"], "many")
    return rows.assign(severity_group=severity_group(rows["severity"]), reports_group=before)


def severity_group(severity: pd.Series) -> np.ndarray:
    """light (0 to 2), grave (3 or more), unknown."""
    given = severity.astype(float)
    return np.select([given.isna(), given < 3], ["unknown", "light"], "grave")


def transitions(steps: pd.DataFrame, cases: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """How the ladder was really walked: theme, ladder, came_from, went_to, kind, cases; every move of every case.

    came_from 0: the opening. went_to −1: closed; −2: still running at `until`. kind: start (onto the lowest rung), up,
    skip (up by more than one, also from the opening), again (the same rung), back (down), closed, running. Each ladder
    is walked by itself: a step on another one neither skips nor ends anything here.
    """
    rows = steps[pd.to_datetime(steps["at"]) <= until][STEP].merge(
        cases[["case_id", "theme", "closed_at"]], on="case_id"
    )
    rows = rows.assign(at=pd.to_datetime(rows["at"])).sort_values(["case_id", "ladder", "at"], kind="stable")
    before = rows.groupby(["case_id", "ladder"])["rung"].shift(1).fillna(0)
    moves = pd.DataFrame(
        {"theme": rows["theme"], "ladder": rows["ladder"], "came_from": before, "went_to": rows["rung"]}
    )
    last = rows.groupby(["case_id", "ladder"]).tail(1)
    closed = pd.to_datetime(last["closed_at"]) <= until
    ends = last[["theme", "ladder"]].assign(came_from=last["rung"], went_to=np.where(closed, -1, -2))
    moves = pd.concat([moves, ends]).astype({"came_from": int, "went_to": int})
    counted = moves.groupby(["theme", "ladder", "came_from", "went_to"]).size().reset_index(name="cases")
    return counted.assign(kind=_kinds(counted["came_from"], counted["went_to"]))


def _kinds(came_from: pd.Series, went_to: pd.Series) -> np.ndarray:
    rise = went_to - came_from
    chosen = [went_to == -1, went_to == -2, (came_from == 0) & (rise == 1), rise == 1, rise > 1, rise == 0]
    return np.select(chosen, ["closed", "running", "start", "up", "skip", "again"], "back")


def _days(spans: pd.Series) -> pd.Series:
    return (spans.dt.total_seconds() / 86_400).clip(lower=0.0)
