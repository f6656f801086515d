"""Which polygon does a point lie in, exactly and fast. Knows no files, no tables and no area codes.

A fine grid is laid over the polygons. A cell that no edge crosses lies wholly inside or outside each of them, so its
points are answered at once; only points in a cell that an edge crosses are compared with polygons.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

CHUNK = 250_000
THREADS = 2
FEW = 2_000
"""Fewer points than this are not worth a grid."""

MOST_CELLS = 16_000_000
CELLS_PER_POINT = 3
EDGES_AT_ONCE = 100_000
SPANS_AT_ONCE = 20_000
SLACK = 1e-6
"""Part of a cell by which edges are taken to be thicker than they are, so that rounding never hides a crossing."""

Floats = NDArray[np.float64]
Polygons = NDArray[np.object_]


def locate(lon: Floats, lat: Floats, polygons: Polygons) -> NDArray[np.int32]:
    """Index of the first polygon that covers each point, its border included; -1 where none does.

    A coordinate that is not finite lies nowhere. polygons are valid; their order decides where they overlap or touch.
    """
    index = np.full(len(lon), -1, dtype=np.int32)
    west, south, east, north = shapely.total_bounds(polygons) if len(polygons) else [np.nan] * 4
    near = np.flatnonzero((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))
    if not len(near):
        return index
    tree = shapely.STRtree(polygons)
    raster = _rasterised(polygons, len(near)) if len(near) >= FEW else None

    def answer(start: int) -> None:
        rows = near[start : start + CHUNK]
        part = raster.answers(lon[rows], lat[rows]) if raster else np.full(len(rows), _CROSSED, dtype=np.int32)
        unsure = np.flatnonzero(part == _CROSSED)
        part[unsure] = _compared(lon[rows[unsure]], lat[rows[unsure]], tree)
        index[rows] = part

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(answer, range(0, len(near), CHUNK)))
    return index


_OUTSIDE, _CROSSED = -1, -2


def _compared(lon: Floats, lat: Floats, tree: shapely.STRtree) -> NDArray[np.int32]:
    """The answer for points that the grid does not know, by comparing them with the polygons around them."""
    point, polygon = tree.query(shapely.points(lon, lat))
    hit = shapely.intersects_xy(tree.geometries[polygon], lon[point], lat[point])
    first = np.full(len(lon), len(tree.geometries), dtype=np.int32)
    np.minimum.at(first, point[hit], polygon[hit].astype(np.int32))
    return np.where(first < len(tree.geometries), first, _OUTSIDE)


@dataclass(frozen=True)
class _Raster:
    """Per cell the first polygon that holds all of it, _OUTSIDE, or _CROSSED where an edge runs through it."""

    owner: NDArray[np.int32]
    west: float
    south: float
    columns_per_degree: float
    rows_per_degree: float
    columns: int
    rows: int

    def across(self, lon: Floats) -> Floats:
        return (lon - self.west) * self.columns_per_degree

    def up(self, lat: Floats) -> Floats:
        return (lat - self.south) * self.rows_per_degree

    def answers(self, lon: Floats, lat: Floats) -> NDArray[np.int32]:
        column = np.minimum(self.across(lon).astype(np.int64), self.columns - 1)
        row = np.minimum(self.up(lat).astype(np.int64), self.rows - 1)
        return self.owner[row * self.columns + column]


def _rasterised(polygons: Polygons, points: int) -> _Raster:
    west, south, east, north = shapely.total_bounds(polygons)
    side = max(8, int(np.sqrt(min(MOST_CELLS, CELLS_PER_POINT * points))))
    owner = np.full(side * side, _OUTSIDE, dtype=np.int32)
    raster = _Raster(owner, west, south, side / (east - west), side / (north - south), side, side)
    edges = _edges(polygons, raster)
    _fill_insides(edges, raster)
    for start in range(0, len(edges.x1), EDGES_AT_ONCE):
        mark_crossed(edges.part(slice(start, start + EDGES_AT_ONCE)), raster)
    return raster


@dataclass(frozen=True)
class _Edges:
    """Edges in units of cells, with the polygon and the part of it that each belongs to."""

    x1: Floats
    y1: Floats
    x2: Floats
    y2: Floats
    part_no: NDArray[np.int64]
    polygon: NDArray[np.int32]

    def part(self, which: slice | NDArray[np.int64]) -> _Edges:
        return _Edges(*(getattr(self, name)[which] for name in ("x1", "y1", "x2", "y2", "part_no", "polygon")))


def _edges(polygons: Polygons, raster: _Raster) -> _Edges:
    parts, polygon = shapely.get_parts(polygons, return_index=True)
    rings, part_no = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    x, y = raster.across(points[:, 0]), raster.up(points[:, 1])
    start = np.flatnonzero(ring[1:] == ring[:-1])
    part = part_no[ring[start]]
    return _Edges(x[start], y[start], x[start + 1], y[start + 1], part, polygon[part].astype(np.int32))


def _repeated(count: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For counts 2, 0, 3: which item (0, 0, 2, 2, 2) and how manieth (0, 1, 0, 1, 2)."""
    item = np.repeat(np.arange(len(count)), count)
    return item, np.arange(len(item)) - np.repeat(np.cumsum(count) - count, count)


