"""Homes, addresses, outlines and focus areas of the made-up corporation, dirt included. Draws no report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import shapely

from etl.demo import known, papers, words
from etl.demo.dirt import Tally
from etl.demo.papers import RD, descriptor, field
from etl.demo.stock import Stock
from etl.demo.tables import days, decimals, glue, numbered
from etl.demo.tables import words as pick
from etl.demo.town import Town

OVERLAPPING = ("BU18830609", "BU18830208")
"""The first one's outline runs on over the border, over a strip of the second."""
STRIP = 40.0
CROSSED = "BU18830606"
NO_POINT = 20
"""Every so manieth home has no coordinates: it lies where its address lies."""

_HOME_FIELDS = (
    ("eenheid", "home_id"), ("complex", "complex"), ("huurder", None), ("straat", "street"), ("huisnummer", "number"),
    ("toevoeging", "addition"), ("postcode", "postcode"), ("plaats", "town"), ("x", "x"), ("y", "y"),
    ("in_exploitatie", "in_stock_from"), ("uit_exploitatie", "in_stock_until"),
)  # fmt: skip


def deliver(raw: Path, town: Town, stock: Stock, until: date) -> dict[str, Tally]:
    """Writes raw/woningen and raw/gebieden; one tally per file."""
    homes, areas = raw / "woningen", raw / "gebieden"
    homes.mkdir(parents=True)
    areas.mkdir(parents=True)
    tallies = _homes(homes, stock, until) | _addresses(homes, stock)
    return tallies | _outlines(areas, town) | _focus(areas, town, stock)


def _home_table(stock: Stock, until: date) -> tuple[pd.DataFrame, pa.Table]:
    """The homes' rows of stock.spots, and the same as text."""
    rows = stock.spots[stock.spots["home"]].reset_index(drop=True)
    street = stock.streets.loc[rows["street"]].reset_index(drop=True)
    bare = rows["home_id"].to_numpy() % NO_POINT == 0
    since, end = _dates(rows, street, until)
    who = rows["home_id"].to_numpy() % len(words.people())
    table = pa.table({
        "eenheid": numbered("", rows["home_id"].to_numpy(), 6),
        "complex": pick(stock.complexes, rows["complex"].to_numpy()),
        "huurder": pick(words.people(), who),
        "straat": pa.array(street["name"], pa.string()),
        "huisnummer": pa.array(rows["number"].astype(str), pa.string()),
        "toevoeging": pa.array(rows["addition"], pa.string()),
        "postcode": pa.array(street["postcode"].str[:4] + " " + street["postcode"].str[4:], pa.string()),
        "plaats": pa.array(street["town"], pa.string()),
        "x": decimals(rows["x"].where(~bare).to_numpy(), 1, comma=True),
        "y": decimals(rows["y"].where(~bare).to_numpy(), 1, comma=True),
        "in_exploitatie": days(since, "%d-%m-%Y"),
        "uit_exploitatie": days(end, "%d-%m-%Y"),
    })  # fmt: skip
    return street.assign(home_id=rows["home_id"], built=since), table


def _dates(rows: pd.DataFrame, street: pd.DataFrame, until: date) -> tuple[np.ndarray, np.ndarray]:
    """First day in stock (by complex, long ago, or the street's own month) and first day out of it (NaT: still in)."""
    built = np.random.default_rng(5).integers(1952, 2014, int(rows["complex"].max()) + 1)
    long_ago = np.array([f"{year}-07-01" for year in built], dtype="datetime64[D]")[rows["complex"]]
    now = np.datetime64(until, "M")
    since, end = street["since"].to_numpy(), street["until"].to_numpy()
    first = np.where(since > -known.MONTHS, (now + np.clip(since, -known.MONTHS, 0)).astype("datetime64[D]"), long_ago)
    last = np.where(end < 0, (now + np.clip(end, -known.MONTHS, 0)).astype("datetime64[D]"), np.datetime64("NaT", "D"))
    return first, last


