"""Which areas stand above what season and trend let expect in the last weeks, kept as tables."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from buurtbeeld.methods import early_warning, special_weeks
from etl.figures.inputs import Evidence, evidence_rows, keep
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
SOURCE = "kind source watched begins joins"


def fill(con: duckdb.DuckDBPyConnection, evidence: Evidence, stops: pd.DataFrame) -> None:
    """Makes warning, warning_week, warning_watched (how many series are lively enough to be judged), warning_source."""
    delivering = _delivering(con, stops)
    levels = evidence.areas.set_index("area_id")["level"]
    counts = _counts(con) if len(delivering) and len(evidence.areas) else pd.DataFrame(columns=[*KEYS, "week"])
    warned, weeks, watched = [], [], []
    for kind in delivering.drop_duplicates("kind").itertuples():
        rows = counts[counts["kind"].eq(kind.kind)]
        if rows.empty:
            continue
        first = max(evidence.months[0] if len(evidence.months) else kind.until_week, kind.baseline_from)
        series, table, mondays = _table(rows, kind.until_week, first)
        series = series.assign(level=series["area_id"].map(levels))
        sizes = series.groupby("level").size().rename("series").reset_index()
        watched.append(sizes.assign(kind=kind.kind, until_week=kind.until_week))
        alarms, band = _judged(table, mondays, _delivered(mondays, stops))
        warned.append(alarms.join(series, on="series"))
        weeks.append(band.join(series, on="series"))
    keep(con, "warning", WARNING, warned)
    keep(con, "warning_week", SHOWN, weeks)
    keep(con, "warning_watched", WATCHED, watched)
    keep(con, "warning_source", SOURCE, [delivering])


def _judged(table: np.ndarray, mondays: pd.DatetimeIndex, delivered: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The warnings of the last weeks, and the last two years of the series that have one, with the band."""
    given = {"weeks": mondays.to_numpy(), "special": special_weeks.columns(mondays, special_weeks.read())}
    if len(mondays) <= early_warning.EVALUATE:
        return pd.DataFrame({"series": []}), pd.DataFrame({"series": []})
    alarms = early_warning.warnings(early_warning.farrington(table, delivered, **given))
    chosen = alarms["series"].to_numpy()
    if not len(chosen):
        return alarms, pd.DataFrame({"series": []})
    band = early_warning.farrington(table[chosen], delivered, show=min(early_warning.SHOW, len(mondays)), **given)
    return alarms, band.assign(series=chosen[band["series"]])


def _counts(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return evidence_rows(
        con, "weeks", fewest_reports=early_warning.ENOUGH, last_weeks=LAST_WEEKS, most_weeks=MOST_WEEKS
    )


def _delivering(con: duckdb.DuckDBPyConnection, stops: pd.DataFrame) -> pd.DataFrame:
    """Makes the temporary table delivering, and returns it: of each kind the same until_week and baseline_from."""
    con.register("stopped", stops.loc[stops["until"].isna(), ["source"]])
    sql = f"create or replace temp table delivering as {read('evidence/delivering')}"
    run(con, sql, baseline_weeks=early_warning.FEWEST_WEEKS + early_warning.GUARD)
    con.unregister("stopped")
    return con.execute("select * replace (cast(kind as varchar) as kind) from delivering order by kind, source").df()


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


def _delivered(mondays: pd.DatetimeIndex, stops: pd.DataFrame) -> np.ndarray:
    """(weeks,): False in weeks that a stop of a source touched which delivers again."""
    delivered = np.ones(len(mondays), dtype=bool)
    for stop in stops.dropna(subset=["until"]).itertuples():
        delivered &= ~((mondays < stop.until) & (mondays + WEEK > stop.since))
    return delivered
