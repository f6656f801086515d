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
from etl.describe import place, trial
from etl.describe.columns import Column, look, one_order
from etl.describe.fields import feeds_of, personal, wide
from etl.describe.kind import kind_of
from etl.describe.sample import Sample, sample
from etl.descriptors.categories import key
from etl.descriptors.kinds import CELLS, KINDS, POINT
from etl.descriptors.read import RESERVED, Delivery, interpret
from etl.descriptors.schema import SUFFIX
from etl.load import several
from etl.quoting import identifier

THEME_WORDS = ROOT / "data" / "reference" / "theme_words.csv"
CATEGORIES = 1_000
"""A column with more different texts than this is no category."""


_FILE = "(file)"
"""Stands for a field where the whole file would be refused."""
MUCH, MOST = 0.1, 0.5
"""A reason that would reject a larger part of the rows than this is a fault of the proposal, not of the rows: where
the kind can do without the field, and where it cannot."""


def propose(path: Path, kind: str | None = None) -> tuple[dict[str, Any], list[str]]:
    """(descriptor, doubts as sentences) of a delivered file, of a kind where that is given; raises FileRefused where it
    cannot be opened at all.

    The first thousand rows are loaded as proposed: what most of them would be rejected for is not proposed.
    """
    beginning = sample(path)
    columns = [look(name, texts) for name, texts in beginning.columns.items()]
    one_order(columns)
    guessed, doubts = (kind, []) if kind else kind_of(path, columns)
    without: frozenset[str] = frozenset()
    while True:
        proposal, more = _proposed(path, beginning, columns, guessed, without)
        faulty, tried = _tried(path, proposal, guessed)
        if not faulty:
            return proposal, [*beginning.doubts, *doubts, *more, *tried]
        fed = _fed(proposal)
        needed = _needed(str(guessed), set(fed.values()) - faulty)
        given_up = {name for name, feeds in fed.items() if feeds in faulty - needed}
        doubts += tried
        if faulty & (needed | {_FILE}) and not kind:
            doubts.append(f"So it is hardly {guessed}. Say what the rows are with --kind, or set 'kind' yourself.")
            guessed = None
        elif not given_up:
            return proposal, [*beginning.doubts, *doubts, *more]
        without |= given_up


def _proposed(
    path: Path, beginning: Sample, columns: list[Column], kind: str | None, without: frozenset[str]
) -> tuple[dict[str, Any], list[str]]:
    """without: columns that may feed nothing."""
    said, doubts = _feeds(kind, [column for column in columns if column.name not in without])
    fed = {name: str(words["feeds"]) for name, words in said.items()}
    words = _file_words(path, beginning, kind)
    words |= _where(kind, columns, said, beginning, doubts)
    fields = [{"name": column.name, **column.words, **said.get(column.name, {})} for column in columns]
    missing = sorted({""}.union(*(column.missing for column in columns)))
    doubts += _column_doubts(columns, fed)
    meant = {name for each in said.values() for name in each.get("means", ())}
    doubts += _gaps(kind, set(fed.values()) | meant, words)
    return words | {"schema": {"fields": fields, "missingValues": missing}}, doubts


def _needed(kind: str, left: set[str]) -> set[str]:
    """Fields without which a row is rejected; left: what is fed all the same."""
    moments = {"registered_at", "occurred_at"} if kind in codes.EVIDENCE else set()
    return {field.name for field in KINDS[kind] if field.required} | (set() if left & moments else moments)


def _fed(proposal: dict[str, Any]) -> dict[str, str]:
    return {field["name"]: field["feeds"] for field in proposal["schema"]["fields"] if "feeds" in field}


def _tried(path: Path, proposal: dict[str, Any], kind: str | None) -> tuple[set[str], list[str]]:
    """(fields by which much would be rejected, what was seen) of a proposal that can be tried."""
    if kind is None or not _fed(proposal):
        return set(), []
    needed = _needed(kind, set())
    try:
        reasons, rows = trial.rejections(path, proposal)
    except DeliveryError as error:
        return {_FILE}, [f"A build would refuse this: {error}"]
    faulty: set[str] = set()
    said = []
    for reason, times in reasons.most_common():
        fields = trial.fields_of(reason)
        much = fields and times > rows * (MOST if needed & set(fields) else MUCH)
        faulty |= set(fields) if much else set()
        said.append(
            f"{times} of the first {rows} rows would be rejected: {reason}. "
            + ("Look at what they say, and at its format." if much else "Ask the supplier what those rows mean.")
        )
    shown = said[:_SHOWN] + (
        [f"There are {len(said) - _SHOWN} more reasons. Look at the rows."] if len(said) > _SHOWN else []
    )
    return faulty, shown


