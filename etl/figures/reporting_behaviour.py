"""What lies in the reporting and not in the neighbourhood, kept as tables."""

from __future__ import annotations

import json

import duckdb
import pandas as pd

from buurtbeeld.methods import reporting_behaviour
from etl.figures.inputs import Evidence, evidence_rows, keep
from etl.sql_files import read, run

FINDING = "source area_id kind since until observed expected probability detail"
WHO = "source area_id level period reports reporters per_reporter top_share probability label"


def fill(con: duckdb.DuckDBPyConnection, evidence: Evidence) -> pd.DataFrame:
    """Makes reporting, reporting_month and concentration; returns the stops."""
    buurten = evidence.areas.loc[evidence.areas["level"].eq("buurt"), "area_id"]
    counts = evidence.tables.counts
    counts = counts[counts["area_id"].isin(buurten) & (pd.to_datetime(counts["month"]) < evidence.until)]
    jumping = counts.groupby(["source", "area_id", "month"], as_index=False)["reports"].sum()
    stops = reporting_behaviour.stops(evidence_rows(con, "days"), evidence.until.date())
    worded = evidence_rows(con, "wordings")
    who = reporting_behaviour.concentration(evidence_rows(con, "reports_per_reporter"))
    findings = [
        stops,
        reporting_behaviour.jumps(jumping),
        reporting_behaviour.recodes(worded.groupby(["source", "category", "month"], as_index=False)["reports"].sum()),
        reporting_behaviour.channel_mix(
            worded.groupby(["source", "channel", "month"], as_index=False)["reports"].sum()
        ),
        _dominant(who),
    ]
    keep(con, "reporting", FINDING, [_detailed(each) for each in findings])
    _keep_touched(con)
    levels = evidence.areas.set_index("area_id")["level"]
    keep(con, "concentration", WHO, [who.assign(level=who["area_id"].map(levels))])
    return stops


def _dominant(who: pd.DataFrame) -> pd.DataFrame:
    """Areas and years in which one reporter makes more than half of the reports."""
    years = who[who["label"].eq("dominant")]
    year = pd.to_datetime(years["period"].astype(str) + "-01-01")
    return years.assign(
        kind="concentration", since=year, until=year + pd.DateOffset(years=1), observed=years["top_share"],
        expected=reporting_behaviour.DOMINANT,
    ).drop(columns=["label", "period"])  # fmt: skip


def _detailed(rows: pd.DataFrame) -> pd.DataFrame:
    """What only this kind of finding has goes to detail."""
    more = [name for name in rows.columns if name not in FINDING]
    details = rows[more].astype(object).where(rows[more].notna(), None)
    return rows.assign(
        detail=[json.dumps(row, default=float, ensure_ascii=False) for row in details.to_dict("records")]
    )


def _keep_touched(con: duckdb.DuckDBPyConnection) -> None:
    """Counted once: a page that counts it anew looks at every report of a gemeente."""
    run(con, f"create or replace table tall.reporting_month as {read('evidence/touched_months')}")
    con.execute(
        """create or replace view reporting_month as
        select area.area_id, area.level, touched.* exclude (area_no)
        from tall.reporting_month as touched join area on area.area_no = touched.area_no"""
    )
