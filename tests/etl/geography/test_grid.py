"""A point lies in the first polygon that covers it: by the grid exactly as by asking every polygon."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from etl.geography import grid

HOLED = Polygon([(0, 0), (6, 0), (6, 6), (0, 6)], [[(2, 2), (4, 2), (4, 4), (2, 4)]])
TWO_PARTS = shapely.MultiPolygon([box(0, 0, 1, 1), box(5, 5, 6, 6)])


def brute(lon: np.ndarray, lat: np.ndarray, polygons: np.ndarray) -> np.ndarray:
    covers = np.array([shapely.intersects_xy(polygon, lon, lat) for polygon in polygons])
    return np.where(covers.any(axis=0), covers.argmax(axis=0), -1)


def always_by_grid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "FEW", 1)


@pytest.mark.parametrize(
    ("lon", "lat", "polygons", "expected"),
    [
        (0.5, 0.5, [box(0, 0, 1, 1)], 0),
        (1.0, 0.5, [box(0, 0, 1, 1), box(1, 0, 2, 1)], 0),
        (1.0, 0.5, [box(1, 0, 2, 1), box(0, 0, 1, 1)], 0),
        (0.0, 0.0, [box(0, 0, 1, 1)], 0),
        (0.7, 0.7, [box(0.5, 0.5, 2, 2), box(0, 0, 1, 1)], 0),
        (3.0, 3.0, [HOLED], -1),
        (3.0, 3.0, [HOLED, box(2, 2, 4, 4)], 1),
        (2.0, 3.0, [box(2, 2, 4, 4), HOLED], 0),
        (5.5, 5.5, [box(3, 0, 4, 1), TWO_PARTS], 1),
        (3.0, 3.0, [TWO_PARTS], -1),
        (9.0, 9.0, [box(0, 0, 1, 1)], -1),
        (np.nan, 0.5, [box(0, 0, 1, 1)], -1),
        (0.5, np.inf, [box(0, 0, 1, 1)], -1),
        (0.5, 0.5, [], -1),
        (0.5, 0.5, [None, box(0, 0, 1, 1)], 1),
    ],
)
@pytest.mark.parametrize("few", [1, 1000])
def test_cases(
    lon: float, lat: float, polygons: list, expected: int, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "FEW", few)
    assert grid.locate(np.array([lon]), np.array([lat]), np.array(polygons, dtype=object)).tolist() == [expected]


def polygons_of(seed: int, many: int, size: float) -> np.ndarray:
    """Overlapping stars, slivers and shapes with holes; some share corners exactly."""
    random = np.random.default_rng(seed)
    middle = np.round(random.uniform(0, 10, (many, 2)), int(random.integers(0, 4)))
    shapes = []
    for x, y in middle:
        angle = np.sort(random.uniform(0, 2 * np.pi, int(random.integers(3, 12))))
        far = random.uniform(0.05, size, len(angle)) * random.choice([1, 1, 0.01])
        shapes.append(shapely.make_valid(Polygon(np.column_stack([x + far * np.cos(angle), y + far * np.sin(angle)]))))
    cut = shapely.difference(np.array(shapes, dtype=object), shapely.buffer(shapely.points(middle), size / 9))
    return cut[np.isin(shapely.get_type_id(cut), (3, 6)) & ~shapely.is_empty(cut)]


def test_neighbours_share_every_point_once() -> None:
    random = np.random.default_rng(1)
    seeds = shapely.multipoints(random.uniform(0, 10, (300, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds))
    lon, lat = random.uniform(-1, 11, (2, 40_000))
    assert (grid.locate(lon, lat, cells) == brute(lon, lat, cells)).all()


@settings(deadline=None)
@given(
    seed=st.integers(0, 2**32),
    many=st.integers(1, 30),
    size=st.floats(0.1, 8),
    cells=st.sampled_from([64, 1_000, 200_000]),
)
def test_exactly_as_asking_every_polygon(seed: int, many: int, size: float, cells: int) -> None:
    polygons = polygons_of(seed, many, size)
    if not len(polygons):
        return
    random = np.random.default_rng(seed + 1)
    corners = shapely.get_coordinates(polygons)
    between = (corners[:-1] + corners[1:]) / 2
    anywhere = random.uniform(-1, 11, (500, 2))
    whole = np.round(anywhere)
    lon, lat = np.vstack([corners, between, anywhere, whole, np.nextafter(corners, 99), np.nextafter(corners, -99)]).T
    with pytest.MonkeyPatch.context() as patch:
        always_by_grid(patch)
        patch.setattr(grid, "MOST_CELLS", cells)
        patch.setattr(grid, "CELLS_PER_POINT", 1_000)
        patch.setattr(grid, "CHUNK", 300)
        found = grid.locate(lon, lat, polygons)
    assert (found == brute(lon, lat, polygons)).all()


def test_a_wrong_grid_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison with brute force can fail: without marking crossed cells it does."""
    polygons = polygons_of(5, 20, 3)
    lon, lat = np.random.default_rng(2).uniform(0, 10, (2, 5_000))
    monkeypatch.setattr(grid, "mark_crossed", lambda edges, raster: None)
    assert (grid.locate(lon, lat, polygons) != brute(lon, lat, polygons)).any()
