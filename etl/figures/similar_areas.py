"""Which areas are like each area, and in what, kept as tables."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from buurtbeeld import codes
from buurtbeeld.methods import similarity
from buurtbeeld.methods.scores.settings import ScoreSettings
from etl.figures.inputs import Evidence, evidence_rows, keep

MOST = 1_500
"""Looking for likeness compares every area with every other; above so many of a level it would take minutes."""
ALIKE = "area_id level other distance feature own its apart"
NONE = "area_id level reason"


def fill(con: duckdb.DuckDBPyConnection, evidence: Evidence, settings: ScoreSettings) -> None:
    """Makes alike and alike_none; needs area_measure and area_change."""
    inside = con.execute("select area_id, inside from area_inside").df()
    rows, none = [], []
    for level, areas, own in evidence.groups(*codes.SIMILAR_LEVELS):
        if len(areas) > MOST:
            none.append(pd.DataFrame({"area_id": areas[own], "level": level, "reason": "too_many"}))
            continue
        features = similarity.scaled_features(_features(con, evidence, areas))
        limits = settings.thresholds
        for area in areas[own]:
            apart = similarity.related(area, inside)
            like = similarity.near(features, area, apart, furthest=limits.alike, most=limits.alike_most)
            near = like.near.rename(columns={"area_id": "other_id", "other": "its"}).rename(
                columns={"other_id": "other"}
            )
            rows.append(near.assign(area_id=area, level=level))
            if like.reason:
                none.append(pd.DataFrame({"area_id": [area], "level": level, "reason": like.reason}))
    keep(con, "alike", ALIKE, [pd.concat(rows)] if rows else [])
    keep(con, "alike_none", NONE, none)


def _features(con: duckdb.DuckDBPyConnection, evidence: Evidence, areas: np.ndarray) -> pd.DataFrame:
    """Homes now, their share in complexes, complaints per 1,000 homes a year (shrunk), and this year over the last."""
    level = con.execute("select area_id, shrunk from area_measure where kind = 'complaint' and theme = 'all'").df()
    trend = con.execute("select area_id, ratio from area_change where kind = 'complaint' and theme = 'all'").df()
    joined = evidence_rows(con, "in_complexes")
    columns = {
        "homes": pd.Series(evidence.homes(areas)[:, -1], index=areas),
        "in_complexes": joined.set_index("area_id")["in_complexes"],
        "level": level.set_index("area_id")["shrunk"],
        "trend": trend.set_index("area_id")["ratio"],
    }
    return pd.DataFrame({name: values.reindex(areas) for name, values in columns.items()})
