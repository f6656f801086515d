"""The buurten of Sittard-Geleen with schematic outlines of our own. Real outlines come by delivery, never from here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from buurtbeeld.settings import ROOT

REFERENCE = ROOT / "data" / "reference"
MARGIN = 1.6
GRAIN = 60.0
SMALLEST_GAP = 300_000.0


@dataclass(frozen=True)
class Town:
    """Buurten in file order: `facts` has one row each (published facts, invented stock); outlines are in EPSG:28992."""

    facts: pd.DataFrame
    outlines: np.ndarray

    def position(self, code: str) -> int:
        """The row of one buurt."""
        return int(np.flatnonzero(self.facts["buurtcode"] == code)[0])


def town() -> Town:
    """The same town every time: nothing here depends on a seed."""
    published = pd.read_csv(REFERENCE / "sittard_geleen.csv")
    invented = pd.read_csv(REFERENCE / "demonstration.csv", dtype={"postcode": str})
    facts = published.merge(invented, on="buurtcode", validate="one_to_one")
    centres = facts[["rd_x", "rd_y"]].to_numpy(float)
    return Town(facts, outlines(centres, facts["km2"].to_numpy(float)))


def outlines(centres: np.ndarray, km2: np.ndarray) -> np.ndarray:
    """One polygon per centre, without overlap: weighted Voronoi cells within ragged discs, their borders bent alike.

    Lines are noded on a grid of one metre before they are bent, so that neighbours keep exactly the same border.
    """
    radii = np.sqrt(km2 * 1e6 / np.pi)
    cells = _cells(centres, radii)
    discs = np.array([_disc(*row) for row in zip(range(len(radii)), centres, radii * MARGIN, strict=True)])
    lines = shapely.union_all(shapely.boundary(shapely.intersection(cells, discs)), grid_size=1.0)
    faces = shapely.get_parts(shapely.polygonize([shapely.segmentize(lines, GRAIN)]))
    inside = shapely.point_on_surface(faces)
    face, cell = shapely.STRtree(cells).query(inside, predicate="within")
    kept = shapely.contains(discs[cell], inside[face]) | (shapely.area(faces[face]) < SMALLEST_GAP)
    face, cell = face[kept], cell[kept]
    joined = [shapely.coverage_union_all(faces[face[cell == i]]) for i in range(len(cells))]
    return shapely.transform(np.array([_largest(part) for part in joined]), _bend)


def _cells(centres: np.ndarray, radii: np.ndarray) -> np.ndarray:
    """Power cells: the border between two centres shifts towards the smaller one."""
    weights = (0.6 * radii) ** 2
    west, south = centres.min(axis=0) - 5000
    east, north = centres.max(axis=0) + 5000
    frame = shapely.box(west, south, east, north)
    return np.array([_cell(i, centres, weights, frame) for i in range(len(centres))])


def _cell(i: int, centres: np.ndarray, weights: np.ndarray, frame: shapely.Polygon) -> shapely.Polygon:
    cell = frame
    for j in np.argsort(((centres - centres[i]) ** 2).sum(axis=1))[1:]:
        away = centres[j] - centres[i]
        distance = np.hypot(*away)
        along = away / distance
        middle = centres[i] + along * (distance**2 + weights[i] - weights[j]) / (2 * distance)
        across = np.array([-along[1], along[0]])
        far = 60_000.0
        side = [
            middle + across * far,
            middle - across * far,
            middle - (across + along) * far,
            middle + (across - along) * far,
        ]
        cell = shapely.intersection(cell, shapely.Polygon(side))
    return cell


def _disc(i: int, centre: np.ndarray, radius: float) -> shapely.Polygon:
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    wave = 0.09 * np.sin(2 * angle + 1.7 * i) + 0.06 * np.sin(3 * angle + 2.9 * i) + 0.035 * np.sin(7 * angle + 0.8 * i)
    reach = radius * (1 + wave)
    return shapely.Polygon(centre + np.column_stack([np.cos(angle), np.sin(angle)]) * reach[:, None])


def _bend(points: np.ndarray) -> np.ndarray:
    """A smooth shift of the whole plane, some tens of metres at most: straight borders become winding ones."""
    x, y = points[:, 0], points[:, 1]
    east = 38 * np.sin(y / 190 + 0.4) + 22 * np.sin((x + y) / 97) + 9 * np.sin((2 * y - x) / 51)
    north = 38 * np.sin(x / 170 + 1.1) + 22 * np.sin((x - y) / 103) + 9 * np.sin((2 * x + y) / 47)
    return np.round(points + np.column_stack([east, north]), 1)


def _largest(shape: shapely.Geometry) -> shapely.Polygon:
    parts = shapely.get_parts(shape)
    return shapely.Polygon(shapely.get_exterior_ring(parts[np.argmax(shapely.area(parts))]))