def _homes(folder: Path, stock: Stock, until: date) -> dict[str, Tally]:
    street, table = _home_table(stock, until)
    new = (street["since"] > -known.MONTHS).to_numpy()
    old = table.take(pa.array(np.flatnonzero(~new)))
    dates = {"kind": "date", "format": "%d-%m-%Y"}
    kinds = {"x": {"kind": "number", "decimalChar": ","}, "y": {"kind": "number", "decimalChar": ","}}
    kinds |= {"in_exploitatie": dates, "uit_exploitatie": dates}
    fields = [field(name, feeds, **kinds.get(name, {})) for name, feeds in _HOME_FIELDS]
    common = {"supplier": "De corporatie (verzonnen)", "refresh": "maandelijks", "personal_data": True, "crs": RD}
    dialect = {"delimiter": "\t", "quoteChar": '"'}
    descriptor(folder, "verhuureenheden", "verhuureenheden.txt", "homes", fields, format="csv", encoding="utf-16", dialect=dialect, **common)
    plain = {"x": {"kind": "number"}, "y": {"kind": "number"}, "in_exploitatie": {"kind": "date"}, "uit_exploitatie": {"kind": "date"}}
    fields = [field(name, feeds, **plain.get(name, {})) for name, feeds in _HOME_FIELDS]
    descriptor(folder, "nieuwbouw", "nieuwbouw.parquet", "homes", fields, format="parquet", **common)
    _write_new(folder / "nieuwbouw.parquet", stock, table.take(pa.array(np.flatnonzero(new))), street[new])
    written, tally = _with_dirt(old, 15, 4)
    papers.text(folder / "verhuureenheden.txt", written, "utf-16", ("\t".join(table.column_names),))
    return {"woningen/verhuureenheden.txt": tally, "woningen/nieuwbouw.parquet": Tally(int(new.sum()), int(new.sum()))}


def _with_dirt(table: pa.Table, twice: int, broken: int) -> tuple[pa.Array, Tally]:
    """Lines of homes: some come twice, some leave before they came, some have no number of their own."""
    names = table.column_names
    step = len(table) // (twice + 1)
    again = table.take(pa.array(np.arange(1, twice + 1) * step))
    wrong = table.take(pa.array(np.arange(broken * 2) * step + 7))
    parts = {name: wrong[name].to_pylist() for name in names}
    for row in range(broken):
        parts["eenheid"][row] = f"9{parts['eenheid'][row]}"
        parts["in_exploitatie"][row], parts["uit_exploitatie"][row] = "01-05-2012", "01-05-2002"
    for row in range(broken, broken * 2):
        parts["eenheid"][row] = ""
    joined = pa.concat_tables([table, again, pa.table(parts)])
    faults = {"same row twice": twice, "out of stock before in stock": broken, "no number": broken}
    tally = Tally(len(joined), len(table), twice, broken * 2, faults=faults)
    return glue([joined[name].combine_chunks() for name in names], "\t"), tally


def _write_new(path: Path, stock: Stock, table: pa.Table, street: pd.DataFrame) -> None:
    """New building comes from another system: typed columns, an empty value where nothing is known."""
    spots = stock.spots.set_index("home_id").loc[street["home_id"]]
    typed = {"x": pa.array(spots["x"].to_numpy()), "y": pa.array(spots["y"].to_numpy())}
    typed["in_exploitatie"] = pa.array(street["built"].to_numpy().astype("datetime64[D]"))
    typed["uit_exploitatie"] = pa.nulls(len(table), pa.date32())
    for name, column in typed.items():
        table = table.set_column(table.column_names.index(name), name, column)
    pyarrow.parquet.write_table(table, path)


