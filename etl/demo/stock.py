"""Streets, complexes, homes and other addresses of the made-up corporation: the same for every seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from etl.demo import scenario, words
from etl.demo.town import Town

FIXED = 1883
ALWAYS = 10_000
EDGE = 75.0
RUNS_ON = 200
TRIES = 160
FLAT = 45
"""A complex larger than this may be a flat: six homes to a house number."""


@dataclass(frozen=True)
class Stock:
    """streets: one row each. spots: one row per address, homes first within a street, streets in order.

    streets: name, town, buurt (row), postcode, code, level, first, homes, others, since, until, block
    spots: street, home (BOOLEAN), complex (row or -1), number, addition, x, y, home_id
    """

    streets: pd.DataFrame
    spots: pd.DataFrame
    complexes: list[str]

    def street_row(self, name: str) -> int:
        """The row of a street that is known by name (a block)."""
        return int(np.flatnonzero(self.streets["block"] == name)[0])


def stock(town: Town) -> Stock:
    """Everything that stands, with coordinates that lie well inside the outline of its buurt."""
    draw = np.random.default_rng(FIXED)
    streets, sizes = _streets(town, draw)
    streets["name"] = _names(streets, draw)
    streets["postcode"] = _postcodes(streets, town)
    spots = _spots(streets, sizes, draw)
    lines = _lines(streets, town, draw)
    spots["x"], spots["y"] = _along(spots, lines)
    return Stock(streets, spots, [f"C{1000 + 7 * number}" for number in range(int(spots["complex"].max()) + 1)])


def _streets(town: Town, draw: np.random.Generator) -> tuple[pd.DataFrame, list[list[int]]]:
    """Streets per buurt, and per street the sizes of the complexes that begin in it; a later one may hold the rest."""
    rows, sizes = [], []
    for buurt, (code, homes) in enumerate(zip(town.facts["buurtcode"], town.facts["homes"], strict=True)):
        left = int(homes)
        for block in (block for block in scenario.BLOCKS if block.buurt == code):
            rows.append((buurt, block.street, sum(block.sizes), int(draw.integers(4, 20)), block.since, block.until))
            sizes.append(list(block.sizes))
            left -= sum(block.sizes)
        for count, others in _plain_streets(left, homes == 0, draw):
            rows.append((buurt, "", count, others, None, None))
        sizes.append(_complex_sizes(left, draw))
        sizes += [[]] * (len(rows) - len(sizes))
    table = pd.DataFrame(rows, columns=["buurt", "block", "homes", "others", "since", "until"])
    table["since"] = table["since"].fillna(-ALWAYS).astype(int)
    table["until"] = table["until"].fillna(ALWAYS).astype(int)
    table["first"] = np.concatenate([[0], np.cumsum(table["homes"] + table["others"])[:-1]])
    for name, fact in (("town", "town"), ("code", "buurtcode"), ("level", "level")):
        table[name] = town.facts[fact].to_numpy()[table["buurt"]]
    return table, sizes


def _plain_streets(homes: int, industrial: bool, draw: np.random.Generator) -> list[tuple[int, int]]:
    if industrial:
        return [(0, int(draw.integers(12, 50))) for _ in range(int(draw.integers(2, 5)))]
    counts = []
    while homes > 0:
        count = min(homes, int(draw.integers(16, 78)))
        counts.append(count if homes - count > 8 else homes)
        homes -= counts[-1]
    return [(count, int(draw.integers(6, 60))) for count in counts]


def _complex_sizes(homes: int, draw: np.random.Generator) -> list[int]:
    sizes: list[int] = []
    while homes > 0:
        size = min(homes, int(np.clip(np.exp(draw.normal(4.1, 0.85)), 9, 400)))
        size = size if homes - size >= 9 else homes
        sizes.append(size)
        homes -= size
    return sizes


def _names(streets: pd.DataFrame, draw: np.random.Generator) -> list[str]:
    """Unique within a town, but for three long streets that run on into the next buurt of the same town."""
    names = streets["block"].tolist()
    for town, rows in streets.groupby("town", sort=False).groups.items():
        stems = draw.permutation(np.array(words.ROOTS))
        ends = draw.permutation(np.array(words.ENDINGS))
        fresh = (f"{stems[i % len(stems)]}{ends[(i + i // len(stems)) % len(ends)]}" for i in range(len(rows) * 3))
        chosen = iter(dict.fromkeys([*words.ACCENTED[len(town) % 3 :: 3], *fresh]))
        for row in rows:
            names[row] = names[row] or next(chosen)
    for row in _crossings(streets):
        names[row + 1] = names[row]
    return names


def _crossings(streets: pd.DataFrame) -> list[int]:
    """Rows of three ordinary streets with homes, of which the next row lies in another buurt of the same town."""
    after = streets.shift(-1)
    cross = (streets["buurt"] != after["buurt"]) & (streets["town"] == after["town"])
    plain = (streets["block"] == "") & (after["block"] == "") & (streets["homes"] > 0) & (after["homes"] > 0)
    return np.flatnonzero(cross & plain)[:3].tolist()


def _postcodes(streets: pd.DataFrame, town: Town) -> list[str]:
    digits = town.facts["postcode"].to_numpy()[streets["buurt"]]
    rank = streets.groupby(digits).cumcount().to_numpy() + 7
    size = len(words.LETTERS)
    return [
        f"{four}{words.LETTERS[n // size % size]}{words.LETTERS[n % size]}"
        for four, n in zip(digits, rank * 3, strict=True)
    ]


def _spots(streets: pd.DataFrame, sizes: list[list[int]], draw: np.random.Generator) -> pd.DataFrame:
    total = streets["homes"] + streets["others"]
    street = np.repeat(np.arange(len(streets)), total)
    place = np.arange(len(street)) - streets["first"].to_numpy()[street]
    home = place < streets["homes"].to_numpy()[street]
    of_home = np.repeat(np.arange(sum(map(len, sizes))), [size for group in sizes for size in group])
    complexes = np.full(len(street), -1)
    complexes[home] = of_home
    counts = np.bincount(of_home)
    flats = (counts > FLAT) & (draw.random(len(counts)) < 0.55)
    flat = home & flats[complexes] & (complexes >= 0)
    step = np.where(flat, 1 / 6, 1.0)
    begin = streets["first"].to_numpy()[street]
    reached = np.concatenate([[0.0], np.cumsum(step)])
    number = np.floor(reached[:-1] - reached[begin] + 1e-6).astype(int) + 1 + np.where(home, 0, 1)
    # A street that runs on into the next buurt counts on: no number comes twice.
    number += np.where(np.isin(street, np.array(_crossings(streets)) + 1), RUNS_ON, 0)
    table = pd.DataFrame({"street": street, "home": home, "complex": complexes, "number": number})
    within = table.groupby(["street", "number"]).cumcount().to_numpy()
    alone = table.groupby(["street", "number"])["number"].transform("size").to_numpy() == 1
    table["addition"] = np.where(alone, "", np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))[within % 26])
    table["home_id"] = np.where(home, np.cumsum(home), 0)
    return table


def _lines(streets: pd.DataFrame, town: Town, draw: np.random.Generator) -> np.ndarray:
    """Per street: x, y of its middle, half its length, its direction. Streets keep apart and follow a grid."""
    lines = np.zeros((len(streets), 4))
    for buurt, rows in streets.groupby("buurt", sort=False).groups.items():
        shape = shapely.buffer(town.outlines[buurt], -EDGE)
        shapely.prepare(shape)
        centre = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
        ground = _Ground(shape, centre, 260 + 85 * np.sqrt(len(rows)), draw.uniform(0, np.pi))
        taken = np.empty((0, 2))
        for row in rows:
            half = float(np.clip((streets["homes"][row] + streets["others"][row]) * 1.6, 45, 190))
            lines[row] = _free_line(ground, half, taken, draw)
            taken = np.vstack([taken, lines[row, :2]])
    return lines


@dataclass(frozen=True)
class _Ground:
    """Where the streets of a buurt may lie: inside shape, so far from the centre, along the directions of grid."""

    shape: shapely.Geometry
    centre: np.ndarray
    reach: float
    grid: float


def _free_line(
    ground: _Ground, half: float, taken: np.ndarray, draw: np.random.Generator
) -> tuple[float, float, float, float]:
    """The candidate that lies inside the ground, farthest from the streets that are there; shorter where none fits."""
    reach = ground.reach
    while True:
        middle = ground.centre + draw.uniform(-reach, reach, (TRIES, 2))
        angle = ground.grid + draw.integers(0, 2, TRIES) * np.pi / 2 + draw.normal(0, 0.06, TRIES)
        span = np.column_stack([np.cos(angle), np.sin(angle)]) * half
        inside = shapely.contains(ground.shape, shapely.linestrings(np.stack([middle - span, middle + span], axis=1)))
        if inside.any():
            gap = np.linalg.norm(middle[:, None] - taken[None], axis=2).min(axis=1, initial=reach)
            best = int(np.argmax(np.where(inside, gap, -1)))
            return float(middle[best, 0]), float(middle[best, 1]), half, float(angle[best])
        half, reach = half * 0.8, reach * 1.1


def _along(spots: pd.DataFrame, lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Odd numbers on one side, even on the other; the homes of one house number share its point."""
    street, number = spots["street"].to_numpy(), spots["number"].to_numpy()
    last = spots.groupby("street")["number"].transform("max").to_numpy()
    first = spots.groupby("street")["number"].transform("min").to_numpy()
    along = ((number - first) // 2 / np.maximum((last - first) // 2, 1) * 2 - 1) * lines[street, 2]
    side = np.where(number % 2 == 1, 11.0, -11.0)
    cos, sin = np.cos(lines[street, 3]), np.sin(lines[street, 3])
    x = lines[street, 0] + along * cos - side * sin
    y = lines[street, 1] + along * sin + side * cos
    return np.round(x, 1), np.round(y, 1)
