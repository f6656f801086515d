"""Which column feeds which field of a kind: by its head, where its cells can be that. Says what it is unsure of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from buurtbeeld import codes
from etl.describe import cells
from etl.describe.columns import Column
from etl.describe.heads import fit, names, plain, words
from etl.descriptors.kinds import KINDS, POINT

POSTCODE = r"[1-9]\d{3} ?[A-Za-z]{2}"
AREA_CODE = r"(GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4})"
CODE = r"[A-Za-z]{0,3}[ -]?\d[\d.]*[A-Za-z]{0,2}\d*"
HOUSE = r"\d{1,5}([ -]?[A-Za-z]{1,2})?([ /-]\w{1,6})?"
TWO_NUMBERS = r"[^\d-]*-?\d+(\.\d+)?[^\d-]+-?\d+(\.\d+)?[^\d]*"
LONGEST_WORDS = 60
PERSONAL = (
    (r"[\w.+-]+@[\w-]+\.[\w.]+", 0.05, "e-mail addresses"),
    (r"(\+31|0031|0)[ -]?\d([ -]?\d){8}", 0.3, "telephone numbers"),
    (r"NL\d\d[A-Z]{4}\d{10}", 0.05, "bank accounts"),
)
LONG_TEXT = 60
"""Characters from which a typical text is prose, in which people may be named."""
FITS = 0.6
"""A head that fits a field less than this is of something else."""
FITS_WHOLLY = 0.74
"""The same for what many heads speak of: a gemiddelde waarde is an indicator of its own."""


def personal(column: Column) -> str:
    """Why a column looks as if it were about people; empty where it does not."""
    if plain(column.name) in names("*", "(personal)"):
        return "its name says so"
    for pattern, share, what in PERSONAL:
        if column.share(pattern) >= share and column.texts:
            return f"it holds {what}"
    lengths = sorted(map(len, column.texts))
    wordy = [text for text in column.texts if text.count(" ") >= 6 and not text.startswith(("http", "POLYGON", "{"))]
    if lengths and (lengths[len(lengths) // 2] >= LONG_TEXT or len(wordy) > len(lengths) / 4):
        return "it holds long texts, in which people may be named"
    return ""


def _distinct(column: Column) -> float:
    return len(set(column.texts)) / len(column.texts)


def _varies(column: Column) -> bool:
    return len(set(column.texts)) > 1 or len(column.texts) == 1


_ANY = ("nr", "nummer", "number")
"""Heads that say that it is a number, and of nothing what."""


def _counting(column: Column) -> bool:
    """1, 2, 3 …: a number of rows, or of what they are about."""
    first = column.texts[0]
    return (
        first.isdigit()
        and len(column.texts) > 9
        and column.texts == [str(int(first) + n) for n in range(len(column.texts))]
    )


def _dated(column: Column) -> bool:
    return column.type in ("date", "datetime")


def _number(column: Column) -> bool:
    return column.type in ("number", "integer", "year")


def _short(column: Column) -> bool:
    return not _dated(column) and len(set(column.texts)) <= 60 and max(map(len, column.texts)) <= LONGEST_WORDS


def _lettered(column: Column) -> bool:
    return column.type == "string" and column.share(r".*[A-Za-z]{2}.*") > 0.7


_CAN_BE: dict[str, Callable[[Column], bool]] = {
    "source_id": lambda column: not _dated(column) and column.type != "number" and _distinct(column) > 0.3,
    "home_id": lambda column: not _dated(column) and column.type != "number" and _distinct(column) > 0.95,
    "address_id": lambda column: not _dated(column) and column.type != "number" and _distinct(column) > 0.9,
    "code": lambda column: (
        not _dated(column) and column.type != "number" and _varies(column) and _distinct(column) > 0.1
    ),
    "level": lambda column: column.share("(?i)gemeente|wijk|buurt|complex|street|straat") == 1,
    "x": lambda column: column.type in ("number", "integer"),
    "y": lambda column: column.type in ("number", "integer"),
    POINT: lambda column: column.share(TWO_NUMBERS) > 0.8,
    "number": lambda column: column.share(HOUSE) > 0.8 and not (plain(column.name) in _ANY and _counting(column)),
    "addition": lambda column: max(map(len, column.texts)) <= 12,
    "postcode": lambda column: column.share(POSTCODE) > 0.7 or column.share(r"\d{4,5}(-\d{4})?") > 0.9,
    "street": _lettered,
    "town": _lettered,
    "category": lambda column: (
        not _dated(column)
        and column.type in ("string", "integer")
        and (_distinct(column) < 0.8 or len(column.texts) < 10)
    ),
    "severity": lambda column: column.share("[1-5]") > 0.9,
    "status": _short,
    "channel": _short,
    "confidentiality": _short,
    "area_code": lambda column: (
        column.share(rf"({AREA_CODE}|{CODE}|[A-Z]{{1,3}}\d\d)\s*") > 0.8 and column.type != "number"
    ),
    "from_area": lambda column: column.share(rf"({AREA_CODE}|{CODE})\s*") > 0.8,
    "to_area": lambda column: column.share(rf"({AREA_CODE}|{CODE})\s*") > 0.8,
    "month": lambda column: column.type in ("date", "datetime", "yearmonth"),
    "period": lambda column: column.type in ("date", "datetime", "yearmonth", "year"),
    "vintage": lambda column: column.type != "number",
    "wave": lambda column: column.type != "number",
    "name": lambda column: column.type == "string",
}
_OF_TYPE: dict[str, Callable[[Column], bool]] = {
    "TIMESTAMP": _dated,
    "DATE": lambda column: _dated(column) or column.type in ("year", "yearmonth"),
    "DOUBLE": _number,
    "INTEGER": lambda column: column.type in ("integer", "year"),
    "VARCHAR": lambda column: True,
}


def can_be(column: Column, kind: str, feeds: str) -> bool:
    """Whether the cells of a column can be that field; an empty column can be anything but what a row is known by."""
    if not column.texts:
        return feeds not in ("source_id", "home_id", "code", "area_code", "registered_at", "occurred_at")
    types = {field.name: field.type for field in KINDS[kind]}
    if feeds == "source_id" and fit(column.name, "homes", "home_id") > FITS_WHOLLY:
        # The number of a home, of which there may be one report each.
        return False
    if kind == "focus_areas" and feeds == "code":
        # One row a street or complex of it.
        return True
    return _OF_TYPE[types.get(feeds, "VARCHAR")](column) and _CAN_BE.get(feeds, lambda _: True)(column)


def feeds_of(kind: str, columns: list[Column]) -> tuple[dict[str, str], list[str]]:
    """Field by column name, and doubts. Each column feeds what its head fits best, of those that its cells can be."""
    wanted = [field.name for field in KINDS[kind]] + ([POINT] if any(f.name == "x" for f in KINDS[kind]) else [])
    pairs = [
        # Two columns of one coordinate each say more than a text with both.
        (fit(column.name, kind, feeds) - 0.1 * (feeds == POINT), -place, column, feeds)
        for column in columns
        for place, feeds in enumerate(wanted)
        if fit(column.name, kind, feeds) > (FITS_WHOLLY if feeds == "value" else FITS) and can_be(column, kind, feeds)
    ]
    fed: dict[str, str] = {}
    for _, _, column, feeds in sorted(pairs, key=lambda pair: (pair[0], pair[1]), reverse=True):
        if column.name not in fed and feeds not in fed.values() and not _twice(feeds, fed):
            fed[column.name] = feeds
    doubts = list(_by_content(kind, columns, fed, set(wanted)))
    if kind in codes.EVIDENCE:
        doubts += _second(kind, columns, fed)
    fed |= _month_beside_year(columns, fed)
    if kind == "area_links":
        fed |= _by_year(columns, fed)
    if kind == "areas":
        doubts += areas_by_level(columns, fed)
    return _whole(fed), doubts


def _twice(feeds: str, fed: dict[str, str]) -> bool:
    """Coordinates come in two columns or in one."""
    given = set(fed.values())
    return (feeds == POINT and bool(given & {"x", "y"})) or (feeds in ("x", "y") and POINT in given)


def _whole(fed: dict[str, str]) -> dict[str, str]:
    """Half a point is none."""
    half = {"x", "y"} & set(fed.values())
    return {name: feeds for name, feeds in fed.items() if len(half) != 1 or feeds not in half}


def _by_content(kind: str, columns: list[Column], fed: dict[str, str], wanted: set[str]) -> Iterator[str]:
    """Adds what only the cells tell: postcodes, area codes, the day of a report."""
    for feeds, pattern in (("postcode", POSTCODE), ("area_code", AREA_CODE + r"\s*")):
        free = [c for c in columns if c.name not in fed and len(c.texts) > 1 and c.share(pattern) > 0.8]
        if feeds in wanted and feeds not in fed.values() and free:
            fed[free[0].name] = feeds
            yield f"'{free[0].name}' feeds {feeds}, because its texts look like it. Take 'feeds' away if it is none."
    yield from _of_reports(columns, fed) if kind in codes.EVIDENCE else ()


def _of_reports(columns: list[Column], fed: dict[str, str]) -> Iterator[str]:
    """The number, the category and the day of a report."""
    number = next((name for name, feeds in fed.items() if feeds == "source_id"), None)
    case = next((name for name, feeds in fed.items() if feeds == "case_id"), None)
    if case and (number is None or fit(number, "complaint", "source_id") < FITS_WHOLLY):
        fed.pop(number or "", None)
        fed[case] = "source_id"
    words = [
        c for c in columns if c.name not in fed and c.type == "string" and _short(c) and _varies(c) and not _where(c)
    ]
    words = [column for column in words if _distinct(column) < 0.4 and not personal(column)]
    if "category" not in fed.values() and words:
        fed[words[0].name] = "category"
        yield (f"'{words[0].name}' feeds category, because it says few things often. Ask what tells reports apart.")
    days = [c for c in columns if c.name not in fed and c.texts and _dated(c)]
    if not {"occurred_at", "registered_at"} & set(fed.values()) and days:
        fed[days[0].name] = "registered_at"
        yield (
            f"'{days[0].name}' feeds registered_at, because it is the first column of dates. Ask what that day is; let"
            " it feed occurred_at if it is the day on which it happened."
        )


def _second(kind: str, columns: list[Column], fed: dict[str, str]) -> Iterator[str]:
    """A second column for what one already feeds: the time of a day, a subcategory."""
    for column in columns:
        if column.name in fed or not column.texts:
            continue
        moment = _moment_of(column, columns, fed) if column.type == "time" else None
        if moment:
            fed[column.name] = moment
        sub = max(fit(column.name, kind, "category"), _sub(column.name))
        if "category" in fed.values() and sub > FITS and can_be(column, kind, "category") and _varies(column):
            fed[column.name] = "category"
            main = next(name for name, feeds in fed.items() if feeds == "category")
            yield (
                f"'{main}' and '{column.name}' make the category together (A / B). Take 'feeds' from the one that says"
                " nothing more."
            )


def _where(column: Column) -> bool:
    """Whether a column says where, rather than what."""
    return any(fit(column.name, "areas", feeds) for feeds in ("name", "code")) or _level_in(column.name) is not None


def _month_beside_year(columns: list[Column], fed: dict[str, str]) -> dict[str, str]:
    """A column of months, of which another column says the year."""
    years = [fed[c.name] for c in columns if c.type == "year" and fed.get(c.name) in cells.PERIODS.values()]
    months = [c for c in columns if c.name not in fed and words(c.name)[:1] in (("maand",), ("month",)) and c.texts]
    named = [column for column in months if all(cells.period(text) or text.isdigit() for text in set(column.texts))]
    return {column.name: period for period, column in zip(years[:1], named[:1], strict=False)}


def _by_year(columns: list[Column], fed: dict[str, str]) -> dict[str, str]:
    """Codes of two years: those of the earlier one are the old ones."""
    coded = [column for column in columns if column.texts and can_be(column, "area_links", "from_area")]
    years = sorted(
        (written[0], column.name) for column in coded if (written := re.findall(r"(?:19|20)\d\d", column.name))
    )
    stems = {re.sub(r"\d{4}", "", name).strip(" _-") for _, name in years}
    if len(years) != 2 or len(stems) != 1 or {"from_area", "to_area"} & set(fed.values()):
        return {}
    return {years[0][1]: "from_area", years[1][1]: "to_area"}


def _sub(head: str) -> float:
    return (
        1.0
        if re.search(r"(?i)sub.?(categor|rubriek|type|soort)|categor.*sub|^descriptor$|request.?detail", head)
        else 0
    )


def _moment_of(time: Column, columns: list[Column], fed: dict[str, str]) -> str | None:
    """The moment that a time completes: the day that stands last before it, else the first."""
    order = [column.name for column in columns]
    days = {c.name: fed[c.name] for c in columns if c.type == "date" and fed.get(c.name, "").endswith("_at")}
    taken = [fed.get(c.name) for c in columns if c.type == "time"]
    before = [name for name in days if order.index(name) < order.index(time.name)]
    named = before[-1] if before else next(iter(days), None)
    return days[named] if named and days[named] not in taken else None


_LEVELS = (("buurt", "bu"), ("wijk", "wk"), ("gemeente", "gm"))


def areas_by_level(columns: list[Column], fed: dict[str, str]) -> Iterator[str]:
    """Names and parents of areas go by the level of the code: a wijk is not named after its gemeente."""
    code = next((column for column in columns if fed.get(column.name) == "code"), None)
    level = level_of(code) if code else None
    if code is None or level is None:
        return
    at = next(place for place, names in enumerate(_LEVELS) if level == names[0])
    for name in [name for name, feeds in fed.items() if feeds == "name" and _level_in(name) not in (None, at)]:
        del fed[name]
    roles = {at: "name", at + 1: "parent", at + 2: "grandparent"}
    for column in columns:
        place, word = _level_in(column.name), re.sub(r"\d+$", "", plain(column.name))
        role = roles.get(place) if place is not None else None
        if column.name in fed or role is None or not column.texts:
            continue
        kind = "code" if word.endswith("code") else "name" if word.endswith(("naam", "name")) else ""
        feeds = "name" if (role, kind) == ("name", "name") else f"{role}_{kind}" if kind and role != "name" else ""
        if feeds and feeds not in fed.values():
            fed[column.name] = feeds
    yield from ()


def _level_in(head: str) -> int | None:
    spelled = plain(head)
    return next((n for n, names in enumerate(_LEVELS) if spelled.startswith(names)), None)


def level_of(code: Column) -> str | None:
    """The level that codes of the statistics office, or the head of their column, stand for."""
    by_letters = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}
    if code.texts and code.share(AREA_CODE + r"\s*") > 0.9:
        return by_letters[code.texts[0][:2]]
    place = _level_in(code.name)
    return None if place is None else _LEVELS[place][0]


def wide(kind: str, columns: list[Column], fed: dict[str, str]) -> dict[str, dict[str, object]]:
    """Words of the columns that are each one thing or one month (see cells); empty where there are none."""
    free = [column for column in columns if column.name not in fed]
    return cells.words(kind, free, set(fed.values()))
