"""In which reference system coordinates are written, and at which level areas lie. Guesses from content alone."""

from __future__ import annotations

import re

from etl.describe.columns import Column
from etl.describe.fields import level_of

RD = ((0, 300_000), (300_000, 650_000))
NETHERLANDS = ((3.0, 7.5), (50.5, 54.0))
SWAPPED = "seem to be swapped, so 'feeds' x and y were. Look one address up on a map."
DEGREES = ((-180, 180), (-90, 90))


def crs(columns: list[Column], fed: dict[str, str]) -> tuple[str | None, list[str]]:
    """The reference system of the columns that feed x and y; None where there are none."""
    by_field = {feeds: column for column in columns if (feeds := fed.get(column.name))}
    if not {"x", "y"} <= set(by_field):
        return None, []
    x, y = by_field["x"].numbers(), by_field["y"].numbers()
    if not x or not y:
        return None, ["The coordinates are empty in the first records. Ask for their system, and set 'crs'."]
    if _within(x, y, RD):
        return "EPSG:28992", []
    if _within(x, y, NETHERLANDS):
        return "OGC:CRS84", []
    if _within(y, x, NETHERLANDS):
        return "OGC:CRS84", [f"Latitude and longitude {SWAPPED}"]
    if _within(y, x, RD):
        return "EPSG:28992", [f"The RD coordinates {SWAPPED}"]
    if _within(x, y, DEGREES):
        return "OGC:CRS84", ["The coordinates are degrees outside the Netherlands. Look one address up on a map."]
    return "EPSG:28992", [
        "The coordinates are neither degrees nor RD for the most part. Ask for their system, and set 'crs'."
    ]


def _within(x: list[float], y: list[float], box: tuple[tuple[float, float], tuple[float, float]]) -> bool:
    (west, east), (south, north) = box
    inside = sum(west <= a <= east for a in x) / len(x), sum(south <= b <= north for b in y) / len(y)
    return min(inside) > 0.9


def level(columns: list[Column], fed: dict[str, str]) -> tuple[str, list[str]]:
    """The level of areas by their codes, or by the head of the column that holds them."""
    code = next((column for column in columns if fed.get(column.name) == "code"), None)
    of_code = level_of(code) if code else None
    if of_code:
        return of_code, []
    return "buurt", ["The codes do not tell the level of the areas; 'buurt' was taken. Set 'level' to what they are."]


_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def parted(points: Column) -> list[Column]:
    """A column of points as its two coordinates, x first."""
    pairs = [_NUMBER.findall(re.sub(r"(?i)^srid=\d+;", "", text))[:2] for text in points.texts]
    if order(points):
        pairs = [pair[::-1] for pair in pairs]
    whole = [pair for pair in pairs if len(pair) == 2]
    return [Column(name, [pair[n] for pair in whole], {"type": "number"}) for n, name in enumerate(("x", "y"))]


def order(points: Column) -> dict[str, str]:
    """Latitude first, where the numbers say so or, abroad, where no word says that they are a geometry."""
    firsts = [float(numbers[0]) for text in points.texts if len(numbers := _NUMBER.findall(text)) >= 2]
    seconds = [float(numbers[1]) for text in points.texts if len(numbers := _NUMBER.findall(text)) >= 2]
    if not firsts or points.share("(?i).*(point|coordinates).*") > 0.5:
        return {}
    swapped = _within(seconds, firsts, NETHERLANDS) or _within(seconds, firsts, RD)
    abroad = not _within(firsts, seconds, NETHERLANDS) and not _within(firsts, seconds, RD)
    return {"format": "lat,lon"} if swapped or (abroad and _within(seconds, firsts, DEGREES)) else {}