_SHOWN = 5


def _feeds(kind: str | None, columns: list[Column]) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """What is said of each column that feeds anything, and doubts."""
    if kind is None:
        return {}, []
    doubts = []
    kept = []
    for column in columns:
        if column.name.strip().lower() in RESERVED:
            doubts.append(f"'{column.name}' is a name that is kept for the reader. Rename it in the file to feed it.")
        elif why := personal(column):
            doubts.append(
                f"'{column.name}' looks personal ({why}): it feeds nothing and stays out."
                " Give it 'feeds' if it is a code."
            )
        else:
            kept.append(column)
    fed, more = feeds_of(kind, kept)
    said: dict[str, dict[str, Any]] = {name: {"feeds": feeds} for name, feeds in fed.items()}
    cells = wide(kind, kept, fed)
    if cells:
        said |= cells
        doubts.append(
            "Every column of numbers was taken for an indicator or a month. Take 'feeds' from those that are none."
        )
    if "reporter" in fed.values():
        doubts.append(
            "What feeds reporter is kept only as a keyed hash: is it the same in every report by one person? Ask."
        )
    return said, doubts + more


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
    kind: str | None, columns: list[Column], said: dict[str, dict[str, Any]], beginning: Sample, doubts: list[str]
) -> dict[str, Any]:
    """Reference system and level; how a point is written is put into what is said of its column."""
    words: dict[str, Any] = {}
    fed = {name: str(each["feeds"]) for name, each in said.items()}
    points = next((column for column in columns if fed.get(column.name) == POINT), None)
    if points:
        columns, way = place.parted(points), place.order(points)
        fed = {"x": "x", "y": "y"}
        said[points.name] |= way
    crs, more = place.crs(columns, fed)
    if any(place.SWAPPED in doubt for doubt in more):
        for each in said.values():
            each["feeds"] = {"x": "y", "y": "x"}.get(each["feeds"], each["feeds"])
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
                " Ask whether they are versions."
            )
        if not column.texts and feeds:
            doubts.append(f"'{column.name}' is empty in the first records. Take 'feeds' away if it stays so.")
        if feeds in ("occurred_at", "registered_at") and column.type not in ("date", "datetime", "time"):
            doubts.append(f"'{column.name}' feeds {feeds} and does not look like a date. Set its 'format'.")
    return doubts


def _gaps(kind: str | None, fed: set[str], words: dict[str, Any]) -> list[str]:
    if kind is None:
        return []
    has_value = any(name.startswith("value:") for name in fed)
    gaps = [field.name for field in KINDS[kind] if field.required and field.name not in fed]
    gaps = [name for name in gaps if not (has_value and name in CELLS.get(kind, ()))]
    doubts = [f"{kind} needs a column that feeds {gap}, and none was recognised. Give it 'feeds'." for gap in gaps]
    if kind in codes.EVIDENCE and not fed & {"occurred_at", "registered_at"}:
        doubts.append(
            f"{kind} needs a column that feeds occurred_at or registered_at, and none was recognised. Ask for the day."
        )
    if kind in codes.EVIDENCE and not fed & {"x", "point", "postcode", "street", "complex", "area_code"}:
        doubts.append("No column tells where it happened. Ask for an address, a point or the code of an area.")
    if kind in codes.EVIDENCE and "source_id" not in fed:
        doubts.append(
            "No column is the number of the report: file and line will be, so a report that is delivered again in"
            " another file counts twice. Ask for a number."
        )
    if kind == "indicators" and "vintage" not in fed:
        doubts.append('No column says the year of the figures. Set \'constants\', such as {"vintage": "2026"}.')
    if fed & {"street", "postcode"} and "town" not in fed and kind not in ("focus_areas",):
        doubts.append("No column tells the town. Set 'town' if all addresses lie in one.")
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
    columns = [f"nullif(trim({identifier(each.name)}), '')" for each in described.filled_by["category"]]
    with tempfile.TemporaryDirectory() as workspace, duckdb.connect() as con:
        rows = formats.careful_rows(delivery, Path(workspace))
        counts = con.execute(
            f"select {several.text('category', columns)} as category from {rows.relation} where broken is null"
            f" group by 1 having category is not null order by count(*) desc, 1 limit {CATEGORIES}"
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
