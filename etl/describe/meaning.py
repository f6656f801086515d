"""Which column feeds which canonical field, and what kind a file is: by the lists in data/reference and by content."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from pathlib import Path

from buurtbeeld import codes
from buurtbeeld.settings import ROOT
from etl.describe.columns import Column
from etl.descriptors.kinds import CELLS, KINDS
from etl.descriptors.schema import FORMATS

WIDE = {kind: set(CELLS[kind]) for kind in ("indicators", "surveys")}
FEEDS = ROOT / "data" / "reference" / "feeds.csv"
POSTCODE = r"[1-9]\d{3} ?[A-Za-z]{2}"
AREA_CODE = r"(GM\d{4}|WK\d{6}|BU\d{8})"
LEVELS = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}
PERSONAL = (
    (r"[\w.+-]+@[\w-]+\.[\w.]+", 0.05, "e-mail addresses"),
    (r"(\+31|0031|0)[ -]?\d([ -]?\d){8}", 0.3, "telephone numbers"),
    (r"NL\d\d[A-Z]{4}\d{10}", 0.05, "bank accounts"),
)
LONG_TEXT = 60
"""Characters from which a typical text is prose, in which people may be named."""


def plain(name: str) -> str:
    """A name in lower case, without accents and without anything but letters and digits."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", letters.lower())


@functools.cache
def _list() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    with FEEDS.open(encoding="utf-8", newline="") as file:
        rows = [(row["kinds"].split(), row["feeds"], tuple(row["names"].split())) for row in csv.DictReader(file)]
    return tuple((kind, feeds, names) for kinds, feeds, names in rows for kind in kinds)


