"""The corporation is all its homes and all reports on its places, whichever outlines were delivered."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from buurtbeeld import warehouse
from buurtbeeld.settings import Settings
from etl import build
from tests.etl import deliver

NORTH, SOUTH, OUTSIDE = (5.805, 50.905), (5.815, 50.905), (5.900, 50.950)
HOMES = ((NORTH, 12, "Noordpad"), (SOUTH, 30, "Zuidpad"), (OUTSIDE, 8, "Buitenweg"))


def homes(raw: Path) -> None:
    """12 homes in one buurt, 30 in the other, 8 outside every outline; in stock since long."""
    rows = [
        (f"{street}-{number}", street, number, "Geleen", x + number * 1e-4 - 5e-4, y + number % 3 * 1e-4, "01-01-2015")
        for (x, y), count, street in HOMES
        for number in range(1, count + 1)
    ]
    names = ("vhe", "straat", "huisnummer", "plaats", "x", "y", "vanaf")
    feeds = ("home_id", "street", "number", "town", "x", "y", "in_stock_from")
    kinds = ("string", "string", "string", "string", "number", "number", "date")
    fields = [
        {"name": name, "type": kind, "feeds": feed} | ({"format": "%d-%m-%Y"} if kind == "date" else {})
        for name, feed, kind in zip(names, feeds, kinds, strict=True)
    ]
    deliver.describe(raw / "homes", "vhe", {"path": "vhe.csv", "kind": "homes"}, fields)
    pd.DataFrame(rows, columns=list(names)).to_csv(raw / "homes" / "vhe.csv", index=False)


def gemeente(raw: Path) -> None:
    """A gemeente around the northern buurt alone."""
    (x, y) = deliver.SQUARES["BU00000001"]
    ring = [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]
    shape = {
        "type": "Feature",
        "properties": {"code": "GM0001", "naam": "Noord"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    fields = [{"name": "code", "type": "string", "feeds": "code"}, {"name": "naam", "type": "string", "feeds": "name"}]
    described = {"path": "gemeente.geojson", "kind": "areas", "level": "gemeente"}
    deliver.describe(raw / "areas", "gemeente", described, fields)
    (raw / "areas" / "gemeente.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [shape]}))


def delivered(settings: Settings, outlines: str) -> pd.Series:
    """The corporation's row of `rates` after a build with these outlines."""
    homes(settings.raw)
    if outlines:
        deliver.squares(settings.raw)
    if outlines == "buurten and a gemeente":
        gemeente(settings.raw)
    rows = [
        (f"K{month}-{n}", f"{5 + n:02}-{month:02}-2025", None, "geluid", f"m{n}", x, y, None, None)
        for month in range(1, 13)
        for n, (x, y) in enumerate((NORTH, SOUTH, SOUTH, OUTSIDE))
    ]
    deliver.complaints(settings.raw, {"klachten_1.csv": rows})
    build.build(settings)
    rates = warehouse.ask(
        warehouse.newest(settings.warehouse), "rates", area="", level="buurt", kind="all", theme="all"
    )
    return rates.set_index("area_id").loc["corporation"]


@pytest.mark.parametrize("outlines", ["", "buurten", "buurten and a gemeente"])
def test_the_corporation_is_all_its_homes(tmp_path: Path, outlines: str) -> None:
    row = delivered(deliver.settings(tmp_path), outlines)
    assert row["homes"] == 50
    # Complaints give coordinates alone, a quarter of them at homes outside every outline; December is no whole month.
    assert row["reports"] == 11 * 4


@pytest.mark.parametrize(
    ("outlines", "expected"),
    [
        ("", {("complaints", "complaint", "buurt"): (48, 48), ("homes", "homes", "buurt"): (50, 50)}),
        ("buurten", {("complaints", "complaint", "buurt"): (48, 12), ("homes", "homes", "buurt"): (50, 8)}),
        (
            "buurten and a gemeente",
            {
                ("complaints", "complaint", "gemeente"): (48, 36),
                ("complaints", "complaint", "buurt"): (48, 12),
                ("homes", "homes", "gemeente"): (50, 38),
                ("homes", "homes", "buurt"): (50, 8),
            },
        ),
    ],
)
def test_what_lies_outside_is_told_per_level(
    tmp_path: Path, outlines: str, expected: dict[tuple[str, str, str], tuple[int, int]]
) -> None:
    settings = deliver.settings(tmp_path)
    delivered(settings, outlines)
    rows = warehouse.ask(warehouse.newest(settings.warehouse), "outside_levels")
    found = {(row.source, row.kind, row.level): (row.items, row.outside) for row in rows.itertuples(index=False)}
    assert found == expected
