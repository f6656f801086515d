"""Which areas are put in front, and in what words."""

from __future__ import annotations

import pandas as pd

from buurtbeeld import attention

COLUMNS = ["area_id", "name", "homes", "cases", "cases_before", "rate", "rate_before"]


def rates(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Rates of a corporation with 1,000 cases on 10,000 homes in both years, and of the areas given."""
    frame = pd.DataFrame([("corporation", "", 10_000, 1000, 1000, 100.0, 100.0), *rows], columns=COLUMNS)
    return frame.assign(change=frame["rate"] - frame["rate_before"])


def test_one_dossier_puts_no_area_in_front() -> None:
    found = rates(("a", "Klein", 25, 9, 0, 360.0, 0.0), ("b", "Groot", 500, 100, 100, 200.0, 200.0))
    assert attention.highest(found)["name"].tolist() == ["Groot"]
    assert attention.risen(found).empty


def test_areas_below_the_corporation_are_not_highest() -> None:
    assert attention.highest(rates(("a", "Rustig", 500, 20, 20, 40.0, 40.0))).empty


def test_a_rise_counts_from_twice_its_standard_error() -> None:
    # 20 more than 100: the error of the difference is √220 = 14.8, twice that 29.7. 40 more: 2 × √240 = 31.
    found = rates(("a", "Schommelt", 500, 120, 100, 240.0, 200.0), ("b", "Stijgt", 500, 140, 100, 280.0, 200.0))
    assert attention.risen(found)["name"].tolist() == ["Stijgt"]


def test_a_source_that_stopped_everywhere_hides_no_rise() -> None:
    # The corporation halves; an area that stays level rose against it. Expected 50 ± 2√(100 + 100 / 4) = 22.
    found = rates(("a", "Blijft", 500, 100, 100, 200.0, 200.0))
    found.loc[0, ["cases", "rate"]] = 500, 50.0
    risen = attention.risen(found)
    assert risen["name"].tolist() == ["Blijft"]
    assert (risen["times_before"].iloc[0], risen["times"].iloc[0]) == (2.0, 4.0)
    assert "van 2,0 naar 4,0 keer" in attention.in_words(found)


def test_nothing_known_of_the_year_before_is_no_rise() -> None:
    found = rates(("a", "Nieuw", 500, 100, 0, 200.0, float("nan")))
    found.loc[0, "rate_before"] = float("nan")
    assert attention.risen(found).empty
    assert attention.in_words(found).startswith("Nieuw heeft de meeste zaken: 200 per 1.000 woningen")


def test_files_that_could_not_be_read_are_named() -> None:
    assert attention.refused_in_words([]) == ""
    assert "a.csv, b.csv, c.csv en 2 andere." in attention.refused_in_words([f"{name}.csv" for name in "abcde"])
