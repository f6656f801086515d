"""Outlines are read, repaired or refused, and each is said."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import geopandas
import pandas as pd
import pyogrio
import pytest
import shapely
from shapely import Polygon, box
from shapely.geometry import mapping

from buurtbeeld.errors import FileRefused
from etl.descriptors import read as descriptors_read
from etl.geography.outlines import Outlines, read_outlines

NOT_RD = "coordinates look like degrees, but the file or descriptor says Amersfoort / RD New"
HOUSE = box(5.85, 51.0, 5.86, 51.01)
BOWTIE = Polygon([(5.85, 51.0), (5.86, 51.01), (5.86, 51.0), (5.85, 51.01)])
FOLDED = Polygon([(5.85, 51.0), (5.86, 51.0), (5.85, 51.0), (5.85, 51.0)])
IN_RD = box(187000, 334000, 188000, 335000)
NOWHERE = {"type": "Polygon", "coordinates": []}
HUGE = {"type": "Polygon", "coordinates": [[[0, 0], [1e400, 0], [1, 1], [0, 0]]]}


def delivery(folder: Path, file: str, crs: str | None = None, **words: object) -> descriptors_read.Delivery:
    fields = [
        {"name": "buurtcode", "type": "string", "feeds": "code"},
        {"name": "buurtnaam", "type": "string", "feeds": "name"},
    ]
    described = {"name": "buurten", "path": file, "kind": "areas", "level": "buurt", "schema": {"fields": fields}}
    if file.endswith(".zip"):
        described["format"] = "shp"
    described |= words | ({"crs": crs} if crs else {})
    path = folder / "buurten.descriptor.json"
    path.write_text(json.dumps(described), encoding="utf-8")
    return descriptors_read.Delivery(descriptors_read.load(path, "cbs"), folder / file, f"cbs/{file}")


def geojson(folder: Path, *geometries: object, crs: str | None = None) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"buurtcode": f"BU{number:08d}  ", "buurtnaam": f"Buurt {number}", "secret": "not named"},
            "geometry": mapping(geometry) if isinstance(geometry, shapely.Geometry) else geometry,
        }
        for number, geometry in enumerate(geometries)
    ]
    stated = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    path = folder / "buurten.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", **stated, "features": features}), encoding="utf-8")
    return path


def read(folder: Path, *geometries: object, stated: str | None = None, crs: str | None = None) -> Outlines:
    geojson(folder, *geometries, crs=stated)
    return read_outlines(delivery(folder, "buurten.geojson", crs))


@pytest.mark.parametrize(
    ("geometry", "stated", "crs", "reason"),
    [
        (None, None, None, "the outline is empty"),
        (NOWHERE, None, None, "the outline is empty"),
        (shapely.Point(5.85, 51.0), None, None, "the outline is not a polygon"),
        (shapely.LineString([(5.85, 51), (5.86, 51)]), None, None, "the outline is not a polygon"),
        (FOLDED, None, None, "the outline crosses itself and nothing is left of it when repaired"),
        (HUGE, None, None, "the outline has coordinates that are not finite numbers"),
        (shapely.transform(HOUSE, lambda c: c[:, ::-1]), None, None, "longitude and latitude look swapped"),
        (IN_RD, None, None, "coordinates look like RD metres, but the file or descriptor says degrees"),
        (box(400, 10, 401, 11), None, None, "coordinates lie outside -180 to 180 and -90 to 90 degrees"),
        (HOUSE, None, "EPSG:28992", NOT_RD),
        (HOUSE, "urn:ogc:def:crs:EPSG::28992", None, NOT_RD),
        (shapely.transform(IN_RD, lambda c: c[:, ::-1]), None, "EPSG:28992", "RD x and y look swapped"),
        (box(9e6, 9e6, 9.1e6, 9.1e6), None, "EPSG:28992", "the outline lies where Amersfoort / RD New is not used"),
    ],
)  # fmt: skip
def test_a_bad_outline_is_rejected_with_its_reason(
    tmp_path: Path, geometry: object, stated: str | None, crs: str | None, reason: str
) -> None:
    found = read(tmp_path, geometry, HOUSE if not (stated or crs) else IN_RD, stated=stated, crs=crs)
    assert found.rejected["reasons"].tolist() == [[reason]]
    assert found.rejected["line"].tolist() == [1]
    assert json.loads(found.rejected["row_text"][0]) == {"buurtcode": "BU00000000", "buurtnaam": "Buurt 0"}
    assert found.rows["code"].tolist() == ["BU00000001"], "the rest of the file still loads"
    assert found.findings[["kind", "code"]].to_numpy().tolist() == [["refused", "BU00000000"]]


def test_a_good_outline_is_kept_as_it_is(tmp_path: Path) -> None:
    found = read(tmp_path, HOUSE)
    assert found.rows.drop(columns="outline").to_dict("records") == [
        {"code": "BU00000000", "name": "Buurt 0", "level": "buurt", "line": 1}
    ]
    assert shapely.equals(shapely.from_wkb(found.rows["outline"][0]), HOUSE)
    assert found.rejected.empty
    assert found.findings.empty


def test_an_outline_that_crosses_itself_is_repaired_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, BOWTIE)
    mended = shapely.from_wkb(found.rows["outline"][0])
    assert mended.is_valid and mended.area == pytest.approx(0.00005)
    assert found.findings["kind"].tolist() == ["repaired"]
    assert "Self-intersection" in found.findings["detail"][0]


def test_all_reasons_are_given(tmp_path: Path) -> None:
    path = geojson(tmp_path, None)
    path.write_text(path.read_text().replace("BU00000000  ", " "), encoding="utf-8")
    found = read_outlines(delivery(tmp_path, "buurten.geojson"))
    assert found.rejected["reasons"].tolist() == [["the outline is empty", "code: empty, but it is needed"]]


def test_formats_and_reference_systems_give_the_same_outlines(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"buurtcode": ["BU1", "BU2"], "buurtnaam": ["Één", None], "extra": [1.5, None]},
        geometry=[HOUSE, box(5.86, 51.0, 5.87, 51.01)], crs="OGC:CRS84",
    )  # fmt: skip
    rd = frame.to_crs("EPSG:28992")
    rd.to_file(tmp_path / "a.gpkg", layer="buurten_2025")
    frame.to_file(tmp_path / "b.geojson")
    rd.to_file(tmp_path / "c.shp", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        for path in sorted(tmp_path.glob("c.*")):
            archive.write(path, path.name)
    geojson_without_crs = json.loads(rd.to_json(drop_id=True))
    geojson_without_crs.pop("crs", None)
    (tmp_path / "e.geojson").write_text(json.dumps(geojson_without_crs), encoding="utf-8")
    for file, crs in (
        ("a.gpkg", None),
        ("b.geojson", None),
        ("c.shp", None),
        ("d.zip", None),
        ("e.geojson", "EPSG:28992"),
    ):
        found = read_outlines(delivery(tmp_path, file, crs))
        assert found.rows[["code", "name"]].to_numpy().tolist() == [["BU1", "Één"], ["BU2", None]], file
        assert shapely.equals_exact(shapely.from_wkb(found.rows["outline"][0]).normalize(), HOUSE.normalize(), 1e-6), (
            file
        )


def _half_written(folder: Path) -> Path:
    path = geojson(folder, HOUSE, HOUSE)
    path.write_bytes(path.read_bytes()[:-150])
    return path


def _without_code(folder: Path) -> Path:
    path = geojson(folder, HOUSE)
    path.write_text(path.read_text().replace("buurtcode", "bu_code"), encoding="utf-8")
    return path


def _empty(folder: Path) -> Path:
    path = folder / "buurten.gpkg"
    path.touch()
    return path


def _table_alone(folder: Path) -> Path:
    frame = pd.DataFrame({"buurtcode": ["BU1"], "buurtnaam": ["x"]})
    pyogrio.write_dataframe(frame, folder / "buurten.gpkg", layer="buurten")
    return folder / "buurten.gpkg"


def _shape_without_prj(folder: Path) -> Path:
    frame = geopandas.GeoDataFrame({"buurtcode": ["BU1"], "buurtnaam": ["x"]}, geometry=[IN_RD])
    with pytest.warns(UserWarning, match="crs"):
        frame.to_file(folder / "buurten.shp")
    return folder / "buurten.shp"


def _no_zip(folder: Path) -> Path:
    path = folder / "buurten.zip"
    path.write_bytes(b"PK but no more")
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_half_written, "Deliver it again"),
        (_without_code, "has no column 'buurtcode'; it has bu_code"),
        (_empty, "should hold outlines; it cannot be read"),
        (_table_alone, "holds a table without outlines"),
        (_shape_without_prj, "Add crs to its descriptor"),
        (_no_zip, "should be a zip with a shapefile"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path, make: object, sentence: str) -> None:
    path = make(tmp_path)
    with pytest.raises(FileRefused, match=sentence):
        read_outlines(delivery(tmp_path, path.name))


def test_a_layer_that_is_not_there_is_refused(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"buurtcode": ["BU1"], "buurtnaam": ["x"]}, geometry=[HOUSE], crs=4326)
    frame.to_file(tmp_path / "a.gpkg", layer="wijken")
    with pytest.raises(FileRefused, match="has no layer 'buurten'; it has wijken"):
        read_outlines(delivery(tmp_path, "a.gpkg", dialect={"layer": "buurten"}))


def test_an_outline_with_too_many_points_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.geography.outlines.MOST_POINTS", 10)
    found = read(tmp_path, HOUSE, shapely.segmentize(HOUSE, 0.001))
    assert found.rejected["reasons"].tolist() == [["the outline has more than 10 points"]]


@pytest.mark.parametrize("file", ["sittard_geleen_buurten_2020_rd.geojson", "sittard_geleen_buurten_2020.gpkg"])
def test_the_real_buurten(tmp_path: Path, real_data: Path, file: str) -> None:
    shutil.copy(real_data / file, tmp_path / file)
    found = read_outlines(delivery(tmp_path, file))
    assert len(found.rows) == 37
    assert found.rejected.empty
    west, south, east, north = shapely.total_bounds(shapely.from_wkb(found.rows["outline"]))
    assert 5.75 < west < east < 5.95 and 50.9 < south < north < 51.1


def test_the_wijken_of_2014(tmp_path: Path, real_data: Path) -> None:
    shutil.copy(real_data / "nl_wijken_2014_wgs84.gpkg", tmp_path / "wijken.gpkg")
    fields = [{"name": "statcode", "feeds": "code"}, {"name": "statnaam", "feeds": "name"}]
    found = read_outlines(delivery(tmp_path, "wijken.gpkg", level="wijk", schema={"fields": fields}))
    said = found.findings["kind"].value_counts().to_dict()
    assert len(found.rows) + len(found.rejected) == 2745
    assert said == {"refused": 28, "repaired": 7}
    assert {reason for reasons in found.rejected["reasons"] for reason in reasons} == {"the outline is empty"}
    assert shapely.is_valid(shapely.from_wkb(found.rows["outline"])).all()


LAYERS = {"buurten": ["BU1", "BU2"], "wijken": ["WK1"]}


def geopackage(path: Path, layer: str, codes: list[str]) -> None:
    frame = geopandas.GeoDataFrame(
        {"buurtcode": codes, "buurtnaam": codes}, geometry=[HOUSE] * len(codes), crs="EPSG:4326"
    )
    frame.to_file(path, layer=layer, engine="pyogrio")


@pytest.mark.parametrize(("layer", "codes"), LAYERS.items())
def test_a_descriptor_says_which_layer_is_meant(tmp_path: Path, layer: str, codes: list[str]) -> None:
    for name, own in LAYERS.items():
        geopackage(tmp_path / "alles.gpkg", name, own)
    outlines = read_outlines(delivery(tmp_path, "alles.gpkg", dialect={"layer": layer}))
    assert outlines.rows["code"].tolist() == codes
    with pytest.raises(FileRefused, match="has 2 layers of outlines: buurten, wijken"):
        read_outlines(delivery(tmp_path, "alles.gpkg"))


@pytest.mark.parametrize("stated", [1, 2, 9])
def test_the_rows_of_a_geopackage_are_counted_whatever_it_states(tmp_path: Path, stated: int) -> None:
    geopackage(tmp_path / "buurten.gpkg", "buurten", ["BU1", "BU2"])
    with closing(sqlite3.connect(tmp_path / "buurten.gpkg")) as con:
        con.execute("update gpkg_ogr_contents set feature_count = ?", [stated])
        con.commit()
    assert read_outlines(delivery(tmp_path, "buurten.gpkg")).rows["code"].tolist() == ["BU1", "BU2"]


@pytest.mark.parametrize("encoding", ["UTF-8", "CP1252"])
@pytest.mark.parametrize("folder", [None, "", "kaart/2024/"])
def test_a_shapefile_need_not_say_how_letters_are_written(tmp_path: Path, encoding: str, folder: str | None) -> None:
    """folder: that in a zip; None without a zip."""
    frame = geopandas.GeoDataFrame(
        {"buurtcode": ["BU1"], "buurtnaam": ["Coöperatie é"]}, geometry=[IN_RD], crs="EPSG:28992"
    )
    frame.to_file(tmp_path / "buurten.shp", engine="pyogrio", encoding=encoding)
    (tmp_path / "buurten.cpg").unlink()
    if folder is not None:
        with zipfile.ZipFile(tmp_path / "buurten.zip", "w") as archive:
            for path in tmp_path.glob("buurten.???"):
                if path.suffix != ".zip":
                    archive.write(path, f"{folder}{path.name}")
            archive.writestr("__MACOSX/._buurten.shp", b"x")
    read = read_outlines(delivery(tmp_path, "buurten.shp" if folder is None else "buurten.zip"))
    assert read.rows["name"].tolist() == ["Coöperatie é"]


COLLECTIONS = [
    (shapely.GeometryCollection([HOUSE]), None),
    (shapely.GeometryCollection([HOUSE, box(5.87, 51.0, 5.88, 51.01)]), None),
    (shapely.GeometryCollection([HOUSE, shapely.Point(5.85, 51.0)]), "the outline is not a polygon"),
    (shapely.GeometryCollection([]), "the outline is empty"),
]


@pytest.mark.parametrize(("collection", "reason"), COLLECTIONS, ids=str)
def test_a_collection_of_polygons_is_an_outline(tmp_path: Path, collection: object, reason: str | None) -> None:
    outlines = read(tmp_path, collection)
    assert [len(outlines.rows), *outlines.rejected["reasons"].tolist()] == ([0, [reason]] if reason else [1])
