"""Streets where reports and opinions part, kept as a table."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd

from buurtbeeld import codes
from buurtbeeld.methods import rates, silent_areas
from buurtbeeld.methods.scores.indicators import Means, of_teams, of_waves
from buurtbeeld.methods.scores.inputs import matrix
from buurtbeeld.methods.scores.settings import ScoreSettings
from buurtbeeld.methods.small_areas import within_year
from etl.figures.inputs import Evidence, keep

YEAR = 12
REPORTS, OBSERVATIONS = "complaint", "observation"

SILENT = "area_id level label view reports_value reports_stock reports_worse view_value view_stock view_worse reason"


def fill(con: duckdb.DuckDBPyConnection, evidence: Evidence, settings: ScoreSettings) -> None:
    """Makes silent_area. view: observation, staff or survey; rates per home and year, marks as given."""
    rows = []
    for level, areas, own in evidence.groups(*codes.SILENT_LEVELS):
        reports = _rates(evidence, areas, REPORTS, settings)
        opinions = {OBSERVATIONS: _rates(evidence, areas, OBSERVATIONS, settings), **_means(evidence, areas, settings)}
        said = silent_areas.streets(areas, reports, opinions, settings.thresholds)
        rows.append(said.assign(level=level)[own])
    keep(con, "silent_area", SILENT, rows)


def _rates(evidence: Evidence, areas: np.ndarray, kind: str, settings: ScoreSettings) -> silent_areas.View:
    """Cases of the last twelve months, or nothing where too few of them were delivered."""
    rows, delivered = evidence.steady(kind, len(evidence.months) - 1, settings.thresholds.fewest_months)
    last = delivered[-YEAR:]
    homes, lately = evidence.homes(areas), slice(-3 * YEAR, None)
    cases = matrix(rows, "cases", areas, evidence.months)
    months = within_year.steady(cases[:, lately], homes[:, lately], delivered[lately])
    events = months.counts[:, -YEAR:][:, last].sum(axis=1)
    years = rates.home_years(homes[:, -YEAR:][:, last].sum(axis=1))
    if last.sum() < settings.thresholds.fewest_months:
        years = np.zeros(len(areas))
    return silent_areas.from_rates(events, years, settings.thresholds, months.overdispersion)


def _means(evidence: Evidence, areas: np.ndarray, settings: ScoreSettings) -> dict[str, silent_areas.View]:
    """What teams and tenants think of an area as a whole: the mean over aspects, and over questions."""
    limits, months = settings.thresholds, evidence.months
    staff = evidence.tables.staff_score.assign(month=lambda rows: pd.to_datetime(rows["month"]))
    staff = staff.groupby(["area_id", "month", "team"], as_index=False)["score"].mean()
    survey = evidence.tables.survey.groupby(["area_id", "wave"], as_index=False).agg(
        mean=("mean", "mean"), n=("n", "min"), sd=("sd", "mean")
    )
    waves = of_waves(survey, areas, months, from_month=limits.survey_from_month, lasting=limits.survey_months)
    asked = {
        "staff": (of_teams(staff, areas, months), limits.smallest_observers),
        "survey": (waves, limits.smallest_answers),
    }
    return {
        name: silent_areas.from_means(*_now(means), smallest, limits)
        for name, (means, smallest) in asked.items()
        if (means.n[:, -1] > 0).any()
    }


def _now(means: Means) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The last month's mean, n and sd; what is stale has no answers."""
    return means.mean[:, -1], np.where(means.stale[:, -1], 0, means.n[:, -1]), means.sd[:, -1]
