"""What kind of delivery a table is: the kind whose needs its columns meet, and for reports what file, folder and heads
say. Rather none than a wrong one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from buurtbeeld import codes
from etl.describe.columns import Column
from etl.describe.fields import AREA_CODE, FITS, can_be, feeds_of, wide
from etl.describe.heads import fit, hints
from etl.descriptors.schema import FORMATS

Fed = set[str]
PLACES = {"x", "point", "postcode", "street", "complex", "area_code"}
NONE = "Nothing says what kind of delivery this is. Say it with --kind, or set 'kind' and 'feeds' yourself."


def kind_of(path: Path, columns: list[Column]) -> tuple[str | None, list[str]]:
    """(kind, doubts); None where nothing speaks for one kind more than for all others."""
    if FORMATS.get(path.suffix.lower().lstrip(".")) in ("gpkg", "geojson", "shp"):
        heads = [column.name for column in columns]
        focus = hints(path, heads, "focus_areas") > hints(path, heads, "areas")
        return ("focus_areas" if focus else "areas"), []
    spoken = {kind: hints(path, [column.name for column in columns], kind) for kind in _NEEDS}
    for kind, meets in _NEEDS.items():
        fed = set(feeds_of(kind, columns)[0].values())
        fed |= {"cells"} if wide(kind, columns, feeds_of(kind, columns)[0]) else set()
        if meets(fed, columns, spoken):
            if kind not in codes.EVIDENCE:
                return kind, [f"The kind is a guess: {kind}. If rows are something else, say it with --kind."]
            return _evidence(spoken)
    return None, [NONE, *_undated(columns)]


def _evidence(spoken: dict[str, int]) -> tuple[str | None, list[str]]:
    """Facts, complaints or what staff saw: never by chance."""
    by = sorted(codes.EVIDENCE, key=lambda kind: spoken[kind], reverse=True)
    if spoken[by[0]] == spoken[by[1]]:
        return None, [
            "Each row looks like a report, and nothing says whether they are facts (incident), what residents said"
            " (complaint) or what staff saw (observation). Ask who recorded them, and say it with --kind."
        ]
    rivals = [kind for kind in by[1:] if spoken[kind]]
    other = f"; it could be {' or '.join(rivals)}" if rivals else ""
    return by[0], [f"The kind is a guess: {by[0]}{other}. Ask who recorded them, and say it with --kind."]


def _undated(columns: list[Column]) -> list[str]:
    """A column that is called a day and holds none: why reports may not be known as such."""
    named = [c for c in columns if c.texts and fit(c.name, "complaint", "registered_at") > FITS]
    serial = "[2-6]\\d{4}([.,]\\d+)?"
    return [
        f"'{column.name}' is called a day and its texts are none that could be read"
        + (": they look like day numbers of a spreadsheet" if column.share(serial) > 0.9 else "")
        + ". Ask for days written as 2026-12-31, or set its 'format'."
        for column in named
        if column.type not in ("date", "datetime")
    ]


def _links(fed: Fed, _columns: list[Column], _spoken: dict[str, int]) -> bool:
    return {"from_area", "to_area"} <= fed


def _focus(fed: Fed, _columns: list[Column], spoken: dict[str, int]) -> bool:
    return spoken["focus_areas"] > 0 and "code" in fed and bool(fed & {"street", "complex", "postcode"})


def _scores(fed: Fed, _columns: list[Column], spoken: dict[str, int]) -> bool:
    return {"area_code", "month"} <= fed and (
        {"aspect", "score"} <= fed or ("cells" in fed and spoken["staff_scores"] > 0)
    )


def _survey(fed: Fed, _columns: list[Column], spoken: dict[str, int]) -> bool:
    return {"area_code", "wave"} <= fed and ({"question", "mean"} <= fed or ("cells" in fed and spoken["surveys"] > 2))


def _counts(fed: Fed, _columns: list[Column], spoken: dict[str, int]) -> bool:
    return {"area_code", "period"} <= fed and bool(fed & {"count"} or ("cells" in fed and spoken["counts"] > 0))


def _report(fed: Fed, columns: list[Column], spoken: dict[str, int]) -> bool:
    """A day of its own, and at least two of number, category, place and a word that says so; homes have days too."""
    named = any(
        fit(column.name, "complaint", feeds) > FITS and column.type in ("date", "datetime")
        for column in columns
        for feeds in ("registered_at", "occurred_at")
    )
    said = max(spoken[kind] for kind in codes.EVIDENCE)
    # A category that only its cells suggest makes no report of a row.
    topic = any(
        fit(column.name, "complaint", "category") > FITS and can_be(column, "complaint", "category")
        for column in columns
    )
    parts = ("source_id" in fed) + topic + bool(fed & PLACES) + (said > 0)
    dated = fed & {"registered_at", "occurred_at"}
    homes = spoken["homes"] > said and "home_id" in feeds_of("homes", columns)[0].values()
    return bool(dated) and parts >= 2 and (named or said > 0) and not homes


def _homes(fed: Fed, columns: list[Column], spoken: dict[str, int]) -> bool:
    """A day that could not be read makes no homes of reports: what is said of reports weighs more. Days of anything but
    being in stock are of what happens to homes: works, removals."""
    days = any(column.type in ("date", "datetime") for column in columns)
    if days and not fed & {"in_stock_from", "in_stock_until"}:
        return False
    said = max(spoken[kind] for kind in codes.EVIDENCE)
    located = fed & {"x", "point", "postcode", "street", "complex"}
    return "home_id" in fed and bool(located) and spoken["homes"] > said


def _addresses(fed: Fed, columns: list[Column], spoken: dict[str, int]) -> bool:
    address = "number" in fed and bool(fed & {"street", "postcode"})
    dated = any(column.type in ("date", "datetime") for column in columns)
    said = spoken["addresses"] > max(spoken[kind] for kind in (*codes.EVIDENCE, "homes"))
    return address and bool(fed & {"x", "point"}) and not dated and ("address_id" in fed or said)


def _indicators(fed: Fed, columns: list[Column], spoken: dict[str, int]) -> bool:
    """Numbers per area: codes of the statistics office, or a file that is called figures."""
    coded = any(column.share(AREA_CODE + r"\s*") > 0.9 for column in columns if column.texts)
    days = any(column.type == "datetime" for column in columns)
    figures = {"name", "value"} <= fed or "cells" in fed
    return "area_code" in fed and figures and (coded or spoken["indicators"] > 0) and not days


_NEEDS: dict[str, Callable[[Fed, list[Column], dict[str, int]], bool]] = {
    "area_links": _links,
    "focus_areas": _focus,
    "staff_scores": _scores,
    "surveys": _survey,
    "counts": _counts,
    **dict.fromkeys(codes.EVIDENCE, _report),
    "homes": _homes,
    "addresses": _addresses,
    "indicators": _indicators,
}
"""What the columns of a kind must feed, the most particular kind first."""
