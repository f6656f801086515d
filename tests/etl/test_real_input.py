"""Do public files load by descriptor alone, from folder to published warehouse? Reads public files only."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from buurtbeeld.warehouse import CONFIG
from etl import build as building
from etl.status import status
from tests.etl import deliver

AMERICAN = "%m/%d/%Y %I:%M:%S %p"


def fields(**feeds: str) -> list[dict[str, str]]:
    """Columns by name; a date is told by the canonical field it feeds."""
    return [
        {"name": name, "feeds": feed, "type": "string"}
        | ({"type": "datetime", "format": AMERICAN} if feed.endswith("_at") else {})
        | ({"type": "number"} if feed in ("x", "y") or feed.startswith("value:") else {})
        for name, feed in feeds.items()
    ]


def published(folder: Path) -> Path:
    settings = deliver.settings(folder)
    return settings.warehouse / f"{building.build(settings).name}.duckdb"


@pytest.fixture(scope="module")
def los_angeles(tmp_path_factory: pytest.TempPathFactory, real_data: Path) -> Path:
    folder = tmp_path_factory.mktemp("city")
    raw = folder / "raw"
    words = {"path": "councils.geojson", "kind": "areas", "level": "wijk"}
    deliver.describe(raw / "councils", "councils", words, fields(nc_id="code", name="name"))
    shutil.copy(real_data / "la_neighbourhood_councils.geojson", raw / "councils" / "councils.geojson")
    columns = fields(
        SRNumber="source_id",
        CreatedDate="registered_at",
        ClosedDate="closed_at",
        UpdatedDate="version_at",
        RequestType="category",
        Status="status",
        RequestSource="channel",
        Longitude="x",
        Latitude="y",
    )
    deliver.describe(raw / "requests", "requests", {"path": "requests.csv", "kind": "complaint"}, columns)
    shutil.copy(real_data / "la311_2017_subset.csv", raw / "requests" / "requests.csv")
    published(folder)
    return folder


def test_every_request_is_accounted_for_and_those_without_coordinates_are_kept(los_angeles: Path) -> None:
    sources = {source["name"]: source for source in status(los_angeles / "warehouse")["sources"]}
    requests = sources["requests"]
    assert requests["rows_in"] == 9999
    assert requests["loaded"] + requests["duplicates"] + requests["rejected"] == 9999
    assert requests["unplaced"] == 1753 - _lost_without_coordinates(los_angeles)
    assert requests["unknown_category"] == requests["loaded"]


def _lost_without_coordinates(folder: Path) -> int:
    """Rejected or duplicate requests that had no coordinates."""
    (build,) = (folder / "warehouse").glob("*.duckdb")
    with duckdb.connect(str(build), read_only=True, config=CONFIG) as con:
        kept = set(con.execute("select line from report").df()["line"])
    rows = pd.read_csv(folder / "raw" / "requests" / "requests.csv", dtype=str)
    return sum(number + 2 not in kept for number in rows.index[rows["Latitude"].isna()])


def test_the_city_agrees_with_the_council_of_most_requests(los_angeles: Path) -> None:
    (build,) = (los_angeles / "warehouse").glob("*.duckdb")
    with duckdb.connect(str(build), read_only=True, config=CONFIG) as con:
        ours = con.execute(
            """select source_id, area.name as council from signal join place using (place_id)
            join area on area.area_id = place.wijk"""
        ).df()
    theirs = pd.read_csv(los_angeles / "raw" / "requests" / "requests.csv", dtype=str)[["SRNumber", "NCName"]].dropna()
    both = ours.merge(theirs, left_on="source_id", right_on="SRNumber")
    assert len(both) > 8000
    assert (both["council"].str.upper() == both["NCName"].str.upper()).mean() >= 0.96


def test_a_national_table_becomes_indicators_and_a_blank_is_unknown(tmp_path: Path, real_data: Path) -> None:
    raw = tmp_path / "raw"
    words = {"path": "buurten.geojson", "kind": "areas", "level": "buurt", "crs": "EPSG:28992"}
    columns = fields(buurtcode="code", buurtnaam="name", wijkcode="parent_code", gemeentecode="grandparent_code")
    deliver.describe(raw / "areas", "buurten", words, columns)
    shutil.copy(real_data / "sittard_geleen_buurten_2020_rd.geojson", raw / "areas" / "buurten.geojson")
    columns = fields(Codering_3="area_code", Perioden="vintage", Roker_11="value:smokers", Ondergewicht_7="value:thin")
    deliver.describe(raw / "health", "health", {"path": "health.csv", "kind": "indicators"}, columns, missing=["", "."])
    shutil.copy(real_data / "rivm_50090NED_sittard_geleen.csv", raw / "health" / "health.csv")
    with duckdb.connect(str(published(tmp_path)), read_only=True, config=CONFIG) as con:
        table = con.execute("select vintage, area_id, name, value from indicator where name = 'smokers'").df()
    given = pd.read_csv(real_data / "rivm_50090NED_sittard_geleen.csv", dtype=str)["Roker_11"].str.strip()
    assert len(table) == 138
    assert table["value"].isna().sum() == given.fillna("").isin(["", "."]).sum() > 0
    town = table[(table["area_id"] == "gemeente:GM1883") & (table["vintage"] == "2012JJ00")]
    assert list(town["value"]) == [24.7]
    assert table["area_id"].notna().all()
