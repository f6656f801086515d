"""Outlines and focus areas as they are delivered, two planted faults included. Draws no report and counts no homes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import shapely

from etl.demo import papers, scenario
from etl.demo.dirt import Tally
from etl.demo.papers import RD, field
from etl.demo.stock import Stock
from etl.demo.town import Town

OVERLAPPING = ("BU18830609", "BU18830208")
"""The first one's outline runs on over the border, over a strip of the second."""
STRIP = 40.0
CROSSED = "BU18830606"
RING = 350.0

_FED = (
    ("buurtcode", "code"), ("buurtnaam", "name"), ("wijkcode", "parent_code"), ("wijknaam", "parent_name"),
    ("gemeentecode", "grandparent_code"), ("gemeentenaam", "grandparent_name"),
)  # fmt: skip
_DIRECTOR = {"supplier": "Gebiedsregie (verzonnen)", "refresh": "bij wijziging", "personal_data": False}


def deliver(raw: Path, town: Town, stock: Stock) -> dict[str, Tally]:
    """Writes raw/gebieden; one tally per file."""
    folder = raw / "gebieden"
    folder.mkdir(parents=True)
    return (
        _outlines(folder / "buurten.geojson", town)
        | _members(folder / "aandacht_straten.csv", [("VGS", scenario.GOYEN, "straat", scenario.GOYEN, "Geleen")])
        | _members(folder / "aandacht_complexen.csv", _complexes(stock))
        | _drawn(folder / "aandacht_getekend.geojson", town)
    )


def delivered_outlines(town: Town) -> list[shapely.Geometry]:
    """The town's outlines with the two planted faults: one overlaps its neighbour, one crosses itself."""
    shapes = list(town.outlines)
    taker, loser = (town.position(code) for code in OVERLAPPING)
    strip = shapely.intersection(shapes[loser], shapely.buffer(shapes[taker], STRIP))
    shapes[taker] = shapely.union(shapes[taker], strip)
    crossed = town.position(CROSSED)
    shapes[crossed] = _crossed(shapes[crossed], shapely.union_all(np.delete(town.outlines, crossed)))
    return shapes


def _crossed(outline: shapely.Polygon, others: shapely.Geometry) -> shapely.Polygon:
    """Two neighbouring corners change places, at the first spot away from other outlines where borders then cross."""
    points = shapely.get_coordinates(outline)[:-1]
    far = shapely.distance(shapely.points(points), others) > 10 * STRIP
    for at in np.flatnonzero(far[:-1] & far[1:]):
        order = np.arange(len(points))
        order[[at, at + 1]] = at + 1, at
        if not shapely.is_valid(crossed := shapely.Polygon(points[order])):
            return crossed
    raise AssertionError(f"{CROSSED} should have a bend away from its neighbours; change CROSSED.")


def _outlines(path: Path, town: Town) -> dict[str, Tally]:
    properties = town.facts[[name for name, _ in _FED]].to_dict("records")
    papers.outlines(path, delivered_outlines(town), properties)
    more = {
        "supplier": "Schematisch, uit middelpunten en oppervlakten van CBS/Kadaster (CC BY 4.0); geen echte grenzen",
        "refresh": "eenmalig",
        "personal_data": False,
        "crs": RD,
        "level": "buurt",
        "format": "geojson",
    }
    papers.one_file(path, "areas", [field(name, feeds) for name, feeds in _FED], more)
    faults = {"outline over its neighbour": 1, "outline that crosses itself": 1}
    return {f"gebieden/{path.name}": Tally(len(properties), len(properties), faults=faults)}


def _complexes(stock: Stock) -> list[tuple[str, ...]]:
    codes = [complex_of(stock, block) for block in scenario.FOCUS_COMPLEXES]
    return [("POR", "Portieken Lindenheuvel", "complex", code) for code in codes]


def _members(path: Path, rows: list[tuple[str, ...]]) -> dict[str, Tally]:
    """A focus area as a list: rows of code, name, the kind of member, the member, and the town of a street."""
    member = rows[0][2]
    header = ["code", "naam", member, *(["plaats"] if len(rows[0]) > 4 else [])]
    papers.table(path, header, [(row[0], row[1], *row[3:]) for row in rows], ";")
    feeds = {"code": "code", "naam": "name", "straat": "street", "complex": "complex", "plaats": "town"}
    more = _DIRECTOR | {"format": "csv", "dialect": {"delimiter": ";"}}
    papers.one_file(path, "focus_areas", [field(name, feeds[name]) for name in header], more)
    return {f"gebieden/{path.name}": Tally(len(rows), len(rows))}


def _drawn(path: Path, town: Town) -> dict[str, Tally]:
    """A focus area as an outline: a ring around the middle of a buurt."""
    middle = shapely.centroid(town.outlines[town.position(scenario.FOCUS_BUURT)])
    ring = shapely.set_precision(shapely.buffer(middle, RING, quad_segs=6), 1.0)
    papers.outlines(path, [ring], [{"code": "HSB", "naam": "Hart van Sanderbout"}])
    fields = [field("code", "code"), field("naam", "name")]
    papers.one_file(path, "focus_areas", fields, _DIRECTOR | {"format": "geojson", "crs": RD})
    return {f"gebieden/{path.name}": Tally(1, 1)}


def complex_of(stock: Stock, block: str) -> str:
    """Code of the (first) complex of a block."""
    return stock.complexes[int(stock.spots["complex"].iloc[stock.streets["first"].iloc[stock.street_row(block)]])]
