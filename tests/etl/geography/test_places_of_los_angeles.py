"""Real requests in real councils: we place them where the city itself says they lie. Reads public files only."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from etl.geography import areas, places
from etl.geography.outlines import read_outlines
from tests.etl import loaded
from tests.etl.geography import test_outlines

CHANGED = {
    "GREATER ECHO PARK ELYSIAN NC": ["ECHO PARK NC"],
    "MID-TOWN NORTH HOLLYWOOD NC": ["NOHO NC"],
    "WESTWOOD NC": ["WESTWOOD NC", "NORTH WESTWOOD NC"],
    "HISTORIC CULTURAL NC": ["HISTORIC CULTURAL NC", "HISTORIC CULTURAL NORTH NC"],
}
"""Councils that were renamed or split after the city wrote NCName."""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> duckdb.DuckDBPyConnection:
    folder = tmp_path_factory.mktemp("la")
    shutil.copy(real_data / "la_neighbourhood_councils.geojson", folder / "councils.geojson")
    fields = [{"name": "nc_id", "feeds": "code"}, {"name": "name", "feeds": "name"}]
    delivery = test_outlines.delivery(folder, "councils.geojson", level="wijk", schema={"fields": fields})
    con = loaded.connection()
    loaded.fill_frame(con, "areas", read_outlines(delivery).rows)
    codes = dict(con.execute("select name, code from loaded.areas").fetchall())
    links = [
        {"from_area": codes.get(old, old), "to_area": codes[new], "reason": "boundary_change"}
        for old, news in CHANGED.items()
        for new in news
        if new != old
    ]
    loaded.fill(con, "area_links", links)
    areas.make_areas(con)
    requests = pd.read_csv(real_data / "la311_2017_subset.csv", dtype=str)
    con.register("requests", requests)
    con.execute(
        """insert into loaded.place (place_id, crs, x, y, street, number, postcode)
        select row_number() over (), 'OGC:CRS84', Longitude::double, Latitude::double, Address, HouseNumber, ZipCode
        from requests"""
    )
    con.execute("create table city_says as select row_number() over () as place_id, NCName as name from requests")
    assert places.place(con) == 9999
    return con


def test_requests_without_coordinates_are_kept_and_counted(city: duckdb.DuckDBPyConnection) -> None:
    found = dict(city.execute("select precision, count(*) from place group by precision").fetchall())
    assert found == {"coordinates": 9999 - 1753, "none": 1753}


def test_the_city_places_them_where_we_do(city: duckdb.DuckDBPyConnection) -> None:
    by_name, linked, rows = city.execute(
        """select avg((a.name = c.name)::int), avg((a.name = c.name or l.to_area is not null)::int), count(*)
        from place p
        join area a on a.area_id = p.wijk
        join city_says c using (place_id)
        left join area old on old.name = c.name
        left join area_link l on l.from_area = coalesce(old.area_id, 'wijk:' || c.name) and l.to_area = p.wijk"""
    ).fetchone()
    assert rows > 8100
    assert by_name >= 0.96
    assert linked >= 0.99
