"""Drawing an area from pieces: hexagons of an outline, what is in and out, and the homes inside. Knows no Streamlit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import h3
import numpy as np
import pandas as pd
import shapely

from buurtbeeld.charts import palette
from buurtbeeld.text import _, number

Outline = dict[str, Any]
"""A GeoJSON polygon or multipolygon in longitude and latitude."""

MOST = 250
"""So many hexagons on one map can still be told apart and hit with a thumb."""
_FINEST, _COARSEST = 11, 7
_GRID = 1e-6
"""Corners are put on a grid of some 10 cm, so that neighbours share them and their union has no slivers."""


def pieces(geometry: str) -> list[str]:
    """The hexagons (H3) that cover an outline (GeoJSON text), the finest of which there are at most MOST."""
    shape = h3.geo_to_h3shape(json.loads(geometry))
    for resolution in range(_FINEST, _COARSEST, -1):
        cells = h3.h3shape_to_cells_experimental(shape, resolution, "overlap")
        if len(cells) <= MOST:
            return sorted(cells)
    return sorted(cells)


def toggled(outline: Outline | None, cells: Iterable[str]) -> Outline | None:
    """The outline with the hexagons outside it put in and those in it taken out; None when nothing is left."""
    cells = list(cells)
    inside = dict(zip(cells, within(outline, cells), strict=True))
    shape = _shape(outline)
    for cell in cells:
        change = shapely.difference if inside[cell] else shapely.union
        shape = change(shape, _hexagon(cell), grid_size=_GRID)
    return _outline(shape)


def joined(outline: Outline | None, geometries: Iterable[str]) -> Outline | None:
    """The outline with whole areas (GeoJSON texts) put in; None when nothing is left of it."""
    shapes = [_shape(outline), *shapely.from_geojson(list(geometries))]
    return _outline(shapely.union_all(shapes, grid_size=_GRID))


def within(outline: Outline | None, cells: list[str]) -> list[bool]:
    """Per hexagon whether its middle lies in the outline."""
    if not cells:
        return []
    middle = np.array([h3.cell_to_latlng(cell) for cell in cells])
    return list(shapely.contains_xy(_shape(outline), middle[:, 1], middle[:, 0]))


def touched(outline: Outline | None, areas: pd.DataFrame) -> list[str]:
    """The area_ids of the areas (area_id, geometry) that the outline touches."""
    return list(
        areas.loc[shapely.intersects(shapely.from_geojson(areas["geometry"].to_list()), _shape(outline)), "area_id"]
    )


def homes_inside(outline: Outline | None, homes: pd.DataFrame) -> int:
    """How many homes (lon, lat) lie in the outline; those whose place is not known do not."""
    return int(shapely.contains_xy(_shape(outline), homes["lon"].to_numpy(), homes["lat"].to_numpy()).sum())


def hexagons_to_draw(cells: list[str], outline: Outline | None, homes: pd.DataFrame) -> pd.DataFrame:
    """The hexagons to draw: area_id (the hexagon itself), geometry, colour, inside and homes (in words, a tip)."""
    located = homes.dropna(subset=["lon", "lat"])
    count: dict[str, int] = {}
    if cells:
        fine = h3.get_resolution(cells[0])
        places = zip(located["lat"], located["lon"], strict=True)
        count = pd.Series([h3.latlng_to_cell(*place, fine) for place in places], dtype=object).value_counts().to_dict()
    inside = within(outline, cells)
    return pd.DataFrame(
        {
            "area_id": cells,
            "geometry": [shapely.to_geojson(_hexagon(cell)) for cell in cells],
            "inside": inside,
            "colour": [palette.MAIN if each else palette.PAPER for each in inside],
            "homes": [_("{n} woningen", n=number(count.get(cell, 0))) for cell in cells],
        }
    )


def _hexagon(cell: str) -> shapely.Geometry:
    ring = [(lon, lat) for lat, lon in h3.cell_to_boundary(cell)]
    return shapely.set_precision(shapely.Polygon(ring), _GRID)


def _shape(outline: Outline | None) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(outline)) if outline else shapely.MultiPolygon()


def _outline(shape: shapely.Geometry) -> Outline | None:
    """Only what has a surface: where two pieces touch, a line or a point may be left."""
    areas = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]
    if not areas:
        return None
    whole = areas[0] if len(areas) == 1 else shapely.MultiPolygon(areas)
    return dict(json.loads(shapely.to_geojson(whole)))
