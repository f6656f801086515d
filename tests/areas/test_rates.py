"""Which areas are put in front, and in what words."""

from __future__ import annotations

from datetime import date

import pandas as pd

from buurtbeeld.areas import rates as area_rates
from buurtbeeld.areas import tables
from buurtbeeld.ui import data_status

COLUMNS = ["area_id", "name", "homes", "cases", "cases_before", "rate", "rate_before"]


def rates(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Rates of a corporation with 1,000 cases on 10,000 homes in both years, and of the areas given."""
    frame = pd.DataFrame([("corporation", "", 10_000, 1000, 1000, 100.0, 100.0), *rows], columns=COLUMNS)
    return frame.assign(change=frame["rate"] - frame["rate_before"], cases_compared=frame["cases"])


def test_one_dossier_puts_no_area_in_front() -> None:
    found = rates(("a", "Klein", 25, 9, 0, 360.0, 0.0), ("b", "Groot", 500, 100, 100, 200.0, 200.0))
    assert area_rates.highest(found)["name"].tolist() == ["Groot"]
    assert area_rates.risen(found).empty


def test_areas_below_the_corporation_are_not_highest() -> None:
    assert area_rates.highest(rates(("a", "Rustig", 500, 20, 20, 40.0, 40.0))).empty


def test_a_rise_counts_from_twice_its_standard_error() -> None:
    # 20 more than 100: the error of the difference is √220 = 14.8, twice that 29.7. 40 more: 2 × √240 = 31.
    found = rates(("a", "Schommelt", 500, 120, 100, 240.0, 200.0), ("b", "Stijgt", 500, 140, 100, 280.0, 200.0))
    assert area_rates.risen(found)["name"].tolist() == ["Stijgt"]


def test_what_rose_less_than_the_corporation_is_not_put_in_front() -> None:
    # Everywhere twice as much: expected 200 ± 2√(210 + 4 × 100) = 49.
    found = rates(("a", "Gaat mee", 500, 210, 100, 420.0, 200.0))
    found.loc[0, ["cases", "rate"]] = 2000, 200.0
    found = found.assign(change=found["rate"] - found["rate_before"], cases_compared=found["cases"])
    assert area_rates.risen(found).empty


def test_no_card_says_otherwise_than_the_table() -> None:
    # The corporation halves: who stays level did better than expected, but nothing rose and the table says 0.
    found = rates(("a", "Blijft", 500, 100, 100, 200.0, 200.0), ("b", "Stijgt", 500, 150, 100, 300.0, 200.0))
    found.loc[0, ["cases", "rate"]] = 500, 50.0
    found = found.assign(change=found["rate"] - found["rate_before"], cases_compared=found["cases"])
    assert area_rates.risen(found)["name"].tolist() == ["Stijgt"]
    card = tables.risen_cards(found)[0]
    assert (card.value, card.beside) == ("+100", "was 200")
    assert "+100 tegenover een jaar eerder, toen het er 200 waren" in area_rates.in_words(found)


def test_nothing_known_of_the_year_before_is_no_rise() -> None:
    found = rates(("a", "Nieuw", 500, 100, 0, 200.0, float("nan")))
    found.loc[0, "rate_before"] = float("nan")
    assert area_rates.risen(found).empty
    assert area_rates.in_words(found).startswith("Nieuw heeft de meeste zaken: 200 per 1.000 woningen")


def test_files_that_could_not_be_read_are_named() -> None:
    assert data_status.refused_in_words([]) == ""
    assert "a.csv, b.csv, c.csv en 2 andere." in data_status.refused_in_words([f"{name}.csv" for name in "abcde"])


def test_without_a_row_of_the_corporation_nothing_is_known() -> None:
    found = rates(("a", "Groot", 500, 100, 100, 200.0, 200.0)).iloc[1:]
    assert pd.isna(area_rates.corporation(found)["rate"])
    assert area_rates.highest(found).empty and area_rates.risen(found).empty


def test_the_last_week_has_a_date() -> None:
    recent = pd.DataFrame({"week": [87], "week_before": [82], "days_30": [370], "days_30_before": [389]})
    assert "tot en met 31 oktober 2026. In de 7 dagen tot dan kwamen 87" in area_rates.lately_in_words(
        recent, date(2026, 10, 31)
    )
