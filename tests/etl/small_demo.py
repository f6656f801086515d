"""Seven buurten of the demonstration with some homes and reports, each file with every kind of dirt it can have."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from etl.demo import deliveries, dirt, ground, housing, opinions, papers, scenario
from etl.demo.happenings import calendar, happenings
from etl.demo.stock import Stock, stock
from etl.demo.streams import SOURCES
from etl.demo.town import Town, town

UNTIL = date(2026, 7, 1)
FIRST_YEAR = 2024
REPORTS = 36
"""Rows of a file of reports before dirt; each fault adds or spoils one."""
SPOTS = 12
"""Addresses per street."""
MARKS = 100
"""Rows of a file of marks, answers or figures."""
BUURTEN = ("BU18830504", "BU18830503", "BU18830202", scenario.FOCUS_BUURT, *ground.OVERLAPPING, ground.CROSSED)


def write(raw: Path) -> None:
    """Deliveries of every kind and format below raw."""
    place = _some_buurten(town())
    homes = _some_homes(stock(town()), place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dirt, "FEWEST", 0)
        patch.setattr(deliveries, "LATE", 0.1)
        for number, source in enumerate(SOURCES):
            draw = np.random.default_rng(number)
            deliveries.deliver(raw, source, _told(source, homes, draw), homes, deliveries.Ledger(), draw)
    housing.deliver(raw, homes, UNTIL)
    ground.deliver(raw, place, homes)
    opinions.deliver(raw, town(), UNTIL, np.random.default_rng(9))
    for path in (raw / "wijkbeheer" / "wijkscores.csv", *(raw / "onderzoek").glob("*.csv")):
        _shorten(path)
    _links(raw / "gebieden" / "wijzigingen.csv")
    _counts(raw / "politie" / "aantallen.csv")


def _some_buurten(whole: Town) -> Town:
    mine = whole.facts["buurtcode"].isin(BUURTEN).to_numpy()
    return Town(whole.facts[mine].reset_index(drop=True), whole.outlines[mine])


def _some_homes(whole: Stock, place: Town) -> Stock:
    """Two streets of each buurt, those with a story first; every street keeps its row, for spots refer to it."""
    streets = whole.streets
    mine = streets[streets["code"].isin(place.facts["buurtcode"])]
    rows = mine.sort_values("block", ascending=False, kind="stable").groupby("code").head(2).index
    rows = rows.union(streets.index[streets["block"].isin((*scenario.FOCUS_COMPLEXES, scenario.GOYEN, "Ochtendhof"))])
    spots = whole.spots[whole.spots["street"].isin(rows)]
    spots = spots[spots.groupby("street").cumcount() < SPOTS].reset_index(drop=True)
    return Stock(streets.assign(first=np.searchsorted(spots["street"], streets.index)), spots, whole.complexes)


def _told(source: str, homes: Stock, draw: np.random.Generator) -> pd.DataFrame:
    """What happens in the last years, brought to the homes that are there."""
    told = happenings(source, 2000, stock(town()), calendar(UNTIL), draw)
    years = pd.to_datetime(told["at"], unit="m").dt.year
    told = told[years >= FIRST_YEAR].groupby(years).head(REPORTS).reset_index(drop=True)
    told["spot"] = (draw.random(len(told)) ** 2 * len(homes.spots)).astype(np.int32)
    told["street"] = homes.spots["street"].to_numpy()[told["spot"]]
    return told


def _shorten(path: Path) -> None:
    """Keeps rows about the buurten that are there, and the last ones: among them those that come twice or are wrong."""
    header, *lines = path.read_bytes().splitlines(keepends=True)
    mine = [line for line in lines[:-22] if any(code.encode() in line for code in BUURTEN)]
    path.write_bytes(b"".join([header, *mine[-MARKS:], *lines[-22:]]))


def _counts(path: Path) -> None:
    """What the police counted per buurt and month: a withheld number, a row twice, two that contradict each other."""
    path.parent.mkdir()
    rows = [(code, f"2026-0{month}-01", "Diefstal", str(month)) for code in BUURTEN for month in (1, 2, 3)]
    rows += [(BUURTEN[0], "2026-04-01", "Diefstal", "-99997"), rows[0], (*rows[1][:3], "8"), (*rows[2][:3], "-1")]
    header = ("buurt", "maand", "soort", "aantal")
    papers.table(path, list(header), rows, ";")
    feeds, types = ("area_code", "period", "category", "count"), ("string", "date", "string", "integer")
    fields = [papers.field(name, fed, kind) for name, fed, kind in zip(header, feeds, types, strict=True)]
    papers.one_file(path, "counts", fields, {"format": "csv", "dialect": {"delimiter": ";"}})


def _links(path: Path) -> None:
    """A buurt that went up in another, and one that keeps a part."""
    rows = [("BU18839999", BUURTEN[0], "recode", "1"), ("BU18839998", BUURTEN[1], "boundary_change", "0.7")]
    papers.table(path, ["van", "naar", "reden", "deel"], rows, ";")
    feeds = ("from_area", "to_area", "reason", "share")
    fields = [papers.field(name, fed) for name, fed in zip(("van", "naar", "reden", "deel"), feeds, strict=True)]
    fields[-1]["type"] = "number"
    papers.one_file(path, "area_links", fields, {"format": "csv", "dialect": {"delimiter": ";"}})
