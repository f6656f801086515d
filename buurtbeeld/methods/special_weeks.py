"""Which weeks hold days on which more is reported every year, such as New Year? Reads a list that one can edit."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import holidays
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from buurtbeeld.errors import SettingError
from buurtbeeld.settings import ROOT

FILE = ROOT / "data" / "reference" / "special_days.csv"
COLUMNS = ("name_nl", "name_en", "counted_from", "first_day", "last_day")


class SpecialDays(NamedTuple):
    """Days that come back every year: from first_day to last_day, counted from a day of the year.

    counted_from: month and day (12-31), one date (2027-06-19: that year only), or the Dutch name of a public holiday
    in the Netherlands as the package holidays has it (Eerste paasdag).
    """

    name_nl: str
    name_en: str
    counted_from: str
    first_day: int
    last_day: int


def read(file: Path = FILE) -> list[SpecialDays]:
    """The rows of the list. Raises SettingError, one sentence, for a row that cannot be followed."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise SettingError(f"{file.name} should have the columns {', '.join(COLUMNS)}. Correct its first line.")
        return [_special_days(row, f"{file.name}, line {rows.line_num}") for row in rows]


def _special_days(row: dict[str, str], where: str) -> SpecialDays:
    try:
        first, last = int(row["first_day"]), int(row["last_day"])
    except ValueError as error:
        raise SettingError(f"{where}: first_day and last_day should be whole numbers of days; {error}.") from error
    if first > last or not _known_day(row["counted_from"]):
        raise SettingError(
            f"{where}: expected first_day up to last_day, counted from 12-31, 2027-06-19 or a public holiday such as "
            f"Koningsdag; found {row['counted_from']!r}, {first} and {last}. Change it."
        )
    return SpecialDays(row["name_nl"], row["name_en"], row["counted_from"], first, last)


def _known_day(counted_from: str) -> bool:
    """Whether a leap year or the year of the date itself has such a day."""
    return _day(counted_from, int(counted_from[:4]) if re.match(r"\d{4}-", counted_from) else 2024) is not None


def columns(mondays: pd.DatetimeIndex, special: list[SpecialDays]) -> NDArray[np.float64]:
    """(weeks, rows of special): 1 where the week from this Monday holds any of the days, else 0."""
    grid = np.zeros((len(mondays), len(special)))
    if not len(mondays):
        return grid
    years = range(mondays[0].year - 1, mondays[-1].year + 2)
    for column, each in enumerate(special):
        for day in filter(None, (_day(each.counted_from, year) for year in years)):
            first, last = (pd.Timestamp(day + timedelta(offset)) for offset in (each.first_day, each.last_day))
            grid[(mondays <= last) & (mondays + pd.Timedelta(days=6) >= first), column] = 1.0
    return grid


def _day(counted_from: str, year: int) -> date | None:
    """The day in a year; None where that year has none."""
    makers: dict[str, Callable[[], date]] = {
        r"\d{4}-\d\d-\d\d": lambda: date.fromisoformat(counted_from),
        r"\d\d-\d\d": lambda: date.fromisoformat(f"{year}-{counted_from}"),
    }
    for form, make in makers.items():
        if re.fullmatch(form, counted_from):
            try:
                day = make()
            except ValueError:  # 29 February of most years, and days that never are
                return None
            return day if day.year == year else None
    named = holidays.country_holidays("NL", years=year, language="nl").get_named(counted_from, lookup="exact")
    return min(named, default=None)
