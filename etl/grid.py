"""Which polygon does a point lie in, exactly and fast. Knows no files, no tables and no area codes."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

CHUNK = 500_000


def locate(lon: NDArray[np.float64], lat: NDArray[np.float64], polygons: NDArray[np.object_]) -> NDArray[np.int32]:
    """Index of the first polygon that covers each point (its border included), -1 where none does or a coordinate is not finite.

    polygons are valid; their order decides where they overlap or touch.
    """
    found = np.full(len(lon), -1, dtype=np.int32)
    tree = shapely.STRtree(polygons)
    for start in range(0, len(lon), CHUNK):
        part = slice(start, start + CHUNK)
        finite = np.flatnonzero(np.isfinite(lon[part]) & np.isfinite(lat[part]))
        points = shapely.points(lon[part][finite], lat[part][finite])
        point, polygon = tree.query(points, predicate="intersects")
        first = np.full(len(points), len(polygons), dtype=np.int64)
        np.minimum.at(first, point, polygon)
        found[start + finite] = np.where(first < len(polygons), first, -1)
    return found
