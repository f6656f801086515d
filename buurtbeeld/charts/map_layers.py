"""The kit that maps are put together from: the deck, its layers and its base map. Knows no Streamlit, asks no host."""

from __future__ import annotations

import functools
import json
import math
import textwrap

import numpy as np
import pandas as pd
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from buurtbeeld.charts import palette

TILES = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
CREDIT = "© Kadaster (PDOK)"

_DECIMALS = 5
_WIDTH, _HEIGHT = 340, 500
"""The view is fitted to a map of this size in pixels: a phone sees all of it, a wider screen has room around."""
_WORLD = 512
_LETTER, _ROW, _LINE_LETTERS = 6.3, 14, 18
"""Width of a letter and height of a line of the names in pixels, and the letters after which a name is broken."""


class CompactDeck(pdk.Deck):
    """A deck that writes itself without indentation: a fifth of the bytes for every visitor."""

    def to_json(self) -> str:
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def deck(layers: list[pdk.Layer], bounds: tuple[float, ...], tip: str, base_map: bool) -> pdk.Deck:
    """A map of these layers fitted to an extent, with a tooltip of {words} of the layer's rows."""
    view = _view(bounds)
    style = {"backgroundColor": palette.INK, "color": palette.HALO, "fontSize": "0.8125rem", "whiteSpace": "pre-line"}
    # Without map_style at all: with None, Streamlit would fetch a map of its own choice.
    return CompactDeck(
        layers=[*(_base_map(view) if base_map else []), *layers],
        initial_view_state=view,
        views=[pdk.View(type="MapView", controller={"scrollZoom": False, "dragRotate": False, "touchRotate": False})],
        tooltip={"text": tip, "style": style},
        map_provider=None,
    )


def ground_layer(outlines: pd.DataFrame, base_map: bool) -> pdk.Layer:
    """Outlines to draw other things on: paper, or only their borders on a base map. outlines: geometry."""
    paper = palette.rgb(palette.PAPER, 0.0 if base_map else 1.0)
    return polygon_layer("outlines", outlines[["geometry"]], [paper] * len(outlines), 1.0, pickable=False)


def polygon_layer(
    name: str, frame: pd.DataFrame, colours: list[list[int]], opacity: float, pickable: bool = True
) -> pdk.Layer:
    """Polygons under a name, one or several per row, each row in its colour. frame: geometry and what a click tells."""
    facts = frame.drop(columns=["geometry"]).to_dict("records")
    rows = [
        fact | {"polygon": part, "colour": colour}
        for fact, geometry, colour in zip(facts, frame["geometry"], colours, strict=True)
        for part in polygons(geometry)
    ]
    return pdk.Layer(
        "PolygonLayer",
        rows,
        id=name,
        get_polygon="polygon",
        get_fill_color="colour",
        get_line_color=palette.rgb(palette.LINE, 0.9),
        get_line_width=1,
        line_width_units=pdk.types.String("pixels"),
        opacity=opacity,
        stroked=True,
        filled=True,
        pickable=pickable,
        auto_highlight=pickable,
    )


def name_layer(frame: pd.DataFrame) -> pdk.Layer:
    """Names where they fit, those with the highest value first. frame: name, lon, lat, geometry, maybe value."""
    fitting = _not_colliding(frame, _view(extent(frame["geometry"])))
    rows = [
        {"name": _broken(row.name), "at": [round(row.lon, _DECIMALS), round(row.lat, _DECIMALS)]}
        for row in fitting.itertuples(index=False)
    ]
    return pdk.Layer(
        "TextLayer",
        rows,
        id="names",
        get_position="at",
        get_text="name",
        get_size=12,
        get_color=palette.rgb(palette.INK),
        font_family=pdk.types.String("Source Sans, sans-serif"),
        font_weight=600,
        # Letters as distance fields carry an edge, so that names read on every colour, light and dark.
        font_settings={"sdf": True, "fontSize": 48, "buffer": 8, "radius": 12},
        outline_width=3,
        outline_color=palette.rgb(palette.HALO),
        character_set=pdk.types.String("auto"),
        pickable=False,
    )


