"""Which areas stand above what season and trend let expect in the last weeks, kept as tables."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from buurtbeeld.methods import early_warning
from etl.figures.inputs import Evidence, asked, keep
from etl.sql_files import read, run

KEYS = ["area_id", "kind", "theme"]
WEEK = pd.Timedelta(days=7)
MOST_WEEKS = early_warning.WEEKS_BACK + early_warning.GUARD
LAST_WEEKS = early_warning.EVALUATE + early_warning.TOGETHER - 1
"""The weeks that are judged, with those that the first of them is taken together with."""
WARNING = (
    "area_id level kind theme first_week last_week weeks still week observed expected upper observed_4 "
    "expected_4 upper_4 score probability times"
)
SHOWN = "area_id level kind theme week observed expected upper observed_4 expected_4 upper_4 alarm known"
WATCHED = "kind level series until_week"


def fill(con: duckdb.DuckDBPyConnection, evidence: Evidence, stops: pd.DataFrame) -> None:
    """Makes warning, warning_week and warning_watched (how many series were lively enough to be judged)."""
    ending = _delivering(con, stops)
    counts = _counts(con) if ending and len(evidence.areas) else pd.DataFrame(columns=[*KEYS, "week", "reports"])
    levels = evidence.areas.set_index("area_id")["level"]
    warned, weeks, watched = [], [], []
    for kind, until in ending.items():
        rows = counts[counts["kind"].eq(kind)]
        if rows.empty:
            continue
        series, table, mondays = _table(rows, until, evidence.months[0] if len(evidence.months) else until)
        series = series.assign(level=series["area_id"].map(levels))
        watched += [
            {"kind": kind, "level": level, "series": size, "until_week": until}
            for level, size in series.groupby("level").size().items()
        ]
        if len(mondays) <= early_warning.EVALUATE:
            continue
        delivered = _delivered(mondays, stops, kind)
        judged = early_warning.farrington(table, delivered, weeks=mondays.to_numpy())
        alarms = early_warning.warnings(judged)
        if alarms.empty:
            continue
        chosen = alarms["series"].to_numpy()
        warned.append(alarms.join(series, on="series"))
        weeks.append(_shown(table[chosen], delivered, mondays, series.iloc[chosen]))
    keep(con, "warning", WARNING, warned)
    keep(con, "warning_week", SHOWN, weeks)
    keep(con, "warning_watched", WATCHED, [pd.DataFrame(watched)] if watched else [])


def _counts(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return asked(con, "weeks", fewest_reports=early_warning.ENOUGH, last_weeks=LAST_WEEKS, most_weeks=MOST_WEEKS)


def _delivering(con: duckdb.DuckDBPyConnection, stops: pd.DataFrame) -> dict[str, pd.Timestamp]:
    """Makes the temporary table delivering; returns until which Monday each kind is delivered whole."""
    con.register("stopped", stops.loc[stops["until"].isna(), ["source"]])
    run(con, f"create or replace temp table delivering as {read('evidence/delivering')}")
    con.unregister("stopped")
    kinds = con.execute("select distinct cast(kind as varchar), until_week from delivering order by all").fetchall()
    return {kind: pd.Timestamp(until) for kind, until in kinds}


def _table(
    rows: pd.DataFrame, until: pd.Timestamp, first: pd.Timestamp
) -> tuple[pd.DataFrame, np.ndarray, pd.DatetimeIndex]:
    """Series (KEYS), counts (series, weeks) and the weeks' Mondays, from the first whole week known to the last."""
    begin = first + pd.Timedelta(days=(7 - first.day_of_week) % 7)
    mondays = pd.date_range(max(begin, until - MOST_WEEKS * WEEK), until - WEEK, freq="W-MON")
    series = rows[KEYS].drop_duplicates(ignore_index=True)
    row = pd.MultiIndex.from_frame(series).get_indexer(pd.MultiIndex.from_frame(rows[KEYS]))
    at = mondays.get_indexer(pd.to_datetime(rows["week"]))
    table = np.zeros((len(series), len(mondays)))
    here = at >= 0
    np.add.at(table, (row[here], at[here]), rows["reports"].to_numpy(float)[here])
    return series, table, mondays


def _delivered(mondays: pd.DatetimeIndex, stops: pd.DataFrame, kind: str) -> np.ndarray:
    """(weeks,): False in weeks that a stop of a source touched which delivers again."""
    delivered = np.ones(len(mondays), dtype=bool)
    for stop in stops.dropna(subset=["until"]).itertuples():
        delivered &= ~((mondays < stop.until) & (mondays + WEEK > stop.since))
    return delivered


def _shown(table: np.ndarray, delivered: np.ndarray, mondays: pd.DatetimeIndex, series: pd.DataFrame) -> pd.DataFrame:
    """The last two years of the series with a warning, with the band."""
    band = early_warning.farrington(
        table, delivered, show=min(early_warning.SHOW, len(mondays)), weeks=mondays.to_numpy()
    )
    return band.join(series.reset_index(drop=True), on="series")
