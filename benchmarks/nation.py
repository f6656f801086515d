"""Makes a national delivery: complaints by address, the addresses' coordinates, and areas that cover the land."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import geopandas as gpd
import numpy as np
import shapely

COLUMNS, ROWS, CELL = 125, 112, 2000.0
"""125 x 112 = 14,000 areas of about 4 km2."""
ORIGIN = (20_000.0, 310_000.0)
STEPS = 10


def areas(seed: int = 7) -> gpd.GeoDataFrame:
    """14,000 areas in EPSG:28992 that touch without gap or overlap; 40 crooked vertices each."""
    random = np.random.default_rng(seed)
    across, up = np.meshgrid(np.arange(COLUMNS + 1), np.arange(ROWS + 1))
    nodes = (
        np.stack([across, up], axis=-1) * CELL + ORIGIN + random.uniform(-0.3, 0.3, (ROWS + 1, COLUMNS + 1, 2)) * CELL
    )
    flat = _edges(nodes[:, :-1], nodes[:, 1:], random)
    steep = _edges(nodes[:-1], nodes[1:], random)
    rings = np.concatenate(
        [flat[:-1], steep[:, 1:], flat[1:, :, ::-1], steep[:, :-1, ::-1]],
        axis=2,
    ).reshape(ROWS * COLUMNS, 4 * (STEPS + 1), 2)
    keep = np.arange(4 * (STEPS + 1)) % (STEPS + 1) < STEPS
    outlines = shapely.polygons(rings[:, keep])
    codes = [f"BU{number:08d}" for number in range(len(outlines))]
    return gpd.GeoDataFrame(
        {"buurtcode": codes, "buurtnaam": [f"Buurt {c[2:]}" for c in codes]}, geometry=outlines, crs=28992
    )


def _edges(begin: np.ndarray, end: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Crooked lines from begin to end, (…, STEPS + 1, 2); neighbours share them, so outlines fit."""
    along = np.linspace(0, 1, STEPS + 1)[:, None]
    wobble = random.normal(0, 0.03 * CELL, (*begin.shape[:-1], STEPS + 1, 2))
    wobble[..., [0, -1], :] = 0
    return begin[..., None, :] * (1 - along) + end[..., None, :] * along + wobble


def write(raw: Path, complaints: int, addresses: int, files: int = 1) -> None:
    """Writes raw/{areas,addresses,complaints}/ with descriptors; complaints in `files` files, in order of date."""
    for name in ("areas", "addresses", "complaints"):
        (raw / name).mkdir(parents=True, exist_ok=True)
    areas().to_file(raw / "areas" / "buurten.gpkg", layer="buurten")
    with duckdb.connect() as con:
        con.execute("select setseed(0.5)")
        con.execute(
            _ADDRESSES.format(count=addresses, x=ORIGIN[0], y=ORIGIN[1], width=COLUMNS * CELL, height=ROWS * CELL)
        )
        con.execute(
            f"copy (select * exclude (id) from address order by id) to '{raw}/addresses/adressen.csv'"
            " (header, delimiter ';')"
        )
        each = complaints // files
        for number in range(files):
            target = raw / "complaints" / f"klachten_{number:02d}.csv"
            query = _COMPLAINTS.format(
                since=number * each, until=(number + 1) * each, total=complaints, addresses=addresses
            )
            con.execute(f"copy ({query}) to '{target}' (header, delimiter ';')")
    _describe(raw)


_ADDRESSES = """
create table address as
select i as id, lpad(cast(i as varchar), 16, '0') as nummeraanduiding,
    cast(1000 + i % 9000 as varchar) || ' ' || chr(65 + cast(i // 9000 % 26 as integer))
        || chr(65 + cast(i // 234000 % 26 as integer)) as postcode,
    1 + i % 190 as huisnummer, case when i % 11 = 0 then chr(65 + cast(i % 3 as integer)) end as toevoeging,
    'Straat ' || (i % 21000) as straat,
    round({x} + 2000 + random() * ({width} - 4000), 1) as x, round({y} + 2000 + random() * ({height} - 4000), 1) as y
from range({count}) t(i)
"""