def _not_colliding(frame: pd.DataFrame, view: pdk.ViewState) -> pd.DataFrame:
    """The rows whose names fit the map and beside each other, those with the highest value first, else the largest."""
    candidates = frame[["name", "lon", "lat"]]
    if "value" in frame:
        candidates = candidates.loc[frame["value"].sort_values(ascending=False, na_position="last").index]
    placed, boxes = [], np.empty((0, 4))
    middle, _down = _pixels(view.longitude, view.latitude, view.zoom)
    for row in candidates.itertuples():
        x, y = _pixels(row.lon, row.lat, view.zoom)
        lines = _broken(row.name).split("\n")
        half, high = max(map(len, lines)) * _LETTER / 2, len(lines) * _ROW / 2
        if abs(x - middle) + half > _WIDTH / 2:
            continue
        box = np.array([x - half, y - high, x + half, y + high])
        if not (
            (boxes[:, 0] < box[2]) & (boxes[:, 2] > box[0]) & (boxes[:, 1] < box[3]) & (boxes[:, 3] > box[1])
        ).any():
            placed.append(row.Index)
            boxes = np.vstack([boxes, box])
    return candidates.loc[placed]


def _broken(name: str) -> str:
    return "\n".join(textwrap.wrap(name, _LINE_LETTERS, break_long_words=False)) or name


@functools.lru_cache(maxsize=4096)
def polygons(geometry: str) -> list[list]:
    """The polygons of a GeoJSON text: per polygon its rings, per ring its corners (lon, lat)."""
    shape = json.loads(geometry)
    parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [[[[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y, *_z in ring] for ring in part] for part in parts]


def extent(geometries: pd.Series) -> tuple[float, ...]:
    """West, south, east and north of all geometries (GeoJSON texts) together."""
    boxes = np.array([_box(geometry) for geometry in geometries])
    return (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))


@functools.lru_cache(maxsize=4096)
def _box(geometry: str) -> tuple[float, ...]:
    corners = np.array([point for part in polygons(geometry) for point in part[0]])
    return (*corners.min(axis=0), *corners.max(axis=0))


def _view(bounds: tuple[float, ...]) -> pdk.ViewState:
    west, south, east, north = bounds
    (left, bottom), (right, top) = _pixels(west, south, 0), _pixels(east, north, 0)
    zoom = math.log2(min((_WIDTH - 24) / max(right - left, 1e-9), (_HEIGHT - 24) / max(bottom - top, 1e-9)))
    middle = round((west + east) / 2, _DECIMALS), round((south + north) / 2, _DECIMALS)
    return pdk.ViewState(longitude=middle[0], latitude=middle[1], zoom=round(min(zoom, 15), 2), min_zoom=7, max_zoom=17)


def _pixels(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    size = _WORLD * 2**zoom
    across = math.asinh(math.tan(math.radians(lat)))
    return size * (lon + 180) / 360, size * (1 - across / math.pi) / 2


def _base_map(view: pdk.ViewState) -> list[pdk.Layer]:
    """The national grey map around the view, a BitmapLayer per tile: a TileLayer would need code in the browser."""
    level = min(math.ceil(view.zoom) + 1, 14)
    tiles, middle = 2**level, _pixels(view.longitude, view.latitude, 0)
    column, row = (int(place / _WORLD * tiles) for place in middle)
    return [
        pdk.Layer(
            "BitmapLayer",
            id=f"tile-{level}-{x}-{y}",
            image=pdk.types.String(TILES.format(z=level, x=x, y=y)),
            bounds=tile_bounds(level, x, y),
        )
        for x in range(column - 4, column + 5)
        for y in range(row - 2, row + 3)
    ]


def tile_bounds(level: int, column: int, row: int) -> list[float]:
    """West, south, east and north of a tile of the base map (Web Mercator), numbered from the north-west corner."""
    tiles = 2**level
    return [
        _longitude(column, tiles),
        _latitude(row + 1, tiles),
        _longitude(column + 1, tiles),
        _latitude(row, tiles),
    ]


def _longitude(column: int, tiles: int) -> float:
    return round(column / tiles * 360 - 180, 6)


def _latitude(row: int, tiles: int) -> float:
    return round(math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / tiles)))), 6)
