"""How often a month does a case close after a step, against cases that run as long without it? Names no cause."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import norm

from buurtbeeld.methods.escalation import EARLY_DAYS, FEWEST, RUNG, severity_group

Array = NDArray[np.float64]

MONTH = 30
"""Days; a case is compared with cases that run as many months as it does."""
EDGES = np.append(np.arange(0, 37) * MONTH, np.inf)
"""Months since the opening; after three years they are one."""
FEWEST_CLOSED = 5
"""Closings on either side below which their ratio is not told."""
_COMPARED = ["first", "second", "ratio", "low", "high", "reason"]


def rungs_apart(rows: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """Per theme and ladder: each rung against the one below it that was stood on, at equal severity and running time.

    rows: of escalation.spells. A case is at risk of closing from its step on; a further step ends that without being an
    end of its own, so that the highest rung, after which no step can follow, is not better for that.
    Columns: theme, ladder, lower, rung, n_lower, n, below, above (closings per case and month, averaged over equal
    severity and months since the opening), ratio (above over below), low, high, reason: '' or too_few, fewer than ten
    cases or five closings on a side. It names no cause: who takes a step may have seen more than severity tells.
    Source: Mantel–Haenszel ratio of rates per person-time, variance of Greenland and Robins (1985), Biometrics 41,
    55–68; months since the opening as strata: landmark analysis at every month (Anderson, Cain and Gelber 1983).
    """
    cells = []
    for (theme, ladder), group in rows.groupby(["theme", "ladder"], observed=True):
        strata = severity_group(group["severity"])
        time, closed = _at_risk(group["days_in"], group["days_in"] + group["duration"], group["quiet"])
        for lower, rung in pairwise(sorted(group["rung"].unique())):
            sides = [group["rung"].eq(name).to_numpy() for name in (rung, lower)]
            numbers = {"lower": lower, "rung": rung, "n_lower": int(sides[1].sum()), "n": int(sides[0].sum())}
            compared = _compared(time, closed, strata, sides, level)
            cells.append({"theme": theme, "ladder": ladder} | numbers | compared)
    names = ["theme", "ladder", "lower", "rung", "n_lower", "n", *_COMPARED]
    return pd.DataFrame(cells, columns=names).rename(columns={"first": "above", "second": "below"})


def early_and_late(rows: pd.DataFrame, cases: pd.DataFrame, until: pd.Timestamp, level: float = 0.95) -> pd.DataFrame:
    """Per theme, ladder and rung: closings a month of cases that got the step within 30 days, against later or never.

    rows: of escalation.spells; cases: as it takes them. All cases still open 30 days after their opening are followed
    from that day on, whatever steps come later (landmark analysis): whoever gets a step late must first have run so
    long. Columns: theme, ladder, rung, n_early, n_late, early, late (closings per case and month, averaged over equal
    severity and months), ratio (early over late), low, high, reason (as in `rungs_apart`).
    """
    opened, ended = (pd.to_datetime(cases[name]) for name in ("opened_at", "closed_at"))
    closed = ended.notna() & (ended <= until)
    ran = (ended.where(closed, until) - opened).dt.total_seconds() / 86_400
    open_then = (ran > EARLY_DAYS).to_numpy()
    followed = cases[open_then].reset_index(drop=True)
    strata = severity_group(followed["severity"])
    since = pd.Series(float(EARLY_DAYS), index=followed.index)
    time, ends = _at_risk(since, ran[open_then].reset_index(drop=True), closed[open_then].reset_index(drop=True))
    cells = []
    for key, group in rows.groupby(RUNG, observed=True):
        took = followed["case_id"].isin(group.loc[group["early"], "case_id"]).to_numpy()
        of_theme = followed["theme"].eq(key[0]).to_numpy()
        sides = [took & of_theme, ~took & of_theme]
        numbers = {"n_early": int(sides[0].sum()), "n_late": int(sides[1].sum())}
        cells.append(dict(zip(RUNG, key, strict=True)) | numbers | _compared(time, ends, strata, sides, level))
    names = [*RUNG, "n_early", "n_late", *_COMPARED]
    return pd.DataFrame(cells, columns=names).rename(columns={"first": "early", "second": "late"})


def _at_risk(begin: pd.Series, end: pd.Series, closed: pd.Series) -> tuple[Array, Array]:
    """Per case and month since the opening: days at risk and closings, (N, M). What ends at once was at risk half a
    day."""
    begins = begin.to_numpy(dtype=float)[:, None]
    ends = np.maximum(end.to_numpy(dtype=float)[:, None], begins + 0.5)
    time = np.clip(np.minimum(ends, EDGES[1:]) - np.maximum(begins, EDGES[:-1]), 0, None)
    last = (ends > EDGES[:-1]) & (ends <= EDGES[1:])
    return time, (last & closed.to_numpy(dtype=bool)[:, None]).astype(float)


def _compared(
    time: Array, closed: Array, strata: NDArray[np.str_], sides: list[NDArray[np.bool_]], level: float
) -> dict[str, object]:
    """Rates of both sides averaged over strata and months, their ratio and its interval."""
    groups = np.unique(strata)
    days, ends = (
        np.array([[values[side & (strata == name)].sum(axis=0) for name in groups] for side in sides]).reshape(2, -1)
        for values in (time, closed)
    )
    both = (days > 0).all(axis=0)
    days, ends = days[:, both], ends[:, both]
    if min(side.sum() for side in sides) < FEWEST or not len(days[0]) or ends.sum(axis=1).min() < FEWEST_CLOSED:
        return {"reason": "too_few"}
    total = days.sum(axis=0)
    weights = days[0] * days[1] / total
    parts = ends[0] * days[1] / total, ends[1] * days[0] / total
    first, second = (float(part.sum()) for part in parts)
    variance = float((ends.sum(axis=0) * days[0] * days[1] / total**2).sum()) / (first * second)
    ratio, reach = first / second, math.exp(float(norm.isf((1 - level) / 2)) * math.sqrt(variance))
    rates = {name: MONTH * part / float(weights.sum()) for name, part in (("first", first), ("second", second))}
    return rates | {"ratio": ratio, "low": ratio / reach, "high": ratio * reach, "reason": ""}
