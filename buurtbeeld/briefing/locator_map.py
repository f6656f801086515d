"""Where an area lies, as a sketch of our own: outlines in, points and SVG out. Asks no map of anybody."""

from __future__ import annotations

import math
from html import escape

import pandas as pd
import shapely

from buurtbeeld.briefing.document import Ring, Sketch
from buurtbeeld.charts import palette
from buurtbeeld.text import _

SIDE = 1000.0
"""The longer side of the field, in units of its own."""
MARGIN = 0.5
"""So much of its own size is shown around the area."""
WIDEST, TALLEST = 1.6, 0.9
"""Width to height at most and at least, so that the sketch fits beside words."""
FINE = 1.5
SMALLEST = 0.012
"""The field is at least so many degrees of latitude (1.3 km), so that a street is seen in its buurt."""


def sketched(outlines: pd.DataFrame, name: str) -> Sketch | None:
    """outlines: own, geometry (GeoJSON in longitude and latitude) per area. None where the area has no outline."""
    shapes = shapely.make_valid(shapely.from_geojson(outlines["geometry"].to_numpy(dtype=object)))
    own = shapes[outlines["own"].to_numpy(dtype=bool)]
    if not len(own):
        return None
    flat = math.cos(math.radians(float(shapely.centroid(own[0]).y)))
    shapes = shapely.transform(shapes, lambda points: points * (flat, 1.0))
    box = _field(shapely.total_bounds(shapes[outlines["own"].to_numpy(dtype=bool)]))
    scale = SIDE / max(box[2] - box[0], box[3] - box[1])
    placed = shapely.transform(
        shapely.clip_by_rect(shapes, *box), lambda points: (points - (box[0], box[3])) * (scale, -scale)
    )
    inside = outlines["own"].to_numpy(dtype=bool)
    return Sketch(
        title=_("Waar het ligt"),
        width=round((box[2] - box[0]) * scale, 1),
        height=round((box[3] - box[1]) * scale, 1),
        around=_rings(placed[~inside]),
        own=_rings(placed[inside]),
        alt=_("Schets van waar {name} ligt, met de gebieden eromheen.", name=name),
    )


def svg(sketch: Sketch, *, inline: bool = False) -> str:
    """The sketch as SVG, without script, fonts or anything from elsewhere. inline: to stand in HTML, with its words for
    who cannot see it; else a file of its own."""
    ground, line, own = palette.PAPER, palette.LINE, palette.MAIN
    paths = [
        f'<path d="{_path(sketch.around)}" fill="{palette.HALO}" stroke="{line}" stroke-width="3"'
        ' fill-rule="evenodd"/>',
        f'<path d="{_path(sketch.own)}" fill="{own}" fill-opacity="0.75" stroke="{palette.INK}" stroke-width="6"'
        ' fill-rule="evenodd"/>',
    ]
    said = f'role="img" aria-label="{escape(sketch.alt)}"' if inline else 'xmlns="http://www.w3.org/2000/svg"'
    return (
        f'<svg {said} viewBox="0 0 {sketch.width} {sketch.height}">'
        f'<rect width="{sketch.width}" height="{sketch.height}" fill="{ground}"/>{"".join(paths)}</svg>'
    )


def _field(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The box around the area that is drawn: with its margin, and neither too wide nor too tall."""
    west, south, east, north = bounds
    grown = 1 + 2 * MARGIN
    width, height = max((east - west) * grown, SMALLEST), max((north - south) * grown, SMALLEST)
    width, height = max(width, height * TALLEST), max(height, width / WIDEST)
    middle = (west + east) / 2, (south + north) / 2
    return (middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2)


def _rings(shapes: object) -> tuple[Ring, ...]:
    polygons = [each for each in shapely.get_parts(shapely.simplify(shapes, FINE)) if each.geom_type == "Polygon"]
    rings = [ring for each in polygons for ring in (each.exterior, *each.interiors)]
    return tuple(tuple((round(x, 1), round(y, 1)) for x, y in ring.coords) for ring in rings if not ring.is_empty)


def _path(rings: tuple[Ring, ...]) -> str:
    return " ".join("M" + " L".join(f"{x} {y}" for x, y in ring[:-1]) + " Z" for ring in rings)
