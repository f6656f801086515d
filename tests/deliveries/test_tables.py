"""What a rejected row shows of itself leads to no front door."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from buurtbeeld.deliveries import tables


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ({"gemeld_op": "31-04-2022 10:00", "leeg": None, "ook_leeg": ""}, "gemeld_op: 31-04-2022 10:00"),
        ({"postcode": "6136 DL"}, "postcode: •"),
        ({"postcode": "6136dl"}, "postcode: •"),
        ({"huisnummer": "51"}, "huisnummer: •"),
        ({"huisnummer": "51-A2"}, "huisnummer: •"),
        ({"adres": "Tarwelaan 51 b"}, "adres: Tarwelaan •"),
        ({"straat": "Tarwelaan"}, "straat: Tarwelaan"),
        ({"lon": "5.830907", "lat": "50,979539"}, "lon: •; lat: •"),
        ({"melder": "(not kept)"}, "melder: (not kept)"),
    ],
)
def test_places_are_masked_to_a_street(row: dict[str, str | None], shown: str) -> None:
    assert tables.masked_row(json.dumps(row)) == shown


@pytest.mark.parametrize("text", ["{half", "[1, 2]", "", None, '"Tarwelaan 51"'])
def test_what_is_no_row_is_shown_without_failing(text: str | None) -> None:
    assert "51" not in tables.masked_row(text)


def test_totals_add_up_in_words() -> None:
    fresh = pd.DataFrame(
        {
            "rows_in": [600, 400],
            "loaded": [590, 400],
            "duplicates": [8, 0],
            "rejected": [2, 0],
            "unplaced": [5, 0],
            "unknown_category": [0, 0],
        }
    )
    told = {figure.label: (figure.value, figure.beside) for figure in tables.totals(fresh)}
    assert told["Ingelezen"] == ("990", "van 1.000 regels")
    assert told["Afgekeurd"][0] == "2" and told["Afgekeurd"][1].startswith("0,2")
