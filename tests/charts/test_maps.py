"""Maps ask no other host, show no address, weigh little, and say what their colours mean."""

from __future__ import annotations

import json
import re

import h3
import pandas as pd
import pydeck as pdk
import pytest

from buurtbeeld.charts import map_layers, maps, palette

SQUARE = '{"type":"Polygon","coordinates":[[[%s,50.0],[%s,50.0],[%s,50.05],[%s,50.05],[%s,50.0]]]}'


def outlines() -> pd.DataFrame:
    rows = [
        {
            "area_id": f"buurt:{place}",
            "name": name,
            "lon": x + 0.025,
            "lat": 50.025,
            "geometry": SQUARE % (x, x + 0.05, x + 0.05, x, x),
        }
        for place, (name, x) in enumerate([("Noord", 5.0), ("Zuid", 5.06), ("Zuidoost", 5.0601)])
    ]
    return pd.DataFrame(rows)


def rates() -> pd.DataFrame:
    return outlines().assign(value=[3.0, 60.123456, None], homes=[100.0, 200.0, 4.0])


def hexagons() -> pd.DataFrame:
    cells = [h3.latlng_to_cell(50.025, x, 9) for x in (5.02, 5.08)]
    return pd.DataFrame(
        {"area_id": ["buurt:0", "buurt:1"], "hexagon": cells, "name": ["Noord", "Zuid"], "value": [7.0, 90.0]}
    )


def complexes() -> pd.DataFrame:
    return outlines().assign(value=[7.0, 9.0, 30.0]).drop(columns="geometry")


def deck(kind: str, base_map: bool = False) -> pdk.Deck:
    breaks = (5.0, 10.0, 20.0, 40.0)
    if kind == "areas":
        return maps.areas(rates(), breaks, "{name}\n{value} op {homes}", base_map)
    if kind == "hexagons":
        return maps.hexagons(hexagons(), outlines(), breaks, "{name}: {value}", base_map)
    return maps.complexes(complexes(), outlines(), breaks, "{name}: {value}", base_map)


KINDS = pytest.mark.parametrize("kind", ["areas", "hexagons", "complexes"])


@KINDS
def test_a_map_asks_no_other_host(kind: str) -> None:
    written = deck(kind).to_json()
    assert not re.findall(r"https?:|//", written)
    # With a style of None Streamlit fetches a map of its own choice; this word of pydeck's says that none was chosen.
    assert json.loads(written)["mapStyle"] == "__MAP_STYLE__"
    assert json.loads(written).get("mapProvider") is None


@KINDS
def test_the_base_map_asks_one_host_only(kind: str) -> None:
    assert set(re.findall(r"https?://[^/]+", deck(kind, base_map=True).to_json())) == {"https://service.pdok.nl"}


def test_tiles_of_the_base_map_lie_around_the_view_and_fit_together() -> None:
    written = json.loads(deck("areas", base_map=True).to_json())
    view, tiles = (
        written["initialViewState"],
        [layer for layer in written["layers"] if layer["@@type"] == "BitmapLayer"],
    )
    bounds = [tile["bounds"] for tile in tiles]
    under = [b for b in bounds if b[0] <= view["longitude"] < b[2] and b[1] <= view["latitude"] < b[3]]
    assert len(under) == 1
    west, south, east, north = under[0]
    assert {east, west} <= {b[0] for b in bounds} & {b[2] for b in bounds}
    assert {south, north} <= {b[1] for b in bounds} & {b[3] for b in bounds}
    assert map_layers.tile_bounds(0, 0, 0) == pytest.approx([-180, -85.051129, 180, 85.051129])


@KINDS
def test_a_map_draws_areas_and_names_and_never_points(kind: str) -> None:
    assert {layer["@@type"] for layer in json.loads(deck(kind).to_json())["layers"]} == {"PolygonLayer", "TextLayer"}


@KINDS
def test_a_map_is_written_compactly(kind: str) -> None:
    written = deck(kind).to_json()
    assert "\n " not in written and ": " not in re.sub(r'"[^"]*"', '""', written)
    assert not re.findall(r"\d\.\d{6,}", written)


def test_unknown_is_grey_and_no_shade_of_the_scale() -> None:
    polygons = json.loads(deck("areas").to_json())["layers"][0]["data"]
    colours = {row["area_id"]: row["colour"] for row in polygons}
    assert colours["buurt:2"] == palette.rgb(palette.UNKNOWN)
    assert colours["buurt:0"] == palette.rgb(palette.SCALE[0]) and colours["buurt:1"] == palette.rgb(palette.SCALE[4])


