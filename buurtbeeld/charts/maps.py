"""Frames in, maps out. Knows no Streamlit and no SQL, draws no address, and asks no other host unless told to."""

from __future__ import annotations

import functools
import itertools
import json
import math
import string
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import h3
import numpy as np
import pandas as pd
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from buurtbeeld import text
from buurtbeeld.charts import palette
from buurtbeeld.text import _

TILES = "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
CREDIT = "© Kadaster (PDOK)"

_DECIMALS = 5
_WIDTH, _HEIGHT = 340, 500
"""The view is fitted to a map of this size in pixels: a phone sees all of it, a wider screen has room around."""
_WORLD = 512
_LETTER, _ROW, _LINE_LETTERS = 6.3, 14, 18
"""Width of a letter and height of a line of the names in pixels, and the letters after which a name is broken."""
_DISC_METRES = 130
_DEGREE_METRES = 111_320


@dataclass(frozen=True)
class Step:
    """One step of the legend: a colour and what it stands for."""

    colour: str
    words: str


class CompactDeck(pdk.Deck):
    """A deck that writes itself without indentation: a fifth of the bytes for every visitor."""

    def to_json(self) -> str:
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"))


def around(value: float) -> tuple[float, ...]:
    """Breaks of the scale around a value (the corporation's): half of it, 0.8, 1.25 and twice; none around zero."""
    if not value > 0:
        return ()
    digits = 0 if value >= 20 else max(1, 1 - math.floor(math.log10(value)))
    return tuple(round(value * part, digits) for part in (0.5, 0.8, 1.25, 2.0))


def rising(values: pd.Series, smallest: float) -> tuple[float, ...]:
    """Breaks for counts, each the same number of times the one before, from the smallest count that is shown."""
    most = max(float(values.max()) if len(values) else smallest, smallest * 4)
    return tuple(float(_round_up(smallest * (most / smallest) ** (part / 5))) for part in range(1, 5))


def legend(breaks: Sequence[float], unknown: str = "", smallest: float | None = None) -> list[Step]:
    """The scale in words, low to high, from the smallest count that is shown; last, where given, what grey is.

    Breaks are written with as many decimals as they have; without breaks everything known is zero, and that is said.
    """
    grey = [Step(palette.UNKNOWN, unknown)] if unknown else []
    if not breaks:
        return [Step(palette.SCALE[0], _("nul: geen enkele")), *grey]
    decimals = next(digits for digits in range(9) if all(round(value, digits) == value for value in breaks))
    words = [text.number(value, decimals) for value in breaks]
    first = text.number(smallest) if smallest is not None else ""
    names = [_("{low} tot {high}", low=first, high=words[0]) if first else _("tot {value}", value=words[0])]
    names += [_("{low} tot {high}", low=low, high=high) for low, high in itertools.pairwise(words)]
    names.append(_("{value} en meer", value=words[-1]))
    return [Step(colour, name) for colour, name in zip(palette.SCALE, names, strict=True)] + grey


def areas(
    frame: pd.DataFrame, breaks: Sequence[float], tip: str, base_map: bool = False, behind: pd.DataFrame | None = None
) -> pdk.Deck:
    """Areas coloured by their value; grey where it is empty. Names where they fit.

    frame: area_id, name, geometry (GeoJSON text), lon, lat, value, and every {word} of tip. behind: the same without
    value; larger areas behind small ones, to see where one is. Then theirs are the names.
    """
    larger = None if behind is None or behind.empty else behind
    drawn = _polygons(
        "areas", _told(frame, tip, text.rate), _colours(frame["value"], breaks), 0.65 if base_map else 0.85
    )
    if larger is None:
        return _deck([drawn, _names(frame)], _bounds(frame["geometry"]), tip, base_map)
    layers = [_ground(larger, base_map), drawn, _names(larger)]
    return _deck(layers, _bounds(pd.concat([larger["geometry"], frame["geometry"]])), tip, base_map)