def personal(column: Column) -> str:
    """Why a column looks as if it were about people; empty where it does not."""
    names = next(names for kind, feeds, names in _list() if feeds == "(personal)")
    if plain(column.name) in names:
        return "its name says so"
    for pattern, share, what in PERSONAL:
        if column.share(pattern) >= share and column.texts:
            return f"it holds {what}"
    lengths = sorted(map(len, column.texts))
    wordy = [text for text in column.texts if text.count(" ") >= 6 and not text.startswith("http")]
    if lengths and (lengths[len(lengths) // 2] >= LONG_TEXT or len(wordy) > len(lengths) / 4):
        return "it holds long texts, in which people may be named"
    return ""


def kind_of(path: Path, columns: list[Column]) -> tuple[str | None, list[str]]:
    """The likeliest kind and doubts about it; None where nothing speaks for any."""
    if FORMATS.get(path.suffix.lower().lstrip(".")) in ("gpkg", "geojson", "shp"):
        return "areas", []
    scores = {kind: _score(kind, path, columns) for kind in KINDS}
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best] < 3:
        return None, ["Nothing tells what kind of delivery this is: set 'kind' and 'feeds' yourself."]
    rivals = [kind for kind in scores if kind != best and scores[kind] >= scores[best] - 1]
    doubt = f"The kind is a guess: {best}" + (f" (it could be {' or '.join(rivals)})." if rivals else ".")
    return best, [doubt]


def _score(kind: str, path: Path, columns: list[Column]) -> float:
    """A point a field that a column could feed, three a word for the kind, more for needed fields."""
    words = {plain(word) for word in re.split(r"[^A-Za-z]+", path.stem)} | {plain(column.name) for column in columns}
    fed = feeds_of(kind, columns)[0]
    # A report may do without a number; a table without one is still hardly a table of reports.
    needed = [field.name for field in KINDS[kind] if field.required or field.name in ("source_id", "count")]
    if is_wide(kind, columns):
        needed = [name for name in needed if name not in WIDE[kind]]
        fed = fed | {column: f"value:{column}" for column in wide(columns, fed)}
    fields = set(fed.values())
    lacking = [name for name in needed if name not in fields]
    named = [word for each, feeds, names in _list() if each == kind and feeds == "(file)" for word in names]
    hint = 3 * bool(words & set(named))
    dated = kind not in codes.EVIDENCE or fields & {"occurred_at", "registered_at"}
    if kind in ("areas", "focus_areas", "area_links", "addresses") and not hint:
        hint = 0 if any(column.share(AREA_CODE) > 0.5 for column in columns if column.texts) else -4
    return min(len(fields), 8) + hint + 3 * (len(needed) - len(lacking)) - 6 * len(lacking) - 6 * (not dated)


def is_wide(kind: str, columns: list[Column]) -> bool:
    """Whether each number column is an indicator: a column holds area codes and none the indicators' names."""
    replaced = WIDE.get(kind)
    if not replaced or not any(column.share(AREA_CODE + r"\s*") > 0.9 for column in columns):
        return False
    fed = feeds_of(kind, columns)[0]
    return len(wide(columns, fed)) >= 2 and not replaced & set(fed.values())


def wide(columns: list[Column], fed: dict[str, str]) -> list[str]:
    """The number columns that feed nothing yet, number no rows and are not the same everywhere."""
    return [
        column.name
        for column in columns
        if column.type in ("number", "integer")
        and column.name not in fed
        and plain(column.name) not in ("id", "nr", "rij")
        and (len(set(column.texts)) > 1 or len(column.texts) < 6)
    ]


def feeds_of(kind: str, columns: list[Column]) -> tuple[dict[str, str], list[str]]:
    """Canonical field by column name, and doubts. The earlier a name stands in the list, the better it fits."""
    fed: dict[str, str] = {}
    canon = {field.name: field for field in KINDS[kind]}
    for each, feeds, names in _list():
        if each == kind and feeds in canon and feeds not in fed.values():
            places = {name: place for place, name in enumerate(names)}
            fitting = [
                c for c in columns if c.name not in fed and plain(c.name) in places and _allowed(canon[feeds].type, c)
            ]
            if fitting:
                fed[min(fitting, key=lambda c: places[plain(c.name)]).name] = feeds
    return fed, _by_content(kind, columns, fed, set(canon))


def _allowed(sql_type: str, column: Column) -> bool:
    if not column.texts:
        return True
    kinds = {
        "TIMESTAMP": ("date", "datetime", "any"),
        "DATE": ("date", "datetime", "year", "yearmonth", "any"),
        "DOUBLE": ("number", "integer", "any"),
        "INTEGER": ("integer", "year", "any"),
    }
    return sql_type not in kinds or column.type in kinds[sql_type]


def _by_content(kind: str, columns: list[Column], fed: dict[str, str], canon: set[str]) -> list[str]:
    """Adds what only the content tells: postcodes, area codes, unique numbers of a report."""
    doubts = []
    patterns = (("postcode", POSTCODE), ("area_code", AREA_CODE + r"\s*"))
    for feeds, pattern in patterns:
        free = [c for c in columns if c.name not in fed and len(c.texts) > 1 and c.share(pattern) > 0.8]
        if feeds in canon and feeds not in fed.values() and free:
            fed[free[0].name] = feeds
            doubts.append(f"'{free[0].name}' feeds {feeds}, because its texts look like it.")
    identity = next((name for name in ("source_id", "home_id") if name in canon), None)
    if identity and identity not in fed.values():
        free = [
            c
            for c in columns
            if c.name not in fed and c.unique and len(c.texts) > 5 and c.type in ("integer", "string")
        ]
        if free and not personal(free[0]):
            fed[free[0].name] = identity
            doubts.append(f"'{free[0].name}' feeds {identity}, because it is the first column without repetition.")
    dates = [c for c in columns if c.name not in fed and c.type in ("date", "datetime")]
    if "registered_at" in canon and not {"occurred_at", "registered_at"} & set(fed.values()) and dates:
        fed[dates[0].name] = "registered_at"
        doubts.append(f"'{dates[0].name}' feeds registered_at, because it is the first column of dates.")
    return doubts