def test_only_what_the_tooltip_says_reaches_the_browser() -> None:
    row = json.loads(deck("areas").to_json())["layers"][0]["data"][1]
    assert set(row) == {"area_id", "name", "value", "homes", "polygon", "colour"}
    assert (row["value"], row["homes"]) == ("60", "200")


def test_names_that_would_collide_give_way_to_the_highest_value() -> None:
    names = next(layer for layer in json.loads(deck("areas").to_json())["layers"] if layer["id"] == "names")
    assert {row["name"] for row in names["data"]} == {"Noord", "Zuid"}


def test_a_multipolygon_is_one_area_in_parts() -> None:
    two = json.dumps(
        {
            "type": "MultiPolygon",
            "coordinates": [json.loads(SQUARE % (x, x + 0.01, x + 0.01, x, x))["coordinates"] for x in (5.0, 5.1)],
        }
    )
    frame = rates().head(1).assign(geometry=two)
    rows = json.loads(maps.areas(frame, (5.0, 10.0, 20.0, 40.0), "{name}").to_json())["layers"][0]["data"]
    assert [row["area_id"] for row in rows] == ["buurt:0", "buurt:0"]


def test_an_empty_map_is_still_a_map() -> None:
    json.loads(
        maps.hexagons(hexagons().head(0), outlines(), maps.rising(pd.Series(dtype=float), 5), "{name}").to_json()
    )


@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        (maps.around(40), ["tot 20", "20 tot 32", "32 tot 50", "50 tot 80", "80 en meer"]),
        (maps.rising(pd.Series([5, 128]), 5), ["tot 10", "10 tot 20", "20 tot 40", "40 tot 80", "80 en meer"]),
    ],
)
def test_the_legend_tells_every_step(breaks: tuple[float, ...], words: list[str]) -> None:
    steps = maps.legend(breaks, unknown="te weinig")
    assert [step.words for step in steps] == [*words, "te weinig"]
    assert [step.colour for step in steps] == [*palette.SCALE, palette.UNKNOWN]


@pytest.mark.parametrize("most", [5, 6, 19, 21, 1000, 123456])
def test_breaks_of_counts_rise(most: int) -> None:
    breaks = maps.rising(pd.Series([5, most]), 5)
    assert list(breaks) == sorted(set(breaks)) and len(breaks) == 4 and breaks[0] > 5


def test_a_hexagon_is_named_after_its_buurt_or_not_at_all() -> None:
    counts = pd.DataFrame({"hexagon": ["b", "x", "a"], "value": [9, 8, 7]})
    places = pd.DataFrame({"hexagon": ["a", "b"], "area_id": ["buurt:A", "buurt:B"], "name": ["Aa", "Bee"]})
    found = maps.name_hexagons(counts, places)
    assert found["hexagon"].tolist() == ["b", "x", "a"], "Most reports first, as they came."
    assert found["area_id"].tolist() == ["buurt:B", "", "buurt:A"]
    assert found["name"].tolist() == ["Bee", "buiten de buurten", "Aa"]


def test_several_hexagons_of_a_buurt_are_numbered() -> None:
    counts = pd.DataFrame({"hexagon": ["b", "x", "a"], "value": [9, 8, 7]})
    places = pd.DataFrame({"hexagon": ["a", "b"], "area_id": ["buurt:B"] * 2, "name": ["Bee"] * 2})
    assert maps.name_hexagons(counts, places)["name"].tolist() == [
        "Bee, zeshoek 1",
        "buiten de buurten",
        "Bee, zeshoek 2",
    ]


@pytest.mark.parametrize("whole", [0, float("nan")])
def test_zero_everywhere_looks_like_zero_and_says_so(whole: float) -> None:
    breaks = maps.around(whole)
    assert [step.words for step in maps.legend(breaks)] == ["nul: geen enkele"]
    drawn = json.loads(maps.areas(rates().assign(value=0.0), breaks, "{name}").to_json())
    colours = {tuple(row["colour"]) for layer in drawn["layers"] if layer["id"] == "areas" for row in layer["data"]}
    assert colours == {tuple(palette.rgb(palette.SCALE[0]))}


@pytest.mark.parametrize("value", [0.03, 0.3, 1.1, 9, 2500])
def test_no_two_steps_of_a_scale_are_written_alike(value: float) -> None:
    words = [step.words for step in maps.legend(maps.around(value))]
    assert len(set(words)) == 5 and not {"tot 0", "0 en meer"} & set(words)


def test_small_areas_are_drawn_on_larger_ones_whose_names_they_bear() -> None:
    deck = json.loads(maps.areas(rates(), maps.around(40), "{name}", behind=outlines()).to_json())
    assert [layer["id"] for layer in deck["layers"]] == ["outlines", "areas", "names"]
