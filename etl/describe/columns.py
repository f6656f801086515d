"""What the texts of one column look like: type, date format, decimal sign, missing markers. Knows no field of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from etl.load.moments import ENGLISH, MONTHS, WEEKDAYS

MISSING = (
    "NULL",
    "null",
    "None",
    "NaN",
    "nan",
    "N/A",
    "NA",
    "n/a",
    "#N/A",
    "#N/B",
    "n.v.t.",
    "nvt",
    "n.b.",
    "-",
    "--",
    ".",
    "?",
)
SECRET = -9990
"""Statistics Netherlands and others write numbers below this where a figure is withheld."""
ENOUGH = 0.95
"""A type is taken if so large a part of the values fits it; the others are doubts."""

MOMENTS = 0.75
"""The same for dates, of which real files hold more that cannot be."""

ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f",
       "%Y-%m-%d %H:%M:%S.%f")  # fmt: skip
_DAY_FIRST = ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d/%m/%y")
_MONTH_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y")
_NAMED = ("%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %b %y", "%a %d %b %Y", "%b %d, %Y", "%b %d %Y")
_YEAR_FIRST = ("%Y/%m/%d", "%Y.%m.%d", "%Y-%m-%d")
_TIMES = (
    "",
    " %H:%M",
    " %H:%M:%S",
    " %H:%M:%S.%f",
    ", %H:%M",
    " om %H:%M",
    " %H.%M",
    " %H:%M uur",
    " %I:%M %p",
    " %I:%M:%S %p",
)
OTHERS = (
    *(f"{day}{time}" for day in (*_DAY_FIRST, *_MONTH_FIRST, *_NAMED, *_YEAR_FIRST) for time in _TIMES),
    *(f"{day}T{time}" for day in _DAY_FIRST for time in ("%H:%M", "%H:%M:%S")),
    *(f"{time} {day}" for day in _DAY_FIRST for time in ("%H:%M", "%H:%M:%S")),
    "%Y%m%d",
    "%Y%m%d %H:%M",
    "%Y%m%d %H%M",
    "%Y%m%dT%H%M%S",
    "%Y%m%d%H%M%S",
    "%Y%m%d%H%M",
)  # fmt: skip
TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
_TIME_OTHERWISE = re.compile(r"\d{1,2}[:.]\d\d ?uur|\d{1,2}u\d\d|\d{1,2}:\d\d(:\d\d)? ?[AaPp][Mm]")
TIMES_OTHERWISE = ("%H:%M uur", "%H.%M uur", "%Hu%M", "%I:%M %p", "%I:%M:%S %p")
NO_DATES = ("0000-00-00", "0000-00-00 00:00:00", "00-00-0000", "00/00/0000", "01-01-0001", "0001-01-01")
"""What systems write where no day is known."""
WITH_ZONE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)? ?(Z|UTC|GMT|CES?T|[+-]\d\d(:?\d\d)?)")

INTEGER = re.compile(r"[+-]?(0|[1-9]\d{0,14})")
POINT = re.compile(r"[+-]?\d*\.?\d+([eE][+-]?\d+)?")
COMMA = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
BOOLEANS = (("ja", "nee"), ("j", "n"), ("yes", "no"), ("y", "n"), ("true", "false"), ("waar", "onwaar"))


@dataclass
class Column:
    """words: what the descriptor says of it. missing: texts that mean 'not known'. texts: the other filled ones."""

    name: str
    texts: list[str]
    words: dict[str, Any] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    doubts: list[str] = field(default_factory=list)

    @property
    def type(self) -> str:
        return str(self.words["type"])

    @property
    def unique(self) -> bool:
        return len(self.texts) > 1 and len(set(self.texts)) == len(self.texts)

    def share(self, pattern: str) -> float:
        """The part of the filled texts that matches a pattern wholly."""
        whole = re.compile(pattern)
        return sum(1 for text in self.texts if whole.fullmatch(text)) / len(self.texts) if self.texts else 0.0

    def numbers(self) -> list[float]:
        """The texts as numbers, what is none left out."""
        group, sign = self.words.get("groupChar", ""), self.words.get("decimalChar", ".")
        numbers = []
        for text in self.texts:
            try:
                numbers.append(float((text.replace(group, "") if group else text).replace(sign, ".")))
            except ValueError:
                continue
        return numbers


def look(name: str, texts: list[str]) -> Column:
    """A column with its type and its doubts."""
    filled = [text for text in texts if text]
    values = [text for text in filled if text not in MISSING and text not in NO_DATES]
    column = Column(name, values)
    column.words = _words(values, column.doubts)
    # A dash among words is a word; among numbers or dates it is a gap.
    typed = column.words["type"] not in ("string", "any")
    column.missing = {text for text in filled if text in MISSING and (typed or len(text) > 2)}
    column.missing |= set(filled) & set(NO_DATES)
    if column.type in ("integer", "number"):
        _secrets(column)
    return column


def _words(texts: list[str], doubts: list[str]) -> dict[str, Any]:
    if not texts:
        return {"type": "any"}
    return _boolean(texts) or _moment(texts, doubts) or _number(texts, doubts) or {"type": "string"}


def _boolean(texts: list[str]) -> dict[str, Any] | None:
    written = set(texts)
    for yes, no in BOOLEANS:
        if {text.lower() for text in written} == {yes, no}:
            return {
                "type": "boolean",
                "trueValues": sorted(text for text in written if text.lower() == yes),
                "falseValues": sorted(text for text in written if text.lower() == no),
            }
    return None


def _moment(texts: list[str], doubts: list[str]) -> dict[str, Any] | None:
    likely = sum(4 < len(text) < 36 and sum(map(str.isdigit, text)) >= 3 for text in texts)
    if likely < MOMENTS * len(texts):
        return None
    if _fit(texts, WITH_ZONE) >= ENOUGH:
        doubts.append("has times with a zone; they are loaded by a Dutch clock. Ask whether that zone is meant.")
        return {"type": "datetime"}
    return _time(texts) or _iso(texts, doubts) or _otherwise(texts, doubts)


def _time(texts: list[str]) -> dict[str, Any] | None:
    """A time of the day, without the day."""
    if _fit(texts, TIME) >= ENOUGH:
        return {"type": "time"}
    if _fit(texts, _TIME_OTHERWISE) < ENOUGH:
        return None
    written = next((each for each in TIMES_OTHERWISE if _read_times(texts, each) >= ENOUGH * len(texts)), None)
    return {"type": "time", "format": written} if written else None


def _iso(texts: list[str], doubts: list[str]) -> dict[str, Any] | None:
    if _fit(texts, re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")) == 1:
        return {"type": "yearmonth"}
    odd = [text for text in texts if not _is_iso(text)]
    if len(texts) - len(odd) < MOMENTS * len(texts):
        return None
    if odd:
        doubts.append(_odd(len(odd), texts, odd[0]))
    return {"type": "date" if all(len(text) == 10 for text in texts) else "datetime"}


def _odd(times: int, texts: list[str], example: str, written: str = "") -> str:
    return (
        f"has {times} of {len(texts)} texts that are no dates{written}, such as '{example[:30]}'; they will be"
        " rejected. Ask what is meant, or add it to 'missingValues' where it means that nothing is known."
    )


def _otherwise(texts: list[str], doubts: list[str]) -> dict[str, Any] | None:
    bare = _fit(texts, re.compile(r"[+-]?[\d.,]+")) == 1 and not any(text.count(".") == 2 for text in texts)
    if bare and not {len(text) for text in texts} & {8, 12, 14}:
        return None
    tried = [each for each in OTHERS if each.startswith("%Y%m%d")] if bare else OTHERS
    fitting = [each for each in tried if _read(texts, each) >= MOMENTS * len(texts)]
    return _written(texts, fitting, doubts) if fitting else None


_YEAR_FIRST_DAY = re.compile(r"\d{4}-\d\d?-\d")


def _is_iso(text: str) -> bool:
    # Suppliers write more digits of a second than there are microseconds.
    short = re.sub(r"(\.\d{6})\d+", r"\1", text)
    return _YEAR_FIRST_DAY.match(text) is not None and any(_reads(short, each) for each in ISO)


def _written(texts: list[str], fitting: list[str], doubts: list[str]) -> dict[str, Any]:
    chosen = max(fitting, key=lambda each: (_read(texts, each), -fitting.index(each)))
    best = _read(texts, chosen)
    rivals = [each for each in fitting if each[1:5] != chosen[1:5] and "%b" not in each and _read(texts, each) == best]
    if rivals:
        doubts.append(
            f"{_FITS} {' and '.join([chosen, *rivals])}; {chosen} was taken. Which comes first, day or month? Ask,"
            " or look at a delivery with a day after the twelfth."
        )
    if best < len(texts):
        odd = next(text for text in texts if not _read([text], chosen))
        doubts.append(_odd(len(texts) - best, texts, odd, f" in {chosen}"))
    return {"type": "datetime" if "%H" in chosen or "%I" in chosen else "date", "format": chosen}


def _read(texts: list[str], pattern: str) -> int:
    """How many texts a pattern reads as a date; a pattern that reads none of the first twenty is not tried further."""
    if not any(_reads(text, pattern) for text in texts[:20]):
        return 0
    return sum(_reads(text, pattern) for text in texts)


def _read_times(texts: list[str], pattern: str) -> int:
    fitting = 0
    for text in texts:
        try:
            datetime.strptime(text, pattern)
        except ValueError:
            continue
        fitting += 1
    return fitting


def _reads(text: str, pattern: str) -> bool:
    if "%b" in pattern:
        day = re.sub(WEEKDAYS, "", text.lower()) if "%a" in pattern else text
        text, pattern = _in_english(day), pattern.replace("%a ", "")
    try:
        return 1800 < datetime.strptime(text, pattern).year < 2200 and ("%Y" not in pattern or len(text) >= 8)
    except ValueError:
        return False


def _in_english(text: str) -> str:
    short = re.sub(MONTHS, r"\1", text.lower())
    for dutch, english in ENGLISH.items():
        short = short.replace(dutch, english)
    return short


def one_order(columns: list[Column]) -> None:
    """Day or month first, alike in a whole file: the columns that are clear settle it for those that fit both."""
    dated = [column for column in columns if _DAY_AND_MONTH.match(column.words.get("format", ""))]
    fits = {order: sum(_read(each.texts, _ordered(each, order)) for each in dated) for order in ("dm", "md")}
    if fits["dm"] == fits["md"]:
        return
    order = max(fits, key=lambda each: fits[each])
    for column in dated:
        taken, other = column.words["format"], _ordered(column, order)
        if _read(column.texts, other) >= _read(column.texts, taken):
            column.words["format"] = other
            column.doubts[:] = [doubt for doubt in column.doubts if not doubt.startswith(_FITS)]
        else:
            column.doubts.append(
                f"is written as {taken}, while other columns have day and month the other way round."
                " Ask whether it is so."
            )


def _ordered(column: Column, order: str) -> str:
    """The format of a column with the day ("dm") or the month ("md") first."""
    return _DAY_AND_MONTH.sub(rf"%{order[0]}\1%{order[1]}", str(column.words["format"]), count=1)


_DAY_AND_MONTH = re.compile("^%[dm]([-/.])%[dm]")
_FITS = "fits the date formats"


def _fit(texts: list[str], pattern: re.Pattern[str]) -> float:
    return sum(1 for text in texts if pattern.fullmatch(text)) / len(texts)


def _number(texts: list[str], doubts: list[str]) -> dict[str, Any] | None:
    if _fit(texts, INTEGER) >= ENOUGH:
        years = _fit(texts, re.compile(r"(19|20)\d\d")) == 1 and len(set(texts)) < 150
        return {"type": "year"} if years else {"type": "integer"}
    if any(re.fullmatch(r"0\d+|\d{16,}", text) for text in texts):
        # Leading zeros are part of a code, and so long a number is one.
        return None
    if _fit(texts, GROUPED) >= ENOUGH and _fit(texts, COMMA) >= ENOUGH:
        doubts.append(
            "has numbers such as 1,234: does the comma part thousands? A decimal sign was taken. Ask, or look at a sum."
        )
    # One 0,5 tells that 1.234 beside it is a thousand.
    comma = any("," in text for text in texts) and _fit(texts, COMMA) >= _fit(texts, POINT)
    if _fit(texts, POINT) >= ENOUGH and not comma:
        return {"type": "number"}
    if _fit(texts, COMMA) >= ENOUGH:
        grouped = any(re.search(r"\d\.\d{3}(,|$)", text) for text in texts)
        return {"type": "number", "decimalChar": ","} | ({"groupChar": "."} if grouped else {})
    if _fit(texts, GROUPED) >= ENOUGH:
        return {"type": "number", "groupChar": ","}
    return None


def _secrets(column: Column) -> None:
    """Numbers far below zero in a column that is otherwise positive are marks, not figures."""
    numbers = column.numbers()
    if any(number > 0 for number in numbers) and not any(SECRET < number < -180 for number in numbers):
        marks = {text for text in column.texts if text.startswith("-999") and len(text) >= 5}
        if marks:
            column.missing |= marks
            column.doubts.append(
                f"has {', '.join(sorted(marks))}, taken as 'not known' (missingValues)."
                " Take it away there if it is a figure."
            )
