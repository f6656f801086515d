"""In which order files were delivered, by what their names say: the newest wins. Opens no file."""

from __future__ import annotations

import re

import duckdb
import pandas as pd

from etl.blanks import trimmed

_MONTHS = (
    "januari|january|jan", "februari|february|feb", "maart|march|mrt|mar", "april|apr", "mei|may", "juni|june|jun",
    "juli|july|jul", "augustus|august|aug", "september|sept|sep", "oktober|october|okt|oct", "november|nov",
    "december|dec",
)  # fmt: skip
_YEAR, _MONTH, _DAY = (
    "(?P<y{0}>(?:19|20)[0-9]{{2}})",
    "(?P<m{0}>0[1-9]|1[0-2]{1})",
    "(?P<d{0}>0[1-9]|[12][0-9]|3[01]{1})",
)
_LOOSE = "|[1-9](?![0-9])"


def _pattern(number: int, *parts: str, between: str, loose: str) -> str:
    return between.join(part.format(number, loose) for part in parts)


_DATES = re.compile(
    "(?<![0-9])(?:"
    + "|".join(
        (
            _pattern(1, _YEAR, _MONTH, _DAY, between="", loose=""),
            _pattern(2, _DAY, _MONTH, _YEAR, between="", loose=""),
            _pattern(3, _YEAR, _MONTH, _DAY, between="[-_. ]", loose=_LOOSE),
            _pattern(4, _DAY, _MONTH, _YEAR, between="[-_. ]", loose=_LOOSE),
            _pattern(5, _YEAR, _MONTH, between="[-_. ]?", loose=_LOOSE),
            _pattern(6, _MONTH, _YEAR, between="[-_. ]?", loose=_LOOSE),
            _pattern(7, _YEAR, between="", loose=""),
        )
    )
    + ")(?![0-9])"
)


def turn(file: str) -> str:
    """A text by which files sort: first by the dates in their names, then by their names, numbers read as numbers.

    file: as a delivery has it. A name without a date comes before one with; so 9 before 10, and 31-12-2024 before 2025.
    """
    name = _with_numbers(file)
    dates = [_date(each.groupdict()) for each in _DATES.finditer(name)]
    return " ".join([*dates, "", re.sub("[0-9]+", lambda digits: digits[0].zfill(20), name), file])


def _with_numbers(file: str) -> str:
    name = trimmed(file).lower()
    for number, words in enumerate(_MONTHS, start=1):
        name = re.sub(f"(?<![a-z])(?:{words})(?![a-z])[ ._-]*", f"{number:02d}-", name)
    return name


def year(file: str) -> int | None:
    """The one year that the name of a file says; None where it says none, or several."""
    years = {
        int(digits) for digits in re.findall("(?<![0-9])(?:19|20)[0-9]{2}", _with_numbers(file.rpartition("/")[2]))
    }
    return years.pop() if len(years) == 1 else None


def _date(groups: dict[str, str | None]) -> str:
    """Year, month and day, each where it is said."""
    said = {key[0]: value for key, value in groups.items() if value}
    return "".join(said.get(part, "").zfill(2) for part in "ymd")


def order_files(con: duckdb.DuckDBPyConnection, files: str) -> None:
    """Makes the temporary table file_turn(file, turn) of the files that a query selects."""
    names = [file for (file,) in con.execute(f"select distinct file from ({files})").fetchall()]
    con.register("turns", pd.DataFrame({"file": names, "turn": [turn(file) for file in names]}, dtype=object))
    con.execute(
        "create or replace temp table file_turn as select file::varchar as file, turn::varchar as turn from turns"
    )
    con.unregister("turns")
