"""The register as a supplier: observations, scores and focus areas as deliveries, the rest as tables without words.

What people typed or photographed, and who did, never leaves the register: only fields that count are copied.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from buurtbeeld.register import all_kinds, deadlines, store
from buurtbeeld.register.fields import Field
from buurtbeeld.register.focus_areas import FocusArea
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.observations import ASPECTS, Observation
from buurtbeeld.register.records import Entry, Record
from buurtbeeld.register.tables import audit
from buurtbeeld.register.writing import standing
from etl.descriptors.categories import THEMES
from etl.descriptors.read import Delivery, deliveries

SOURCE = "register"
Row = Mapping[str, object]
COPIED = {kind.warehouse_table: kind for kind in all_kinds.every().values() if kind.warehouse_table}
"""The table in the warehouse of every kind that has one."""
_TYPES = {
    sa.String: pa.string(), sa.Integer: pa.int32(), sa.Double: pa.float64(), sa.Boolean: pa.bool_(),
    sa.Date: pa.date32(), sa.Uuid: pa.string(), sa.JSON: pa.list_(pa.string()),
}  # fmt: skip


@dataclass(frozen=True)
class Extract:
    """What the register holds now. state: differs when anything else does; tables: by name, one row per record."""

    state: str = ""
    deliveries: tuple[Delivery, ...] = ()
    tables: Mapping[str, pa.Table] = field(default_factory=dict)


def extract(where: str, folder: Path, demonstration: bool) -> Extract:
    """Reads the register and writes what lies somewhere as deliveries below folder, dated by its last change.

    A register that nobody made yet is empty, and stays unmade. Raises RegisterUnavailable.
    """
    if "://" not in where and not Path(where).expanduser().exists():
        return Extract(tables={name: _table(kind, []) for name, kind in COPIED.items()})
    engine = store.opened(where)
    with store.reading(engine) as con:
        # Read before the rows: what is recorded meanwhile makes the next build differ, instead of being forgotten.
        changed = _last_changes(con)
        _deliver(con, folder / SOURCE, changed, demonstration)
        tables = {name: _table(kind, standing(con, kind)) for name, kind in COPIED.items()}
    files, _refused = deliveries(folder)
    state = " ".join(f"{name}:{moment.isoformat()}" for name, moment in sorted(changed.items()))
    return Extract(state, tuple(files), tables)


def _last_changes(con: sa.Connection) -> dict[str, datetime]:
    """When each kind that the build copies was last changed; a restored register counts as changed in all."""
    copied = [kind.called for kind in COPIED.values()]
    names = {SOURCE, Observation.called, FocusArea.called, *copied}
    last = sa.select(audit.c.record, sa.func.max(audit.c.at)).where(audit.c.verb != "read").group_by(audit.c.record)
    moments = {name: moment for name, moment in con.execute(last) if name in names}
    whole = moments.pop(SOURCE, None)
    return {name: max(moment, whole) if whole else moment for name, moment in moments.items()}


def _table(kind: type[Record], records: Iterable[Entry[Any]]) -> pa.Table:
    """The fields of a kind that count, and its id; a hand-over also has the last day of its norm."""
    fields: dict[str, Field] = {name: field for name, (field, _empty) in kind.fields.items() if field.counts}
    schema = [("id", pa.string()), *((name, _TYPES[type(field.type())]) for name, field in fields.items())]
    rows = [{"id": str(each.id)} | {name: _plain(getattr(each.what, name)) for name in fields} for each in records]
    if kind is HandOver:
        schema.append(("due", pa.date32()))
        rows = [row | {"due": deadlines.due(each.what)} for row, each in zip(rows, records, strict=True)]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: str(row["id"])), pa.schema(schema))


def _plain(value: Any) -> Any:
    plain = value is None or isinstance(value, str | int | float)
    return value if plain or hasattr(value, "isoformat") else list(value) if isinstance(value, tuple) else str(value)


def _deliver(con: sa.Connection, folder: Path, changed: Mapping[str, datetime], demonstration: bool) -> None:
    seen = standing(con, Observation)
    areas = standing(con, FocusArea)
    folder.mkdir(parents=True)
    write = _Writer(folder, demonstration)
    if Observation.called in changed:
        at = changed[Observation.called]
        matters = [each for each in seen if each.what.severity is not None]
        write.csv("observations", "observation", at, _OBSERVATION, (_observation(each) for each in matters))
        write.csv("scores", "staff_scores", at, _SCORED, _scores(seen))
        (folder / "observations.categories.csv").write_text(_own_themes(), encoding="utf-8")
    if FocusArea.called in changed:
        at = changed[FocusArea.called]
        write.csv("focus", "focus_areas", at, _FOCUS, (row for each in areas for row in _members(each.what)))
        write.outlines("focus_drawn", at, [each.what for each in areas if each.what.outline])


_OBSERVATION = {
    "source_id": "string",
    "occurred_at": "date",
    "category": "string",
    "severity": "integer",
    "area_code": "string",
}
_SCORED = {"area_code": "string", "month": "date", "team": "string", "aspect": "string", "score": "number"}
_FOCUS = {"code": "string", "name": "string", "street": "string", "town": "string", "complex": "string"}


def _code(area_id: str) -> str:
    return area_id.partition(":")[2]


def _observation(each: Entry[Observation]) -> Row:
    what = each.what
    row = {"source_id": str(each.id), "occurred_at": what.seen_at, "category": what.subtheme}
    return row | {"severity": what.severity, "area_code": _code(what.area_id)}


def _scores(seen: Iterable[Entry[Observation]]) -> Iterable[Row]:
    """The mean score per area, month and aspect: one row, as a team delivers them."""
    given: dict[tuple[str, date, str], list[int]] = {}
    for each in seen:
        for aspect in ASPECTS:
            if (score := getattr(each.what, aspect)) is not None:
                month = each.what.seen_at.replace(day=1)
                given.setdefault((_code(each.what.area_id), month, aspect), []).append(score)
    return [
        {"area_code": code, "month": month, "team": SOURCE, "aspect": aspect, "score": sum(scores) / len(scores)}
        for (code, month, aspect), scores in given.items()
    ]


def _members(area: FocusArea) -> Iterable[Row]:
    """A row per complex. A street is known by town and street in one key, in which either may hold the dash between
    them; every way to part it is given, and only the true one names a street that exists."""
    for member in area.members:
        level, _colon, code = member.partition(":")
        words = code.split("-")
        if level == "complex":
            yield {"code": area.code, "name": area.name, "complex": code}
        for town in range(1, len(words)) if level == "street" else ():
            parted = {"town": " ".join(words[:town]), "street": " ".join(words[town:])}
            yield {"code": area.code, "name": area.name} | parted


def _own_themes() -> str:
    """Observations speak of our own subthemes: each means itself."""
    with THEMES.open(encoding="utf-8", newline="") as file:
        lines = [f"{row['subtheme']},{row['theme']},{row['subtheme']}" for row in csv.DictReader(file)]
    return "\n".join(["category,theme,subtheme", *lines]) + "\n"


@dataclass(frozen=True)
class _Writer:
    folder: Path
    demonstration: bool

    def csv(self, name: str, kind: str, at: datetime, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
        """A file with its descriptor, in the order of its rows so that the same rows are the same file."""
        path = self.folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.DictWriter(file, list(columns), restval="")
            lines.writeheader()
            lines.writerows(sorted(rows, key=lambda row: [str(row.get(name, "")) for name in columns]))
        self._describe(path, kind, at, columns)

    def outlines(self, name: str, at: datetime, areas: Iterable[FocusArea]) -> None:
        """Drawn focus areas as GeoJSON; none at all leaves no file, because an empty one is refused."""
        features = [
            {"type": "Feature", "properties": {"code": area.code, "name": area.name}, "geometry": area.outline}
            for area in sorted(areas, key=lambda area: area.code)
        ]
        if features:
            path = self.folder / f"{name}.geojson"
            path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
            self._describe(path, "focus_areas", at, {"code": "string", "name": "string"})

    def _describe(self, path: Path, kind: str, at: datetime, columns: Mapping[str, str]) -> None:
        fields = [{"name": column, "type": type_, "feeds": column} for column, type_ in columns.items()]
        words = {"path": path.name, "kind": kind, "encoding": "utf-8", "demonstration": self.demonstration}
        words |= {"supplier": "Buurtbeeld", "refresh": "direct"}
        described = path.with_name(f"{path.stem}.descriptor.json")
        described.write_text(json.dumps(words | {"schema": {"fields": fields}}), encoding="utf-8")
        moment = int(at.astimezone(UTC).timestamp() * 1_000_000) * 1000
        os.utime(path, ns=(moment, moment))
