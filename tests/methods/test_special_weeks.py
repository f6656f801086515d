"""Weeks with New Year's Eve, Carnival and King's Day, as a corporation's own list says; and what it may not say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from buurtbeeld.errors import SettingError
from buurtbeeld.methods import special_weeks
from buurtbeeld.methods.special_weeks import SpecialDays

MONDAYS = pd.date_range("2023-01-02", "2025-12-29", freq="W-MON")


def mondays_of(name: str) -> list[str]:
    special = special_weeks.read()
    column = [each.name_en for each in special].index(name)
    found = special_weeks.columns(MONDAYS, special)[:, column]
    return [f"{monday:%Y-%m-%d}" for monday, here in zip(MONDAYS, found, strict=True) if here]


def test_the_weeks_of_the_list_that_comes_with_it() -> None:
    # 1 January 2023 was a Sunday; 31 December 2023 another, so that New Year lay in two weeks.
    assert mondays_of("New Year") == ["2023-12-25", "2024-01-01", "2024-12-30", "2025-12-29"]
    # Easter: 9 April 2023, 31 March 2024, 20 April 2025; Carnival from the Saturday seven weeks before, to Tuesday.
    assert mondays_of("Carnival") == [
        "2023-02-13", "2023-02-20", "2024-02-05", "2024-02-12", "2025-02-24", "2025-03-03",
    ]  # fmt: skip
    # The 27th of April 2025 was a Sunday: King's Day was the day before.
    assert mondays_of("King's Day") == ["2023-04-24", "2024-04-22", "2025-04-21"]


def test_one_date_and_a_leap_day_are_of_some_years_only() -> None:
    special = [SpecialDays("a", "a", "2024-06-19", 0, 0), SpecialDays("b", "b", "02-29", 0, 0)]
    found = special_weeks.columns(MONDAYS, special)
    assert found.sum(axis=0).tolist() == [1, 1]
    assert special_weeks.columns(MONDAYS[:0], special).shape == (0, 2)


@pytest.mark.parametrize(
    "row", ["a,a,Koninginnedag,0,0", "a,a,13-41,0,0", "a,a,12-31,1,0", "a,a,12-31,x,0", "a,a,2024-02-30,0,0"]
)
def test_a_row_that_cannot_be_followed_is_a_sentence_with_its_line(tmp_path: Path, row: str) -> None:
    file = tmp_path / "special_days.csv"
    file.write_text(f"{','.join(special_weeks.COLUMNS)}\n{row}\n", encoding="utf-8")
    with pytest.raises(SettingError, match=r"special_days.csv, line 2"):
        special_weeks.read(file)
    file.write_text("name,day\n", encoding="utf-8")
    with pytest.raises(SettingError, match="should have the columns"):
        special_weeks.read(file)