def _addresses(folder: Path, stock: Stock) -> dict[str, Tally]:
    spots = stock.spots
    street = stock.streets.loc[spots["street"]].reset_index(drop=True)
    count, twice = len(spots), 25
    columns = {
        "adresnummer": numbered("1883200", np.arange(count) + 1, 9),
        "straat": pa.array(street["name"], pa.string()),
        "huisnummer": pa.array(spots["number"].astype(str), pa.string()),
        "toevoeging": pa.array(spots["addition"], pa.string()),
        "postcode": pa.array(street["postcode"], pa.string()),
        "plaats": pa.array(street["town"], pa.string()),
        "x": decimals(spots["x"].to_numpy(), 1),
        "y": decimals(spots["y"].to_numpy(), 1),
    }
    written = glue(list(columns.values()), ",")
    written = pa.concat_arrays([written, written.take(pa.array(np.arange(1, twice + 1) * (count // (twice + 1))))])
    feeds = ("address_id", "street", "number", "addition", "postcode", "town", "x", "y")
    kinds = {"x": "number", "y": "number"}
    fields = [field(name, fed, kinds.get(name, "string")) for name, fed in zip(columns, feeds, strict=True)]
    common = {"supplier": "Adresregister (verzonnen)", "refresh": "jaarlijks", "personal_data": False, "crs": RD}
    descriptor(folder, "adressen", "adressen.csv", "addresses", fields, format="csv", encoding="utf-8", **common)
    papers.text(folder / "adressen.csv", written, "utf-8", (",".join(columns),))
    return {"woningen/adressen.csv": Tally(count + twice, count, twice, faults={"same row twice": twice})}


def delivered_outlines(town: Town) -> list[shapely.Geometry]:
    """The town's outlines with the two planted faults: one overlaps its neighbour, one crosses itself."""
    shapes = list(town.outlines)
    taker, loser = (town.position(code) for code in OVERLAPPING)
    strip = shapely.intersection(shapes[loser], shapely.buffer(shapes[taker], STRIP))
    shapes[taker] = shapely.union(shapes[taker], strip)
    crossed = town.position(CROSSED)
    shapes[crossed] = _crossed(shapes[crossed], shapely.union_all(np.delete(town.outlines, crossed)))
    return shapes


def _crossed(outline: shapely.Polygon, others: shapely.Geometry) -> shapely.Polygon:
    """Two neighbouring corners change places, at the first spot away from every other outline where borders then cross."""
    points = shapely.get_coordinates(outline)[:-1]
    far = shapely.distance(shapely.points(points), others) > 10 * STRIP
    for at in np.flatnonzero(far[:-1] & far[1:]):
        order = np.arange(len(points))
        order[[at, at + 1]] = at + 1, at
        if not shapely.is_valid(crossed := shapely.Polygon(points[order])):
            return crossed
    raise AssertionError(f"{CROSSED} should have a bend away from its neighbours; change CROSSED.")


def _outlines(folder: Path, town: Town) -> dict[str, Tally]:
    names = ("buurtcode", "buurtnaam", "wijkcode", "wijknaam", "gemeentecode", "gemeentenaam")
    properties = town.facts[list(names)].to_dict("records")
    papers.outlines(folder / "buurten.geojson", delivered_outlines(town), properties)
    feeds = ("code", "name", "parent_code", "parent_name", "grandparent_code", "grandparent_name")
    fields = [field(name, fed) for name, fed in zip(names, feeds, strict=True)]
    supplier = "Schematisch, uit middelpunten en oppervlakten van CBS/Kadaster (CC BY 4.0); geen echte grenzen"
    common = {"supplier": supplier, "refresh": "eenmalig", "personal_data": False, "crs": RD}
    descriptor(folder, "buurten", "buurten.geojson", "areas", fields, level="buurt", format="geojson", **common)
    faults = {"outline over its neighbour": 1, "outline that crosses itself": 1}
    return {"gebieden/buurten.geojson": Tally(len(properties), len(properties), faults=faults)}


def _focus(folder: Path, town: Town, stock: Stock) -> dict[str, Tally]:
    common = {"supplier": "Gebiedsregie (verzonnen)", "refresh": "bij wijziging", "personal_data": False}
    papers.table(folder / "aandacht_straten.csv", ["code", "naam", "straat", "plaats"], [("VGS", known.GOYEN, known.GOYEN, "Geleen")], ";")
    fields = [field("code", "code"), field("naam", "name"), field("straat", "street"), field("plaats", "town")]
    dialect = {"delimiter": ";"}
    descriptor(folder, "aandacht_straten", "aandacht_straten.csv", "focus_areas", fields, format="csv", dialect=dialect, **common)
    rows = [("POR", "Portieken Lindenheuvel", complex_of(stock, block)) for block in known.FOCUS_COMPLEXES]
    papers.table(folder / "aandacht_complexen.csv", ["code", "naam", "complex"], rows, ";")
    fields = [field("code", "code"), field("naam", "name"), field("complex", "complex")]
    descriptor(folder, "aandacht_complexen", "aandacht_complexen.csv", "focus_areas", fields, format="csv", dialect=dialect, **common)
    middle = shapely.centroid(town.outlines[town.position(known.FOCUS_BUURT)])
    ring = shapely.set_precision(shapely.buffer(middle, 350.0, quad_segs=6), 1.0)
    papers.outlines(folder / "aandacht_getekend.geojson", [ring], [{"code": "HSB", "naam": "Hart van Sanderbout"}])
    fields = [field("code", "code"), field("naam", "name")]
    descriptor(folder, "aandacht_getekend", "aandacht_getekend.geojson", "focus_areas", fields, format="geojson", crs=RD, **common)
    files = {"aandacht_straten.csv": 1, "aandacht_complexen.csv": len(rows), "aandacht_getekend.geojson": 1}
    return {f"gebieden/{name}": Tally(count, count) for name, count in files.items()}


def complex_of(stock: Stock, block: str) -> str:
    """Code of the (first) complex of a block."""
    return stock.complexes[int(stock.spots["complex"].iloc[stock.streets["first"].iloc[stock.street_row(block)]])]
