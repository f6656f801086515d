"""What a descriptor can say beyond one column for one field: is it loaded as meant, and what is left out counted so?"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from buurtbeeld.errors import DescriptorError
from etl.descriptors.read import interpret
from tests.etl import deliver
from tests.etl.load.test_values import answer

DAY = {"type": "date", "format": "%d-%m-%Y"}
NR, AT = {"name": "nr", "feeds": "source_id"}, {"name": "dag", "feeds": "registered_at", **DAY}
TIME = {"name": "tijd", "feeds": "registered_at", "type": "time"}
AREA = {"name": "buurt", "feeds": "area_code"}
INDICATOR = {"name": "wat", "feeds": "name"}
MOMENT = "select registered_at from report order by source_id"
POINTS = "select round(x, 2), round(y, 2) from loaded.place"
REASON = "select unnest(reasons) from rejected"
BOOKS = "select rows_in, loaded, duplicates, rejected, left_out from delivery"
VALUES = "select area_code, name, vintage, value from loaded.indicators order by all"


def point(**words: str) -> list[dict[str, Any]]:
    return [NR, AT, {"name": "plek", "feeds": "point", **words}]


def months(*columns: tuple[str, str], feeds: str = "value") -> list[dict[str, Any]]:
    return [{"name": name, "feeds": feeds, "type": "number", "means": {"vintage": month}} for name, month in columns]


def chosen(name: str, **words: list[str]) -> list[dict[str, Any]]:
    return [NR, AT, {"name": name, **words}]


CASES: dict[str, tuple[str, list[dict[str, Any]], dict[str, Any], str, str, list[tuple[object, ...]]]] = {
    "a day and a time": ("complaint", [NR, AT, TIME], {}, "1;3-3-2025;9:15\n2;3-3-2025;", MOMENT,
        [(dt.datetime(2025, 3, 3, 9, 15),), (dt.datetime(2025, 3, 3),)]),
    "a time before its day": ("complaint", [NR, TIME, AT], {}, "1;09:15:30;3-3-2025", MOMENT,
        [(dt.datetime(2025, 3, 3, 9, 15, 30),)]),
    "a time with a format": ("complaint", [NR, AT, TIME | {"format": "%H.%M uur"}], {}, "1;3-3-2025;14.05 uur", MOMENT,
        [(dt.datetime(2025, 3, 3, 14, 5),)]),
    "a time as a database without times writes it": ("complaint", [NR, AT, TIME], {}, "1;3-3-2025;1899-12-30 09:15:00", MOMENT,
        [(dt.datetime(2025, 3, 3, 9, 15),)]),
    "a time that is none": ("complaint", [NR, AT, TIME], {}, "1;3-3-2025;laat", REASON,
        [("registered_at: 'laat' is not a time written as HH:MM",)]),
    "a day that is none beside a time": ("complaint", [NR, AT, TIME], {}, "1;gisteren;9:15", REASON,
        [("registered_at: 'gisteren' is not a date written as %d-%m-%Y",)]),
    "a point of a text": ("complaint", point(), {}, "1;3-3-2025;POINT (5.81 50.91)", POINTS, [(5.81, 50.91)]),
    "latitude first": ("complaint", point(format="lat,lon"), {}, "1;3-3-2025;(50.91, 5.81)", POINTS, [(5.81, 50.91)]),
    "a point with decimal commas": ("complaint", point(decimalChar=","), {}, "1;3-3-2025;5,81 50,91", POINTS, [(5.81, 50.91)]),
    "a point with its system": ("complaint", point(), {"crs": "EPSG:28992"}, '1;3-3-2025;"SRID=28992;POINT(184000 331000)"', POINTS,
        [(184000.0, 331000.0)]),
    "a point as JSON": ("complaint", point(), {}, '1;3-3-2025;{""type"": ""Point"", ""coordinates"": [5.81, 50.91]}', POINTS, [(5.81, 50.91)]),
    "a point that is none": ("complaint", point(), {}, "1;3-3-2025;bij het plein", REASON,
        [("point: 'bij het plein' is not two coordinates",)]),
    "a point that is not given": ("complaint", point(), {}, "1;3-3-2025;", POINTS, [(None, None)]),
    "a category of two columns": ("complaint", [NR, AT, {"name": "a", "feeds": "category"}, {"name": "b", "feeds": "category"}], {},
        "1;3-3-2025;Afval;Grofvuil\n2;3-3-2025;Afval;\n3;3-3-2025;;", "select source_category from signal order by source_id",
        [("Afval / Grofvuil",), ("Afval",), ("",)]),
    "a number and its addition": ("homes", [{"name": "a", "feeds": "home_id"}, {"name": "b", "feeds": "home_id"}], {}, "C12;3\nC12;4",
        "select home_id from loaded.homes order by 1", [("C12 3",), ("C12 4",)]),
    "a needed text of two empty columns": ("homes", [{"name": "a", "feeds": "home_id"}, {"name": "b", "feeds": "home_id"}], {}, "C;3\n;", REASON,
        [("home_id: empty, but it is needed",)]),
    "constants": ("complaint", [NR, AT], {"constants": {"channel": "telefoon", "severity": "4", "category": "geluid"}}, "1;3-3-2025",
        "select channel, severity, source_category from signal", [("telefoon", 4, "geluid")]),
    "a constant where a cell is empty": ("complaint", [NR, AT, {"name": "k", "feeds": "channel"}], {"constants": {"channel": "telefoon"}},
        "1;3-3-2025;balie\n2;3-3-2025;", "select channel from signal order by source_id", [("balie",), ("telefoon",)]),
    "a constant for what is needed": ("indicators", [AREA, {"name": "n", "feeds": "value", "type": "number"}],
        {"constants": {"name": "inwoners", "vintage": "2024"}}, "BU1;5", VALUES, [("BU1", "inwoners", "2024", 5.0)]),
    "a day that is the same in all rows": ("complaint", [NR], {"constants": {"registered_at": "2024-03-01"}}, "1", MOMENT,
        [(dt.datetime(2024, 3, 1),)]),
    "only some rows": ("complaint", chosen("wat", only=["Overlast", "klacht*"]), {}, "1;3-3-2025;overlast\n2;x;Reparatie\n3;3-3-2025;Klacht (2)\n4;x;klacht",
        BOOKS, [(4, 2, 0, 1, 1)]),
    "all but some rows": ("complaint", chosen("wat", leaveOut=["", "*test*"]), {}, "1;3-3-2025;a\n2;3-3-2025;\n3;3-3-2025;een Test", BOOKS, [(3, 1, 0, 0, 2)]),
    "no row of a broken line is left out": ("complaint", chosen("wat", only=["a"]), {}, "1;3-3-2025;a\n2;b", BOOKS, [(2, 1, 0, 1, 0)]),
    "only some rows by what feeds": ("complaint", [NR, AT, {"name": "c", "feeds": "category", "only": ["geluid"]}], {}, "1;3-3-2025;geluid\n2;3-3-2025;vuil",
        BOOKS, [(2, 1, 0, 0, 1)]),
    "the line of a rejected row after one that is left out": ("complaint", chosen("wat", only=["a"]), {}, "1;3-3-2025;b\n2;x;a",
        "select line from rejected", [(3,)]),
    "months as columns": ("indicators", [AREA, INDICATOR, *months(("jan", "2024-01"), ("feb", "2024-02"))], {}, "BU1;klachten;5;\nBU2;klachten;x;7", VALUES,
        [("BU1", "klachten", "2024-01", 5.0), ("BU1", "klachten", "2024-02", None), ("BU2", "klachten", "2024-01", None), ("BU2", "klachten", "2024-02", 7.0)]),
    "months as columns beside a year": ("indicators", [AREA, {"name": "jaar", "feeds": "vintage"}, *months(("jan", "01"), ("feb", "02"), feeds="value:klachten")], {},
        "BU1;2023;5;6\nBU1;2024;7;8", VALUES,
        [("BU1", "klachten", "2023-01", 5.0), ("BU1", "klachten", "2023-02", 6.0), ("BU1", "klachten", "2024-01", 7.0), ("BU1", "klachten", "2024-02", 8.0)]),
    "things and years as columns": ("indicators", [AREA, *months(("i23", "2023"), ("i24", "2024"), feeds="value:inwoners")], {}, "BU1;5;6", VALUES,
        [("BU1", "inwoners", "2023", 5.0), ("BU1", "inwoners", "2024", 6.0)]),
    "months of scores as columns": ("staff_scores", [AREA, {"name": "aspect", "feeds": "aspect"},
        {"name": "jan", "feeds": "score", "type": "number", "means": {"month": "2024-01"}}, {"name": "feb", "feeds": "score", "type": "number", "means": {"month": "2024-02"}}], {},
        "BU1;clean;7;8", "select month, score from loaded.staff_scores order by 1", [(dt.date(2024, 1, 1), 7.0), (dt.date(2024, 2, 1), 8.0)]),
    "a year and a month": (
        "counts",
        [AREA, {"name": "jaar", "feeds": "period", "type": "year"}, {"name": "maand", "feeds": "period"}, {"name": "n", "feeds": "count", "type": "integer"}],
        {},
        "BU1;2017;1;3\nBU1;2017;mrt;4",
        "select period, count from loaded.counts order by all",
        [(dt.date(2017, 1, 1), 3), (dt.date(2017, 3, 1), 4)],
    ),
    "a month that is none": ("counts", [AREA, {"name": "jaar", "feeds": "period", "type": "year"}, {"name": "maand", "feeds": "period"}, {"name": "n", "feeds": "count", "type": "integer"}], {}, "BU1;2017;13;3", REASON, [("period: '13' is not a month",)]),
    "a year that is none": ("counts", [AREA, {"name": "jaar", "feeds": "period", "type": "year"}, {"name": "maand", "feeds": "period"}, {"name": "n", "feeds": "count", "type": "integer"}], {}, "BU1;17;1;3", REASON, [("period: '17' is not a year",)]),
    "a year and a month of figures": (
        "indicators",
        [AREA, INDICATOR, {"name": "jaar", "feeds": "vintage"}, {"name": "maand", "feeds": "vintage"}, {"name": "n", "feeds": "value", "type": "number"}],
        {},
        "BU1;klachten;2017;01;3",
        VALUES,
        [("BU1", "klachten", "2017-01", 3.0)],
    ),
    "months of counts as columns": (
        "counts",
        [AREA, {"name": "soort", "feeds": "category"}]
        + [{"name": name, "feeds": "count", "type": "integer", "means": {"period": f"2024-0{n}"}} for n, name in ((1, "jan"), (2, "feb"))],
        {},
        "BU1;brand;5;\nBU1;inbraak;0;2",
        "select period, category, count from loaded.counts order by all",
        [
            (dt.date(2024, 1, 1), "brand", 5),
            (dt.date(2024, 1, 1), "inbraak", 0),
            (dt.date(2024, 2, 1), "brand", None),
            (dt.date(2024, 2, 1), "inbraak", 2),
        ],
    ),
    "months of scores beside a year": ("staff_scores", [AREA, {"name": "jaar", "feeds": "month", "type": "year"},
        {"name": "jan", "feeds": "value:clean", "type": "number", "means": {"month": "1"}}, {"name": "dec", "feeds": "value:clean", "type": "number", "means": {"month": "12"}}], {},
        "BU1;2023;7;8", "select month, aspect, score from loaded.staff_scores order by 1", [(dt.date(2023, 1, 1), "clean", 7.0), (dt.date(2023, 12, 1), "clean", 8.0)]),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "words", "rows", "query", "expected"), CASES.values(), ids=CASES)
def test_it_is_loaded_as_the_descriptor_means(
    tmp_path: Path,
    kind: str,
    fields: list[dict[str, Any]],
    words: dict[str, Any],
    rows: str,
    query: str,
    expected: object,
) -> None:
    folder = tmp_path / "raw" / "source"
    deliver.describe(folder, "x", {"path": "x.csv", "kind": kind, "dialect": {"delimiter": ";"}, **words}, fields)
    header = ";".join(field["name"] for field in fields)
    (folder / "x.csv").write_text(f"{header}\n" + rows.replace("{", '"{').replace("}", '}"') + "\n", encoding="utf-8")
    assert answer(tmp_path, query) == expected


def test_outlines_are_chosen_joined_and_filled_alike(tmp_path: Path) -> None:
    deliver.squares(tmp_path / "raw")
    fields = [{"name": "code", "feeds": "code", "leaveOut": ["*2"]}, {"name": "code", "feeds": "name"}]
    words = {"path": "buurten.geojson", "kind": "areas", "level": "buurt", "constants": {"parent_code": "WK0001"}}
    deliver.describe(tmp_path / "raw" / "areas", "buurten", words, [fields[0], {"name": "naam", "feeds": "name"}])
    assert answer(tmp_path, "select code, parent_code, line from loaded.areas") == [("BU00000001", "WK0001", 1)]
    assert answer(tmp_path, BOOKS) == [(2, 1, 0, 0, 1)]


INDICATORS = {"path": "x.csv", "kind": "indicators"}
COMPLAINTS = {"path": "x.csv", "kind": "complaint"}
FAULTS = {
    "two moments": (COMPLAINTS, [NR, AT, {**AT, "name": "dag2"}],
        "'registered_at' is fed by 'dag' and by 'dag2'; it should be one column (of two columns for one moment, one has type time). Take 'feeds' from one"),
    "a time alone": (COMPLAINTS, [NR, TIME], "'registered_at' has a column of type time, 'tijd'; it should have a column with the day as well, and no third."),
    "a time and two days": (COMPLAINTS, [NR, AT, {**AT, "name": "dag2"}, TIME], "it should have a column with the day as well, and no third."),
    "two numbers": (COMPLAINTS, [NR, AT, {"name": "a", "feeds": "severity"}, {"name": "b", "feeds": "severity"}],
        "'severity' is fed by 'a' and by 'b'; it should be one column. Take 'feeds' from one"),
    "a point and a coordinate": (COMPLAINTS, [*point(), {"name": "x", "feeds": "x"}], "'x' and 'point' are both fed; it should be one or the other."),
    "a point written otherwise": (COMPLAINTS, point(format="y,x"), "the format of column 'plek' should be lon,lat or lat,lon; found 'y,x'."),
    "a point of a kind without": (INDICATORS, [AREA, {"name": "plek", "feeds": "point"}], "feeds 'point', which indicators does not have"),
    "a constant of no field": (COMPLAINTS | {"constants": {"wijk": "x"}}, [NR, AT], "'constants' names 'wijk', which complaint does not have; it has source_id,"),
    "a constant that is no number": (COMPLAINTS | {"constants": {"severity": "hoog"}}, [NR, AT], "'constants' says severity is 'hoog', which is no number such as 2.5."),
    "a constant that is no day": (COMPLAINTS | {"constants": {"occurred_at": "mei"}}, [NR, AT], "'constants' says occurred_at is 'mei', which is no day such as 2026-12-31."),
    "cells of a kind without": (COMPLAINTS, [NR, AT, {"name": "jan", "feeds": "severity", "means": {"month": "1"}}],
        "column 'jan' has 'means', so it should feed a value, which complaint does not have; found 'severity'."),
    "cells that feed something else": (INDICATORS, [AREA, {"name": "jan", "feeds": "n", "means": {"vintage": "1"}}], "column 'jan' has 'means', so it should feed 'value'; found 'n'."),
    "cells that mean nothing": (INDICATORS, [AREA, INDICATOR, {"name": "jan", "feeds": "value", "means": {"maand": "1"}}], "column 'jan' means 'maand', which indicators does not have."),
    "cells that mean the same": (INDICATORS, [AREA, INDICATOR, *months(("a", "1"), ("b", "1"))], "columns 'a' and 'b' mean the same; which is meant?"),
    "cells that mean no month": ({"path": "x.csv", "kind": "staff_scores"}, [AREA, {"name": "a", "feeds": "aspect"}, {"name": "jan", "feeds": "score", "means": {"month": "januari"}}],
        "column 'jan' means month 'januari'; it should be written as 2026-01."),
    "cells without a name": (INDICATORS, [AREA, *months(("jan", "1"))], "indicators needs a column that feeds name; none does."),
}  # fmt: skip


@pytest.mark.parametrize(("words", "fields", "sentence"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_meant_is_said(words: dict[str, Any], fields: list[dict[str, Any]], sentence: str) -> None:
    given = {**words, "schema": {"fields": fields}}
    with pytest.raises(DescriptorError) as refusal:
        interpret(given, Path("raw/bron/x.descriptor.json"), json.dumps(given))
    assert sentence in str(refusal.value)