def _fill_insides(edges: _Edges, raster: _Raster) -> None:
    """Along the middle of each row of cells: between an odd and an even crossing of a part lies its inside.

    Where exactly a span begins or ends does not matter: those cells are crossed by an edge and are marked so later.
    """
    low, high = np.minimum(edges.y1, edges.y2), np.maximum(edges.y1, edges.y2)
    first = np.ceil(low - 0.5).astype(np.int64)
    item, step = _repeated(np.ceil(high - 0.5).astype(np.int64) - first)
    row = first[item] + step
    x = edges.x1[item] + (row + 0.5 - edges.y1[item]) * ((edges.x2 - edges.x1)[item] / (edges.y2 - edges.y1)[item])
    part = edges.part_no[item]
    order = np.lexsort((x, row, -part))
    x, row, polygon = x[order], row[order], edges.polygon[item][order]
    begin, end = x[0::2].astype(np.int64), x[1::2].astype(np.int64)
    start = row[0::2] * raster.columns + begin
    count = np.maximum(np.minimum(end, raster.columns - 1) - begin + 1, 0)
    # The last one written to a cell stays, and the first polygon comes last.
    for at in range(0, len(start), SPANS_AT_ONCE):
        span = slice(at, at + SPANS_AT_ONCE)
        raster.owner[_runs(start[span], count[span])] = np.repeat(polygon[0::2][span], count[span])


def _runs(start: NDArray[np.int64], count: NDArray[np.int64]) -> NDArray[np.int64]:
    """start, start + 1, … for so many counts, one run after the other."""
    before = np.cumsum(count) - count
    return np.repeat(start - before, count) + np.arange(count.sum())


def mark_crossed(edges: _Edges, raster: _Raster) -> None:
    """Every cell that an edge touches becomes _CROSSED: per row of cells the columns between its ends in that row."""
    low, high = np.minimum(edges.y1, edges.y2), np.maximum(edges.y1, edges.y2)
    first = np.maximum(low - SLACK, 0).astype(np.int64)
    last = np.minimum((high + SLACK).astype(np.int64), raster.rows - 1)
    item, step = _repeated(last - first + 1)
    row = first[item] + step
    edge = edges.part(item)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = (edge.x2 - edge.x1) / (edge.y2 - edge.y1)
        below = edge.x1 + (np.clip(row - SLACK, low[item], high[item]) - edge.y1) * slope
        above = edge.x1 + (np.clip(row + 1 + SLACK, low[item], high[item]) - edge.y1) * slope
    flat = ~np.isfinite(below) | ~np.isfinite(above)
    below, above = np.where(flat, edge.x1, below), np.where(flat, edge.x2, above)
    left = np.maximum(np.minimum(below, above) - SLACK, 0).astype(np.int64)
    right = np.minimum((np.maximum(below, above) + SLACK).astype(np.int64), raster.columns - 1)
    raster.owner[_runs(row * raster.columns + left, right - left + 1)] = _CROSSED
