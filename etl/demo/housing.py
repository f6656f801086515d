"""Homes and addresses as two systems would export them, dirt included. Draws no report and knows no outlines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from etl.demo import papers, scenario, words
from etl.demo.dirt import Tally
from etl.demo.papers import RD, field
from etl.demo.stock import Stock
from etl.demo.tables import days, decimals, glue, numbered
from etl.demo.tables import words as pick

NO_POINT = 20
"""Every so manieth home has no coordinates: it lies where its address lies."""
TWICE, BROKEN = 15, 4
"""Homes that come twice; homes that leave before they came, and as many without a number."""
ADDRESSES_TWICE = 25

_FED = (
    ("eenheid", "home_id"), ("complex", "complex"), ("huurder", None), ("straat", "street"), ("huisnummer", "number"),
    ("toevoeging", "addition"), ("postcode", "postcode"), ("plaats", "town"), ("x", "x"), ("y", "y"),
    ("in_exploitatie", "in_stock_from"), ("uit_exploitatie", "in_stock_until"),
)  # fmt: skip


def deliver(raw: Path, stock: Stock, until: date) -> dict[str, Tally]:
    """Writes raw/woningen; one tally per file."""
    folder = raw / "woningen"
    folder.mkdir(parents=True)
    homes, table = _table(stock, until)
    new = np.flatnonzero(homes["since"] > -scenario.MONTHS)
    old = np.flatnonzero(homes["since"] <= -scenario.MONTHS)
    return (
        _old(folder / "verhuureenheden.txt", table.take(pa.array(old)))
        | _new(folder / "nieuwbouw.parquet", table.take(pa.array(new)), homes.iloc[new])
        | _addresses(folder / "adressen.csv", stock)
    )


def _table(stock: Stock, until: date) -> tuple[pd.DataFrame, pa.Table]:
    """The homes (home_id, x, y, since, built) and the same as columns of text."""
    rows = stock.spots[stock.spots["home"]].reset_index(drop=True)
    street = stock.streets.loc[rows["street"]].reset_index(drop=True)
    bare = rows["home_id"].to_numpy() % NO_POINT == 0
    built, gone = _dates(rows, street, until)
    table = pa.table({
        "eenheid": numbered("", rows["home_id"].to_numpy(), 6),
        "complex": pick(stock.complexes, rows["complex"].to_numpy()),
        "huurder": pick(words.people(), rows["home_id"].to_numpy() % len(words.people())),
        "straat": pa.array(street["name"], pa.string()),
        "huisnummer": pa.array(rows["number"].astype(str), pa.string()),
        "toevoeging": pa.array(rows["addition"], pa.string()),
        "postcode": pa.array(street["postcode"].str[:4] + " " + street["postcode"].str[4:], pa.string()),
        "plaats": pa.array(street["town"], pa.string()),
        "x": decimals(rows["x"].where(~bare).to_numpy(), 1, comma=True),
        "y": decimals(rows["y"].where(~bare).to_numpy(), 1, comma=True),
        "in_exploitatie": days(built, "%d-%m-%Y"),
        "uit_exploitatie": days(gone, "%d-%m-%Y"),
    })  # fmt: skip
    return rows[["home_id", "x", "y"]].assign(since=street["since"], built=built), table


def _dates(rows: pd.DataFrame, street: pd.DataFrame, until: date) -> tuple[np.ndarray, np.ndarray]:
    """First day in stock (by complex, long ago, or the street's own month) and first day out of it (NaT: still in)."""
    year = np.random.default_rng(5).integers(1952, 2014, int(rows["complex"].max()) + 1)
    long_ago = np.array([f"{each}-07-01" for each in year], dtype="datetime64[D]")[rows["complex"]]
    now = np.datetime64(until, "M")
    since, end = (street[name].clip(-scenario.MONTHS, 0).to_numpy() for name in ("since", "until"))
    first = np.where(since > -scenario.MONTHS, (now + since).astype("datetime64[D]"), long_ago)
    last = np.where(end < 0, (now + end).astype("datetime64[D]"), np.datetime64("NaT", "D"))
    return first, last


def _old(path: Path, table: pa.Table) -> dict[str, Tally]:
    """The stock as an old system gives it: utf-16, tabs, decimal commas."""
    day, number = {"kind": "date", "format": "%d-%m-%Y"}, {"kind": "number", "decimalChar": ","}
    kinds = {"x": number, "y": number, "in_exploitatie": day, "uit_exploitatie": day}
    form = {"format": "csv", "encoding": "utf-16", "dialect": {"delimiter": "\t", "quoteChar": '"'}}
    _describe(path, kinds, form)
    spoilt = pa.concat_tables([table, *_dirt(table)])
    written = glue([spoilt[name].combine_chunks() for name in spoilt.column_names], "\t")
    papers.text(path, written, "utf-16", ("\t".join(spoilt.column_names),))
    faults = {"same row twice": TWICE, "out of stock before in stock": BROKEN, "no number": BROKEN}
    return {f"woningen/{path.name}": Tally(len(spoilt), len(table), TWICE, BROKEN * 2, faults=faults)}


def _dirt(table: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Rows that come twice, and rows that must be rejected: half leave before they came, half have no number."""
    step = len(table) // (TWICE + 1)
    again = table.take(pa.array(np.arange(1, TWICE + 1) * step))
    wrong = table.take(pa.array(np.arange(BROKEN * 2) * step + 7)).to_pydict()
    for row in range(BROKEN):
        wrong["eenheid"][row] = f"9{wrong['eenheid'][row]}"
        wrong["in_exploitatie"][row], wrong["uit_exploitatie"][row] = "01-05-2012", "01-05-2002"
        wrong["eenheid"][BROKEN + row] = ""
    return again, pa.table(wrong)


def _new(path: Path, table: pa.Table, homes: pd.DataFrame) -> dict[str, Tally]:
    """New building comes from another system: typed columns, no value where nothing is known."""
    typed = {"x": pa.array(homes["x"].to_numpy()), "y": pa.array(homes["y"].to_numpy())}
    typed["in_exploitatie"] = pa.array(homes["built"].to_numpy().astype("datetime64[D]"))
    typed["uit_exploitatie"] = pa.nulls(len(table), pa.date32())
    for name, column in typed.items():
        table = table.set_column(table.column_names.index(name), name, column)
    pyarrow.parquet.write_table(table, path)
    number, day = {"kind": "number"}, {"kind": "date"}
    kinds = {"x": number, "y": number, "in_exploitatie": day, "uit_exploitatie": day}
    _describe(path, kinds, {"format": "parquet"})
    return {f"woningen/{path.name}": Tally(len(table), len(table))}


def _describe(path: Path, kinds: dict[str, dict[str, str]], form: Mapping[str, object]) -> None:
    fields = [field(name, feeds, **kinds.get(name, {})) for name, feeds in _FED]
    common = {"supplier": "De corporatie (verzonnen)", "refresh": "maandelijks", "personal_data": True, "crs": RD}
    papers.one_file(path, "homes", fields, {**common, **form})


def _addresses(path: Path, stock: Stock) -> dict[str, Tally]:
    """Every address, homes of others included; some come twice."""
    spots = stock.spots
    street = stock.streets.loc[spots["street"]].reset_index(drop=True)
    count = len(spots)
    columns = {
        ("adresnummer", "address_id"): numbered("1883200", np.arange(count) + 1, 9),
        ("straat", "street"): pa.array(street["name"], pa.string()),
        ("huisnummer", "number"): pa.array(spots["number"].astype(str), pa.string()),
        ("toevoeging", "addition"): pa.array(spots["addition"], pa.string()),
        ("postcode", "postcode"): pa.array(street["postcode"], pa.string()),
        ("plaats", "town"): pa.array(street["town"], pa.string()),
        ("x", "x"): decimals(spots["x"].to_numpy(), 1),
        ("y", "y"): decimals(spots["y"].to_numpy(), 1),
    }
    written = glue(list(columns.values()), ",")
    again = written.take(pa.array(np.arange(1, ADDRESSES_TWICE + 1) * (count // (ADDRESSES_TWICE + 1))))
    fields = [field(name, feeds, "number" if feeds in ("x", "y") else "string") for name, feeds in columns]
    common = {"supplier": "Adresregister (verzonnen)", "refresh": "jaarlijks", "personal_data": False, "crs": RD}
    papers.one_file(path, "addresses", fields, common | {"format": "csv", "encoding": "utf-8"})
    papers.text(path, pa.concat_arrays([written, again]), "utf-8", (",".join(name for name, _ in columns),))
    faults = {"same row twice": ADDRESSES_TWICE}
    return {f"woningen/{path.name}": Tally(count + ADDRESSES_TWICE, count, ADDRESSES_TWICE, faults=faults)}
