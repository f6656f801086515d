"""Drawing from hexagons: in and out again is where it was, no slivers, and what is inside is counted."""

from __future__ import annotations

import json

import h3
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from buurtbeeld.focus_areas import outline as focus_areas_outline
from buurtbeeld.focus_areas import wording
from buurtbeeld.register.focus_areas import FocusArea
from buurtbeeld.register.records import checked

BUURT = json.dumps(
    {"type": "Polygon", "coordinates": [[[5.83, 50.96], [5.85, 50.96], [5.85, 50.97], [5.83, 50.97], [5.83, 50.96]]]}
)
CELLS = focus_areas_outline.pieces(BUURT)
chosen = st.lists(st.sampled_from(CELLS), unique=True, max_size=25)


def shape(outline: focus_areas_outline.Outline | None) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(outline)) if outline else shapely.MultiPolygon()


def inside(outline: focus_areas_outline.Outline | None) -> set[str]:
    return {cell for cell, has in zip(CELLS, focus_areas_outline.within(outline, CELLS), strict=True) if has}


def test_the_pieces_cover_the_whole_and_are_few_enough() -> None:
    assert 0 < len(CELLS) <= focus_areas_outline.MOST
    every = focus_areas_outline.toggled(None, CELLS)
    assert shapely.contains(shape(every).buffer(1e-6), shapely.from_geojson(BUURT))
    assert shape(every).geom_type == "Polygon" and not shape(every).interiors, "No holes between neighbours."
    small = json.dumps(json.loads(shapely.to_geojson(shapely.from_geojson(BUURT).centroid.buffer(0.001))))
    assert h3.get_resolution(focus_areas_outline.pieces(small)[0]) > h3.get_resolution(CELLS[0])


@given(chosen, chosen)
def test_what_is_in_is_what_was_tapped_an_odd_number_of_times(first: list[str], second: list[str]) -> None:
    outline = focus_areas_outline.toggled(focus_areas_outline.toggled(None, first), second)
    assert inside(outline) == set(first) ^ set(second)
    assert focus_areas_outline.toggled(outline, inside(outline)) is None, "Nothing is left of it, not a sliver."


@given(chosen)
def test_every_drawing_may_be_kept(cells: list[str]) -> None:
    if cells:
        kept = checked(FocusArea(code="A", name="Getekend", outline=focus_areas_outline.toggled(None, cells)))
        assert inside(kept.outline) == set(cells)


def test_a_whole_area_is_put_in_and_a_piece_of_it_taken_out() -> None:
    whole = focus_areas_outline.joined(None, [BUURT])
    assert shapely.equals(shape(whole), shapely.from_geojson(BUURT))
    assert shapely.equals(shape(focus_areas_outline.joined(whole, [BUURT])), shape(whole)), "Twice is once."
    middle = h3.latlng_to_cell(50.965, 5.84, h3.get_resolution(CELLS[0]))
    less = focus_areas_outline.toggled(whole, [middle])
    assert inside(less) == inside(whole) - {middle} and shape(less).area < shape(whole).area


def test_homes_are_counted_inside_and_those_without_a_place_are_not() -> None:
    homes = pd.DataFrame({"lon": [5.84, 5.8401, 5.9, None], "lat": [50.965, 50.9651, 50.965, None]})
    outline = focus_areas_outline.joined(None, [BUURT])
    assert focus_areas_outline.homes_inside(outline, homes) == 2 and focus_areas_outline.homes_inside(None, homes) == 0
    table = focus_areas_outline.hexagons_to_draw(CELLS, outline, homes)
    assert table["homes"].str.startswith(("1 ", "2 ")).any() and set(table["area_id"]) == set(CELLS)
    areas = pd.DataFrame({"area_id": ["buurt:A", "buurt:B"], "geometry": [BUURT, BUURT.replace("5.8", "6.8")]})
    assert focus_areas_outline.touched(outline, areas) == ["buurt:A"] and focus_areas_outline.touched(None, areas) == []


@pytest.mark.parametrize(
    ("name", "own", "area_ids", "expected"),
    [
        ("Rond het plein", [], [], "ROND-HET-PLEIN"),
        ("Café & 't Höfke!", [], [], "CAFE-T-HOFKE"),
        ("'; drop table x; --", [], [], "DROP-TABLE-X"),
        ("日本", [], [], "GEBIED"),
        ("x" * 80, [], [], "X" * 36),
        ("Plein", [], ["focus:PLEIN"], "PLEIN-2"),
        ("Plein", ["PLEIN"], ["focus:PLEIN"], "PLEIN"),
    ],
)
def test_a_new_area_gets_a_code_that_may_be_kept(name: str, own: list[str], area_ids: list[str], expected: str) -> None:
    assert wording.code(name, own, area_ids) == expected
    checked(FocusArea(code=expected, name="Naam", members=("street:a-b",)))