_COMPLAINTS = """
select 'K' || lpad(cast(i as varchar), 9, '0') as meldingnummer,
    strftime(timestamp '2019-11-01' + to_seconds(cast(i * (220752000.0 / {total}) as bigint)),
        '%d-%m-%Y %H:%M') as gemeld_op,
    case when hash(i + 3) % 10 > 0 then
        strftime(timestamp '2019-11-01'
            + to_seconds(cast(i * (220752000.0 / {total}) as bigint) + cast(hash(i + 4) % 3000000 as bigint)),
            '%d-%m-%Y %H:%M')
    end as afgehandeld_op,
    'Soort ' || (1 + hash(i) % 24) as soort,
    case hash(i + 1) % 4 when 0 then 'telefoon' when 1 then 'post' when 2 then 'balie' else 'app' end as kanaal,
    'H' || (hash(i + 2) % 400000) as huurder,
    case when hash(i + 3) % 10 > 0 then 'afgehandeld' else 'open' end as status,
    straat, huisnummer, toevoeging, postcode,
    'Bewoner meldt overlast, al ' || (i % 9) || ' keer; graag terugbellen' as omschrijving
from range({since}, {until}) t(i) join address on address.id = hash(i * 17) % {addresses}
order by i
"""

THEMES = (
    "noise",
    "neighbour_dispute",
    "animals",
    "smell",
    "litter",
    "vermin",
    "public_space",
    "vandalism",
    "drug_dealing",
    "burglary",
)


def _describe(raw: Path) -> None:
    def fields(*pairs: tuple[str, str, str, str]) -> list[dict[str, str]]:
        return [{"name": name, "type": kind, "format": form, "feeds": feeds} for name, kind, form, feeds in pairs]

    address = [("straat", "string", "default", "street"), ("huisnummer", "string", "default", "number")]
    address += [("toevoeging", "string", "default", "addition"), ("postcode", "string", "default", "postcode")]
    moment = "%d-%m-%Y %H:%M"
    described = {
        "areas/buurten": (
            "buurten.gpkg",
            "areas",
            fields(("buurtcode", "string", "default", "code"), ("buurtnaam", "string", "default", "name")),
        ),
        "addresses/adressen": (
            "adressen.csv",
            "addresses",
            fields(
                ("nummeraanduiding", "string", "default", "address_id"),
                *address,
                ("x", "number", "default", "x"),
                ("y", "number", "default", "y"),
            ),
        ),
        "complaints/klachten": (
            "klachten_*.csv",
            "complaint",
            fields(
                ("meldingnummer", "string", "default", "source_id"),
                ("gemeld_op", "datetime", moment, "registered_at"),
                ("afgehandeld_op", "datetime", moment, "closed_at"),
                ("soort", "string", "default", "category"),
                ("kanaal", "string", "default", "channel"),
                ("huurder", "string", "default", "reporter"),
                ("status", "string", "default", "status"),
                *address,
            ),
        ),
    }
    for name, (path, kind, columns) in described.items():
        descriptor = {
            "name": name.split("/")[1],
            "path": path,
            "kind": kind,
            "encoding": "utf-8",
            "crs": "EPSG:28992",
            "demonstration": True,
        }
        descriptor |= {"level": "buurt"} if kind == "areas" else {"dialect": {"delimiter": ";"}}
        descriptor["schema"] = {"fields": columns}
        (raw / f"{name}.descriptor.json").write_text(json.dumps(descriptor, indent=2))
    lines = [f"Soort {number + 1},,{THEMES[number % len(THEMES)]}" for number in range(24)]
    themes = {line.split(",")[0]: line.split(",")[2] for line in lines}
    parent = {
        "noise": "nuisance",
        "neighbour_dispute": "nuisance",
        "animals": "nuisance",
        "smell": "nuisance",
        "litter": "surroundings",
    }
    parent |= {
        "vermin": "surroundings",
        "public_space": "surroundings",
        "vandalism": "safety",
        "drug_dealing": "drugs",
        "burglary": "safety",
    }
    rows = [f"{category},{parent[subtheme]},{subtheme}" for category, subtheme in themes.items()]
    (raw / "complaints" / "klachten.categories.csv").write_text("category,theme,subtheme\n" + "\n".join(rows) + "\n")
