"""In which reference system coordinates are written, and at which level areas lie. Guesses from content alone."""

from __future__ import annotations

from etl.describe.columns import Column
from etl.describe.meaning import AREA_CODE, LEVELS

RD = ((0, 300_000), (300_000, 650_000))
NETHERLANDS = ((3.0, 7.5), (50.5, 54.0))
DEGREES = ((-180, 180), (-90, 90))


def crs(columns: list[Column], fed: dict[str, str]) -> tuple[str | None, list[str]]:
    """The reference system of the columns that feed x and y; None where there are none."""
    by_field = {feeds: column for column in columns if (feeds := fed.get(column.name))}
    if not {"x", "y"} <= set(by_field):
        return None, []
    x, y = by_field["x"].numbers(), by_field["y"].numbers()
    if not x or not y:
        return None, ["The coordinates are empty in the first records: set 'crs' yourself."]
    if _within(x, y, RD):
        return "EPSG:28992", []
    if _within(x, y, NETHERLANDS):
        return "OGC:CRS84", []
    if _within(y, x, NETHERLANDS):
        return "OGC:CRS84", ["Latitude and longitude seem to be swapped: swap 'feeds' x and y."]
    if _within(y, x, RD):
        return "EPSG:28992", ["The RD coordinates seem to be swapped: swap 'feeds' x and y."]
    if _within(x, y, DEGREES):
        return "OGC:CRS84", ["The coordinates are degrees outside the Netherlands: is that right?"]
    return "EPSG:28992", ["The coordinates are neither degrees nor RD for the most part: set 'crs' yourself."]


def _within(x: list[float], y: list[float], box: tuple[tuple[float, float], tuple[float, float]]) -> bool:
    (west, east), (south, north) = box
    inside = sum(west <= a <= east for a in x) / len(x), sum(south <= b <= north for b in y) / len(y)
    return min(inside) > 0.9


def level(columns: list[Column], fed: dict[str, str]) -> tuple[str, list[str]]:
    """The level of areas by their codes."""
    code = next((column for column in columns if fed.get(column.name) == "code"), None)
    if code and code.texts and code.share(AREA_CODE) > 0.9:
        return LEVELS[code.texts[0][:2]], []
    return "buurt", ["The codes do not tell the level of the areas; 'buurt' was taken. Set 'level'."]
