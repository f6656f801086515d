"""Frames in, maps out. Knows no Streamlit and no SQL, draws no address, and asks no other host unless told to."""

from __future__ import annotations

import functools
import itertools
import json
import math
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import h3
import numpy as np
import pandas as pd
import pydeck as pdk

from buurtbeeld import text
from buurtbeeld.charts import palette
from buurtbeeld.charts.map_layers import deck, extent, ground_layer, name_layer, polygon_layer
from buurtbeeld.text import _

_DISC_METRES = 130
_DEGREE_METRES = 111_320


@dataclass(frozen=True)
class Step:
    """One step of the legend: a colour and what it stands for."""

    colour: str
    words: str


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
    drawn = polygon_layer(
        "areas", _tooltips(frame, tip, text.rate), _colours(frame["value"], breaks), 0.65 if base_map else 0.85
    )
    if larger is None:
        return deck([drawn, name_layer(frame)], extent(frame["geometry"]), tip, base_map)
    layers = [ground_layer(larger, base_map), drawn, name_layer(larger)]
    return deck(layers, extent(pd.concat([larger["geometry"], frame["geometry"]])), tip, base_map)


def areas_by_colour(frame: pd.DataFrame, tip: str, base_map: bool = False) -> pdk.Deck:
    """Areas in the colour of what is said of them. Names where they fit, those with the highest value first.

    frame: area_id, name, geometry (GeoJSON text), lon, lat, colour, value, and every {word} of tip.
    """
    colours = [palette.rgb(colour) for colour in frame["colour"]]
    layers = [
        polygon_layer("areas", _tooltips(frame, tip, text.number), colours, 0.65 if base_map else 0.85),
        name_layer(frame),
    ]
    return deck(layers, extent(frame["geometry"]), tip, base_map)


def name_hexagons(hexagons: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
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
    drawn = polygon_layer(name, _tooltips(frame, tip, text.number), _colours(frame["value"], breaks), 0.9)
    if outlines.empty:
        return deck([drawn], extent(frame["geometry"]), tip, base_map)
    return deck(
        [ground_layer(outlines, base_map), drawn, name_layer(outlines)], extent(outlines["geometry"]), tip, base_map
    )


def _colours(values: pd.Series, breaks: Sequence[float]) -> list[list[int]]:
    scale = [palette.rgb(colour) for colour in palette.SCALE]
    places = np.searchsorted(np.asarray(breaks), values.fillna(0).to_numpy(dtype=float), side="right")
    grey = palette.rgb(palette.UNKNOWN)
    return [grey if empty else scale[place] for place, empty in zip(places, values.isna(), strict=True)]


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


def _round_up(value: float) -> float:
    size = 10 ** math.floor(math.log10(value))
    return next(step * size for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * size >= value - 1e-9)


def _tooltips(frame: pd.DataFrame, tip: str, value: Callable[[float], str]) -> pd.DataFrame:
    """Of each row its area_id, its geometry and the words of its tooltip; nothing else reaches the browser."""
    fields = [field for _before, field, *_rest in string.Formatter().parse(tip) if field]
    written = {
        field: frame[field].map(value if field == "value" else text.number)
        for field in fields
        if pd.api.types.is_numeric_dtype(frame[field])
    }
    return frame[["area_id", "geometry", *fields]].assign(**written)
