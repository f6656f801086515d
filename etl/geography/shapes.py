"""Measures, joins, compares and writes outlines in longitude and latitude. Knows no levels and no files."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray

LONLAT = "OGC:CRS84"
EQUAL_AREA = "EPSG:6933"
RD = "EPSG:28992"
NETHERLANDS = (3.2, 50.7, 7.3, 53.7)

DECIMALS = 5
SMALLEST_OVERLAP = 0.001
"""Part of the smaller outline; less is the width of a drawn line."""

POINTS_EACH = 60
"""Average number of points of an outline on the screen: 37 buurten stay below 60 kB."""

Shapes = NDArray[np.object_]


def km2(shape: Shapes) -> NDArray[np.float64]:
    """Square kilometres, in an equal-area projection of the whole earth."""
    return shapely.area(_projected(shape, LONLAT, EQUAL_AREA)) / 1e6


def _projected(shape: Shapes, source: str, target: str) -> Shapes:
    transformer = pyproj.Transformer.from_crs(source, target, always_xy=True)
    return shapely.transform(shape, lambda c: np.column_stack(transformer.transform(c[:, 0], c[:, 1])))


def metric(west: float, south: float, east: float, north: float) -> str:
    """A reference system in metres for what lies within these bounds: RD in the Netherlands, else the UTM zone."""
    lon, lat = (west + east) / 2, (south + north) / 2
    if NETHERLANDS[0] <= lon <= NETHERLANDS[2] and NETHERLANDS[1] <= lat <= NETHERLANDS[3]:
        return RD
    zone = min(int((lon + 180) // 6) + 1, 60)
    return f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"


def hulls(lon: NDArray[np.float64], lat: NDArray[np.float64], group: NDArray[np.int64], metres: float) -> Shapes:
    """Per group (0, 1, … in ascending order) the convex hull of its points, widened by so many metres."""
    crs = metric(lon.min(), lat.min(), lon.max(), lat.max())
    x, y = pyproj.Transformer.from_crs(LONLAT, crs, always_xy=True).transform(lon, lat)
    hull = shapely.convex_hull(shapely.multipoints(np.column_stack([x, y]), indices=group))
    return _projected(shapely.buffer(hull, metres, quad_segs=3), crs, LONLAT)


def unions(shape: Shapes, group: NDArray[np.object_]) -> dict[str, shapely.Geometry]:
    """The union of the outlines of each group; slivers that drawing left between neighbours stay."""
    order = np.argsort(group, kind="stable")
    names, starts = np.unique(group[order].astype(str), return_index=True)
    parts = np.split(shape[order], starts[1:])
    return {str(name): shapely.union_all(part) for name, part in zip(names, parts, strict=True)}


def overlaps(shape: Shapes) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs (first, second) of outlines that overlap, and which part of the smaller one that is."""
    nothing = np.array([], dtype=np.int64)
    tree = shapely.STRtree(shape)
    inner, outer = tree.query(shapely.point_on_surface(shape), predicate="intersects")
    nested = inner != outer
    # Only outlines whose edges do not fit, or that hold each other, are compared: that keeps 14,000 affordable.
    misfit = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shape)))
    suspect = np.unique(np.concatenate([misfit, inner[nested], outer[nested]]))
    if not len(suspect):
        return nothing, nothing, np.array([])
    first, second = shapely.STRtree(shape[suspect]).query(shape[suspect], predicate="intersects")
    first, second = suspect[first], suspect[second]
    keep = first < second
    first, second = first[keep], second[keep]
    common = shapely.area(shapely.intersection(shape[first], shape[second]))
    share = common / np.minimum(shapely.area(shape[first]), shapely.area(shape[second]))
    keep = share > SMALLEST_OVERLAP
    order = np.lexsort((second[keep], first[keep]))
    return first[keep][order], second[keep][order], share[keep][order]


def write_outlines(con: duckdb.DuckDBPyConnection, area_id: NDArray[np.object_], shape: Shapes) -> None:
    """Adds outlines of one level to `outline`, simplified together so that neighbours keep one border."""
    simple = shapely.transform(_simplified(shape), lambda c: np.round(c, DECIMALS))
    frame = pd.DataFrame(np.round(shapely.bounds(shape), DECIMALS), columns=["west", "south", "east", "north"])
    frame["area_id"], frame["geometry"] = area_id, shapely.to_geojson(simple)
    con.register("outline_rows", frame)
    con.execute("insert into outline select area_id, geometry, west, south, east, north from outline_rows")
    con.unregister("outline_rows")


def _simplified(shape: Shapes) -> Shapes:
    """Outlines with some POINTS_EACH points on average, together; one that then still is far above it on its own."""
    size = float(np.sqrt(np.median(shapely.area(shape))))
    simple = np.array(shape)
    for part in (0.003, 0.01, 0.03):
        if shapely.get_num_coordinates(simple).sum() <= POINTS_EACH * len(shape):
            break
        simple = shapely.coverage_simplify(simple, part * size)
    long = shapely.get_num_coordinates(simple) > 5 * POINTS_EACH
    simple[long] = shapely.simplify(simple[long], 0.01 * size)
    return np.where(shapely.is_empty(simple), shape, simple)
