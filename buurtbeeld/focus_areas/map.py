"""Maps to draw an area on, and of what was drawn. Frames in, maps out; knows no Streamlit and asks no other host."""

from __future__ import annotations

import json

import pandas as pd
import pydeck as pdk

from buurtbeeld.charts import palette
from buurtbeeld.charts.map_layers import deck, extent, ground_layer, name_layer, polygon_layer, polygons
from buurtbeeld.charts.maps import Step
from buurtbeeld.focus_areas.outline import Outline
from buurtbeeld.text import _

EDGE = "#C4661F"


def pieces(
    cells: pd.DataFrame,
    ground: pd.DataFrame,
    streets: pd.DataFrame,
    outline: Outline | None,
    layer: str,
    base_map: bool,
) -> pdk.Deck:
    """Hexagons to click on, those inside the outline coloured, with its edge and the names of streets over them.

    cells: of outline.drawn. ground: the area in which is drawn. layer: name of the layer that can be clicked: under
    another one than before nothing is selected, so that every click is a new one.
    """
    colours = [palette.rgb(colour) for colour in cells["colour"]]
    rows = cells[["area_id", "geometry", "homes"]]
    layers = [ground_layer(ground, base_map), polygon_layer(layer, rows, colours, 0.6), *_edge(outline)]
    layers += [] if streets.empty else [name_layer(streets)]
    return deck(layers, extent(cells["geometry"]), "{homes}", base_map)


def outline_map(outline: Outline, ground: pd.DataFrame, base_map: bool) -> pdk.Deck:
    """An outline on the areas around it, nothing to click on."""
    layers = [ground_layer(ground, base_map), *_edge(outline, filled=True), name_layer(ground)]
    return deck(layers, extent(pd.Series([json.dumps(outline)])), "", base_map)


def legend() -> list[Step]:
    """What the colours of the map to draw on stand for."""
    return [
        Step(palette.MAIN, _("hoort erbij")),
        Step(palette.PAPER, _("hoort er niet bij")),
        Step(EDGE, _("omtrek die wordt bewaard")),
    ]


def _edge(outline: Outline | None, filled: bool = False) -> list[pdk.Layer]:
    if outline is None:
        return []
    rows = [{"polygon": part} for part in polygons(json.dumps(outline))]
    return [
        pdk.Layer(
            "PolygonLayer",
            rows,
            id="edge",
            get_polygon="polygon",
            get_fill_color=palette.rgb(palette.MAIN, 0.5 if filled else 0.0),
            get_line_color=palette.rgb(EDGE),
            get_line_width=3,
            line_width_units=pdk.types.String("pixels"),
            stroked=True,
            filled=True,
            pickable=False,
        )
    ]
