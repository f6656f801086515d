"""Proposes a descriptor for an unknown file and says what it is unsure of. Overwrites nothing."""

from __future__ import annotations

import csv
import functools
import glob
import io
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from buurtbeeld import codes
from buurtbeeld.errors import DeliveryError
from buurtbeeld.settings import ROOT
from etl import formats
from etl.describe import place
from etl.describe.columns import Column, look, one_order
from etl.describe.meaning import feeds_of, is_wide, kind_of, personal, wide
from etl.describe.sample import Sample, sample
from etl.descriptors.categories import key
from etl.descriptors.kinds import KINDS
from etl.descriptors.read import Delivery, interpret
from etl.descriptors.schema import SUFFIX
from etl.quoting import identifier

THEME_WORDS = ROOT / "data" / "reference" / "theme_words.csv"
CATEGORIES = 1_000
"""A column with more different texts than this is no category."""


def propose(path: Path) -> tuple[dict[str, Any], list[str]]:
    """(descriptor, doubts as sentences) of a delivered file; raises FileRefused where it cannot be opened at all."""
    beginning = sample(path)
    columns = [look(name, texts) for name, texts in beginning.columns.items()]
    one_order(columns)
    kind, doubts = kind_of(path, columns)
    fed, more = _feeds(kind, columns)
    doubts = [*beginning.doubts, *doubts, *more]
    words = _file_words(path, beginning, kind)
    words |= _where(kind, columns, fed, beginning, doubts)
    fields = [{"name": column.name, **column.words} for column in columns]
    for field in fields:
        if feeds := fed.get(str(field["name"])):
            field["feeds"] = feeds
    missing = sorted({""}.union(*(column.missing for column in columns)))
    doubts += _column_doubts(columns, fed)
    doubts += _gaps(kind, set(fed.values()), words)
    return words | {"schema": {"fields": fields, "missingValues": missing}}, doubts


def _feeds(kind: str | None, columns: list[Column]) -> tuple[dict[str, str], list[str]]:
    if kind is None:
        return {}, []
    doubts = []
    kept = []
    for column in columns:
        if why := personal(column):
            doubts.append(f"'{column.name}' looks personal ({why}): it feeds nothing and stays out.")
        else:
            kept.append(column)
    fed, more = feeds_of(kind, kept)
    if is_wide(kind, kept):
        fed |= {name: f"value:{name}" for name in wide(kept, fed)}
        doubts.append("Every column of numbers was taken for an indicator; take 'feeds' from those that are none.")
    if "reporter" in fed.values():
        doubts.append("What feeds reporter is kept only as a keyed hash: is it the same in every report by one person?")
    return fed, doubts + more


def _file_words(path: Path, beginning: Sample, kind: str | None) -> dict[str, Any]:
    stem, pattern = _pattern(path)
    words = {"name": stem, "path": pattern} | ({"kind": kind} if kind else {}) | beginning.words
    return words | {
        "supplier": "",
        "licence": "",
        "refresh": "",
        "personal_data": kind in codes.EVIDENCE or kind == "homes",
    }


def _pattern(path: Path) -> tuple[str, str]:
    """(name, path): a date or a number at the end of a file's name changes with the next delivery."""
    ending = re.fullmatch(r"(.*[A-Za-z].*?[ _.-])(\d{4}([-_]?(\d{2}|[qQ]\d)){0,2}|\d{1,8})", path.stem)
    if ending:
        return ending[1].rstrip(" _.-"), f"{glob.escape(ending[1])}*{path.suffix}"
    return path.stem, f"{glob.escape(path.stem)}{path.suffix}"


def _where(
    kind: str | None, columns: list[Column], fed: dict[str, str], beginning: Sample, doubts: list[str]
) -> dict[str, Any]:
    words: dict[str, Any] = {}
    crs, more = place.crs(columns, fed)
    if crs and "crs" not in beginning.words:
        words["crs"] = crs
        doubts += more
    if kind == "areas" and "level" not in fed.values():
        words["level"], more = place.level(columns, fed)
        doubts += more
    return words


