"""How much faster than geopandas.sjoin are points placed in 14,400 polygons, with the same answer? Prints ratios."""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable

import geopandas
import numpy as np
import shapely
from numpy.typing import NDArray

from etl.geography import grid

AREAS = 14_400
POINTS = 5_000_000
BOX = (3.4, 50.8, 7.2, 53.5)
SJOIN_AT_ONCE = 1_000_000


def coverage(rng: np.random.Generator, areas: int = AREAS) -> NDArray[np.object_]:
    """Areas side by side with winding borders, some 30 points each, the way buurten of a country lie."""
    west, south, east, north = BOX
    seeds = shapely.multipoints(np.column_stack([rng.uniform(west, east, areas), rng.uniform(south, north, areas)]))
    cells = shapely.clip_by_rect(shapely.get_parts(shapely.voronoi_polygons(seeds)), *BOX)
    winding = shapely.transform(shapely.segmentize(cells, 0.004), _wind)
    return np.where(shapely.is_valid(winding), winding, shapely.buffer(winding, 0))


def _wind(points: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = points.T
    return points + 0.0006 * np.column_stack([np.sin(9173.1 * x + 7919.7 * y), np.sin(5171.3 * x - 6131.1 * y)])


def by_sjoin(lon: NDArray[np.float64], lat: NDArray[np.float64], polygons: NDArray[np.object_]) -> NDArray[np.int64]:
    """The same question put to geopandas; in parts, because all points at once need more memory than we allow."""
    areas = geopandas.GeoDataFrame(geometry=polygons, crs="OGC:CRS84")
    found = np.full(len(lon), -1)
    for start in range(0, len(lon), SJOIN_AT_ONCE):
        part = slice(start, start + SJOIN_AT_ONCE)
        points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon[part], lat[part]), crs="OGC:CRS84")
        joined = points.sjoin(areas, predicate="intersects")["index_right"].groupby(level=0).min()
        found[start + joined.index.to_numpy()] = joined.to_numpy()
    return found


def timed(work: Callable[[], NDArray[np.int64]]) -> tuple[NDArray[np.int64], float, float]:
    """The answer, seconds on the clock and seconds of processor time."""
    clock, processor = time.perf_counter(), time.process_time()
    answer = work()
    return answer, time.perf_counter() - clock, time.process_time() - processor


def main() -> None:
    """Prints both times, their ratio, and whether the answers are the same."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=POINTS)
    given = parser.parse_args()
    rng = np.random.default_rng(14)
    polygons = coverage(rng)
    lon, lat = rng.uniform(BOX[0], BOX[2], given.points), rng.uniform(BOX[1], BOX[3], given.points)
    ours, clock, processor = timed(lambda: grid.locate(lon, lat, polygons))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    theirs, their_clock, their_processor = timed(lambda: by_sjoin(lon, lat, polygons))
    vertices = shapely.get_num_coordinates(polygons).mean()
    print(f"{given.points:,} distinct points in {len(polygons):,} polygons of {vertices:.0f} points on average")
    print(f"etl.grid          {clock:6.2f} s (processor {processor:6.2f} s), peak memory {peak:,.0f} MB")
    print(f"geopandas.sjoin   {their_clock:6.2f} s (processor {their_processor:6.2f} s)")
    print(f"ratio             {their_clock / clock:6.2f} on the clock, {their_processor / processor:.2f} of processor")
    print(f"different answers {int((ours != theirs).sum())}")


if __name__ == "__main__":
    main()