def told(frame: pd.DataFrame, tip: str, base_map: bool = False) -> pdk.Deck:
    """Areas in the colour of what is said of them. Names where they fit, those with the highest value first.

    frame: area_id, name, geometry (GeoJSON text), lon, lat, colour, value, and every {word} of tip.
    """
    colours = [palette.rgb(colour) for colour in frame["colour"]]
    layers = [_polygons("areas", _told(frame, tip, text.number), colours, 0.65 if base_map else 0.85), _names(frame)]
    return _deck(layers, _bounds(frame["geometry"]), tip, base_map)


def named(hexagons: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Hexagons with area_id and name of the buurt they lie in, in the order they came; said where that is none.

    Several in one buurt are numbered in that order, so that a row of the table can be told from the next.
    """
    buurt = places.set_index("hexagon")[["area_id", "name"]].reindex(hexagons["hexagon"]).reset_index(drop=True)
    name = buurt["name"].fillna(_("buiten de buurten"))
    turn, several = (name.groupby(name).cumcount() + 1).astype(str), name.duplicated(keep=False)
    name = name.where(~several, name + ", " + _("zeshoek") + " " + turn)
    return hexagons.assign(area_id=buurt["area_id"].fillna("").to_numpy(), name=name.to_numpy())


def hexagons(
    frame: pd.DataFrame, outlines: pd.DataFrame, breaks: Sequence[float], tip: str, base_map: bool = False
) -> pdk.Deck:
    """Hexagons coloured by their value, on the outlines of areas.

    frame: area_id, hexagon (H3), value, and every {word} of tip. outlines: area_id, name, geometry, lon, lat.
    """
    shaped = frame.assign(geometry=frame["hexagon"].map(_hexagon))
    return _on_outlines("hexagons", shaped, outlines, breaks, tip, base_map)


def complexes(
    frame: pd.DataFrame, outlines: pd.DataFrame, breaks: Sequence[float], tip: str, base_map: bool = False
) -> pdk.Deck:
    """Complexes coloured by their value, each a disc of one size around its middle, on the outlines of areas.

    frame: area_id, lon, lat, value, and every {word} of tip. outlines: area_id, name, geometry, lon, lat.
    """
    discs = [_disc(lon, lat) for lon, lat in zip(frame["lon"], frame["lat"], strict=True)]
    return _on_outlines("complexes", frame.assign(geometry=discs), outlines, breaks, tip, base_map)


def _on_outlines(
    name: str, frame: pd.DataFrame, outlines: pd.DataFrame, breaks: Sequence[float], tip: str, base_map: bool
) -> pdk.Deck:
    drawn = _polygons(name, _told(frame, tip, text.number), _colours(frame["value"], breaks), 0.9)
    if outlines.empty:
        return _deck([drawn], _bounds(frame["geometry"]), tip, base_map)
    return _deck([_ground(outlines, base_map), drawn, _names(outlines)], _bounds(outlines["geometry"]), tip, base_map)


def _ground(outlines: pd.DataFrame, base_map: bool) -> pdk.Layer:
    paper = palette.rgb(palette.PAPER, 0.0 if base_map else 1.0)
    return _polygons("outlines", outlines[["geometry"]], [paper] * len(outlines), 1.0, pickable=False)


def _deck(layers: list[pdk.Layer], bounds: tuple[float, ...], tip: str, base_map: bool) -> pdk.Deck:
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


def _polygons(
    name: str, frame: pd.DataFrame, colours: list[list[int]], opacity: float, pickable: bool = True
) -> pdk.Layer:
    facts = frame.drop(columns=["geometry"]).to_dict("records")
    rows = [
        fact | {"polygon": part, "colour": colour}
        for fact, geometry, colour in zip(facts, frame["geometry"], colours, strict=True)
        for part in _parts(geometry)
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


def _names(frame: pd.DataFrame) -> pdk.Layer:
    shown = _not_colliding(frame, _view(_bounds(frame["geometry"])))
    rows = [
        {"name": _broken(row.name), "at": [round(row.lon, _DECIMALS), round(row.lat, _DECIMALS)]}
        for row in shown.itertuples(index=False)
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
    found = frame[["name", "lon", "lat"]]
    if "value" in frame:
        found = found.loc[frame["value"].sort_values(ascending=False, na_position="last").index]
    kept, boxes = [], np.empty((0, 4))
    middle, _down = _pixels(view.longitude, view.latitude, view.zoom)
    for row in found.itertuples():
        x, y = _pixels(row.lon, row.lat, view.zoom)
        lines = _broken(row.name).split("\n")
        half, high = max(map(len, lines)) * _LETTER / 2, len(lines) * _ROW / 2
        if abs(x - middle) + half > _WIDTH / 2:
            continue
        box = np.array([x - half, y - high, x + half, y + high])
        if not (
            (boxes[:, 0] < box[2]) & (boxes[:, 2] > box[0]) & (boxes[:, 1] < box[3]) & (boxes[:, 3] > box[1])
        ).any():
            kept.append(row.Index)
            boxes = np.vstack([boxes, box])
    return found.loc[kept]


def _broken(name: str) -> str:
    return "\n".join(textwrap.wrap(name, _LINE_LETTERS, break_long_words=False)) or name


def _colours(values: pd.Series, breaks: Sequence[float]) -> list[list[int]]:
    scale = [palette.rgb(colour) for colour in palette.SCALE]
    places = np.searchsorted(np.asarray(breaks), values.fillna(0).to_numpy(dtype=float), side="right")
    grey = palette.rgb(palette.UNKNOWN)
    return [grey if empty else scale[place] for place, empty in zip(places, values.isna(), strict=True)]


@functools.lru_cache(maxsize=4096)
def _shape(geometry: str) -> list[list]:
    shape = json.loads(geometry)
    parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [[[[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y, *_z in ring] for ring in part] for part in parts]


def _parts(geometry: str) -> list[list]:
    return _shape(geometry)


@functools.lru_cache(maxsize=65536)
def _hexagon(cell: str) -> str:
    ring = [[lon, lat] for lat, lon in h3.cell_to_boundary(cell)]
    return json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})


def _disc(lon: float, lat: float) -> str:
    wide = _DISC_METRES / (_DEGREE_METRES * math.cos(math.radians(lat)))
    high = _DISC_METRES / _DEGREE_METRES
    turns = [2 * math.pi * step / 16 for step in range(17)]
    ring = [[lon + wide * math.cos(turn), lat + high * math.sin(turn)] for turn in turns]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def _bounds(geometries: pd.Series) -> tuple[float, ...]:
    boxes = np.array([_box(geometry) for geometry in geometries])
    return (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))


@functools.lru_cache(maxsize=4096)
def _box(geometry: str) -> tuple[float, ...]:
    corners = np.array([point for part in _shape(geometry) for point in part[0]])
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
            bounds=[_longitude(x, tiles), _latitude(y + 1, tiles), _longitude(x + 1, tiles), _latitude(y, tiles)],
        )
        for x in range(column - 4, column + 5)
        for y in range(row - 2, row + 3)
    ]


def _longitude(column: int, tiles: int) -> float:
    return round(column / tiles * 360 - 180, 6)


def _latitude(row: int, tiles: int) -> float:
    return round(math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / tiles)))), 6)


def _round_up(value: float) -> float:
    size = 10 ** math.floor(math.log10(value))
    return next(step * size for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * size >= value - 1e-9)


def _told(frame: pd.DataFrame, tip: str, value: Callable[[float], str]) -> pd.DataFrame:
    """Of each row its area_id, its geometry and the words of its tooltip; nothing else reaches the browser."""
    fields = [field for _before, field, *_rest in string.Formatter().parse(tip) if field]
    written = {
        field: frame[field].map(value if field == "value" else text.number)
        for field in fields
        if pd.api.types.is_numeric_dtype(frame[field])
    }
    return frame[["area_id", "geometry", *fields]].assign(**written)