def _column_doubts(columns: list[Column], fed: dict[str, str]) -> list[str]:
    """Doubts about columns that are read; the others do not matter."""
    said: dict[str, list[str]] = {}
    for column in columns:
        for doubt in column.doubts if column.name in fed else ():
            said.setdefault(doubt, []).append(f"'{column.name}'")
    doubts = [
        f"{', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''} {doubt}"
        for doubt, names in said.items()
    ]
    for column in columns:
        feeds = fed.get(column.name)
        if feeds in ("source_id", "home_id", "code") and len(set(column.texts)) < len(column.texts):
            doubts.append(
                f"'{column.name}' feeds {feeds} and repeats itself: of equal ones only the latest version counts."
            )
        if not column.texts and feeds:
            doubts.append(f"'{column.name}' is empty in the first records.")
        if feeds in ("occurred_at", "registered_at") and column.type not in ("date", "datetime"):
            doubts.append(f"'{column.name}' feeds {feeds} and does not look like a date.")
    return doubts


def _gaps(kind: str | None, fed: set[str], words: dict[str, Any]) -> list[str]:
    if kind is None:
        return []
    has_value = any(name.startswith("value:") for name in fed)
    gaps = [field.name for field in KINDS[kind] if field.required and field.name not in fed]
    gaps = [name for name in gaps if not (has_value and name in ("name", "question", "mean"))]
    doubts = [f"{kind} needs a column that feeds {gap}, and none was recognised." for gap in gaps]
    if kind in codes.EVIDENCE and not fed & {"occurred_at", "registered_at"}:
        doubts.append(f"{kind} needs a column that feeds occurred_at or registered_at, and none was recognised.")
    if kind in codes.EVIDENCE and not fed & {"x", "postcode", "street", "complex", "area_code"}:
        doubts.append("No column tells where it happened.")
    if kind in codes.EVIDENCE and "source_id" not in fed:
        doubts.append(
            "No column is the number of the report: file and line will be, so a report that is delivered again in"
            " another file counts twice."
        )
    if fed & {"street", "postcode"} and "town" not in fed and kind not in ("focus_areas",):
        doubts.append("No column tells the town: set 'town' if all addresses lie in one.")
    return doubts


def write(path: Path, proposal: dict[str, Any]) -> list[str]:
    """Writes the descriptor and a table of categories beside the file, unless they exist; says what it did."""
    descriptor = path.with_name(f"{path.stem}{SUFFIX}")
    text = json.dumps(proposal, indent=2, ensure_ascii=False) + "\n"
    said = [_write(descriptor, text)]
    categories = path.with_name(f"{path.stem}.categories.csv")
    if proposal.get("kind") in codes.EVIDENCE and any(
        field.get("feeds") == "category" for field in proposal["schema"]["fields"]
    ):
        try:
            table = _categories(path, proposal, descriptor)
        except DeliveryError as error:
            return [*said, f"{categories.name} was not written: {error}"]
        said.append(_write(categories, table))
    return said


def _write(path: Path, text: str) -> str:
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        return f"{path.name} exists already and was left as it is."
    return f"{path.name} was written; look it over."


def _categories(path: Path, proposal: dict[str, Any], descriptor_path: Path) -> str:
    """The table of categories with a theme where a word tells it, the most frequent category first."""
    described = interpret(proposal, descriptor_path, json.dumps(proposal))
    delivery = Delivery(described, path, path.name)
    column = identifier(next(field.name for field in described.named if field.feeds == "category"))
    with tempfile.TemporaryDirectory() as workspace, duckdb.connect() as con:
        rows = formats.careful_rows(delivery, Path(workspace))
        counts = con.execute(
            f"select trim({column}) as category from {rows.relation} where broken is null and trim({column}) <> ''"
            f" group by 1 order by count(*) desc, 1 limit {CATEGORIES}"
        ).fetchall()
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("category", "theme", "subtheme"))
    writer.writerows({key(category): (category, *theme(category)) for (category,) in counts}.values())
    return table.getvalue()


def theme(category: str) -> tuple[str, str]:
    """(theme, subtheme) of the first word of the list that stands in a category; empty where none does."""
    written = category.casefold()
    return next(((theme, subtheme) for word, theme, subtheme in _theme_words() if word in written), ("", ""))


@functools.cache
def _theme_words() -> tuple[tuple[str, str, str], ...]:
    with THEME_WORDS.open(encoding="utf-8", newline="") as file:
        return tuple((row["word"], row["theme"], row["subtheme"]) for row in csv.DictReader(file))
