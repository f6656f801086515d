"""Which areas are put in front, and in what words."""

from __future__ import annotations

from datetime import date

import pandas as pd

from buurtbeeld.areas import rates as area_rates
from buurtbeeld.ui import data_status

COLUMNS = ["area_id", "name", "homes", "cases", "cases_before", "rate", "rate_before"]


def rates(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Rates of a corporation with 1,000 cases on 10,000 homes in both years, and of the areas given."""
    frame = pd.DataFrame([("corporation", "", 10_000, 1000, 1000, 100.0, 100.0), *rows], columns=COLUMNS)
    return frame.assign(change=frame["rate"] - frame["rate_before"], cases_compared=frame["cases"])


def test_files_that_could_not_be_read_are_named() -> None:
    assert data_status.refused_in_words([]) == ""
    assert "a.csv, b.csv, c.csv en 2 andere." in data_status.refused_in_words([f"{name}.csv" for name in "abcde"])


def test_without_a_row_of_the_corporation_nothing_is_known() -> None:
    found = rates(("a", "Groot", 500, 100, 100, 200.0, 200.0)).iloc[1:]
    assert pd.isna(area_rates.corporation(found)["rate"])


def test_the_last_week_has_a_date() -> None:
    recent = pd.DataFrame({"week": [87], "week_before": [82], "days_30": [370], "days_30_before": [389]})
    assert "tot en met 31 oktober 2026. In de 7 dagen tot dan kwamen 87" in area_rates.lately_in_words(
        recent, date(2026, 10, 31)
    )
