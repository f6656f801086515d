"""The demonstration corporation: repeatable, honest about its dirt, and true to its own truths."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet
import pytest
import shapely
from python_calamine import CalamineWorkbook

from buurtbeeld.errors import DeliveryError
from etl.demo import ground, scenario
from etl.demo.corporation import generate
from etl.demo.happenings import calendar, happenings, totals
from etl.demo.stock import Stock, stock
from etl.demo.streams import streams
from etl.demo.town import Town, town
from etl.descriptors.read import deliveries

UNTIL = date(2026, 7, 1)
SIGNALS = 40_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("made")
    return folder / "raw", generate(folder / "raw", folder / "demo" / "truth.json", 3, SIGNALS, UNTIL)


@pytest.fixture(scope="module")
def place() -> Town:
    return town()


@pytest.fixture(scope="module")
def built(place: Town) -> Stock:
    return stock(place)


def prints(raw: Path) -> dict[str, str]:
    """File below raw: a hash of its bytes."""
    files = sorted(path for path in raw.rglob("*") if path.is_file())
    return {path.relative_to(raw).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    truths = {}
    for name, seed in (("once", 5), ("again", 5), ("other", 6)):
        generate(tmp_path / name / "raw", tmp_path / name / "demo" / "truth.json", seed, 4_000, UNTIL)
        truths[name] = (tmp_path / name / "demo" / "truth.json").read_bytes()
    once, again, other = (prints(tmp_path / name / "raw") for name in ("once", "again", "other"))
    assert once == again and truths["once"] == truths["again"]
    differs = {name.split("/")[0] for name in once if once[name] != other.get(name)}
    assert differs == {"klachten", "openbare_orde", "openbare_ruimte", "wijkbeheer", "onderzoek"}


def rows_in(path: Path) -> int:
    """Records of a file, found without any code of ours."""
    if path.suffix in (".csv", ".txt"):
        encoding = {"klachten": "cp1252", "verhuureenheden": "utf-16"}
        written = encoding.get(path.stem, encoding.get(path.parent.name, "utf-8"))
        above = 3 if path.stem.startswith("export_") else 0
        sign = "\t" if path.suffix == ".txt" else ";" if path.parent.name == "klachten" else ","
        with path.open(encoding=written, newline="") as file:
            return sum(1 for _ in csv.reader(file, delimiter=sign)) - 1 - above
    if path.suffix == ".xlsx":
        return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()) - 3
    if path.suffix == ".parquet":
        return pyarrow.parquet.read_metadata(path).num_rows
    text = path.read_text(encoding="utf-8")
    return text.count("\n") if path.suffix == ".jsonl" else len(json.loads(text)["features"])


def test_rows_in_are_loaded_duplicates_and_rejected(made: tuple[Path, dict]) -> None:
    raw, truth = made
    for name, tally in truth["dirt"].items():
        assert tally["rows_in"] == rows_in(raw / name), name
        assert tally["rows_in"] == tally["loaded"] + tally["duplicates"] + tally["rejected"], name
    delivered = {path for path in prints(raw) if not path.endswith((".descriptor.json", ".categories.csv"))}
    assert delivered == set(truth["dirt"])
    reports = [tally for name, tally in truth["dirt"].items() if name.split("/")[0] in demo_sources()]
    loaded = sum(tally["loaded"] for tally in reports) - scores(truth)
    assert loaded == SIGNALS == truth["made"]["signals"]
    spoilt = sum(
        tally["rows_in"] - tally["loaded"] + tally["unplaced"] + tally["unknown_category"] for tally in reports
    )
    assert 0.01 < spoilt / SIGNALS < 0.025


def demo_sources() -> set[str]:
    """The folders that hold reports."""
    return set(streams()["source"])


def scores(truth: dict) -> int:
    """Rows of the one file in such a folder that holds no reports."""
    return truth["dirt"]["wijkbeheer/wijkscores.csv"]["loaded"]


def test_every_kind_of_dirt_is_planted(made: tuple[Path, dict]) -> None:
    raw, truth = made
    faults = {fault for tally in truth["dirt"].values() for fault in tally["faults"]}
    for word in ("31-02", "zeros", "2099", "closed before", "too short", "too long", "formula", "twice"):
        assert any(word in fault for fault in faults), word
    for word in ("older version", "swapped", "infinite", "nobody mapped", "no place", "matches nothing", "day number"):
        assert any(word in fault for fault in faults), word
    text = (raw / "klachten" / "meldingen_2023.csv").read_bytes().decode("cp1252")
    assert all(canary in text for canary in truth["canaries"]), "Names that may not be kept must be there to be left."


def test_the_outlines_cover_without_overlap_but_the_planted_one(place: Town) -> None:
    assert len(place.outlines) == 37 and shapely.is_valid(place.outlines).all()
    assert shapely.coverage_is_valid(place.outlines)
    assert shapely.union_all(place.outlines).geom_type == "Polygon", "The buurten lie against each other."
    area = shapely.area(place.outlines) / 1e6 / place.facts["km2"].to_numpy()
    assert area.min() > 0.6 and area.max() < 2.2
    delivered = ground.delivered_outlines(place)
    crossed = [place.facts["buurtcode"][row] for row in range(37) if not shapely.is_valid(delivered[row])]
    assert crossed == [ground.CROSSED]
    mended = shapely.make_valid(np.array(delivered))
    left, right = shapely.STRtree(mended).query(mended, predicate="intersects")
    shared = shapely.area(shapely.intersection(mended[left], mended[right]))
    pairs = {
        frozenset(place.facts["buurtcode"].to_numpy()[[a, b]])
        for a, b in zip(left[shared > 1], right[shared > 1], strict=True)
        if a != b
    }
    assert pairs == {frozenset(ground.OVERLAPPING)}


def test_the_names_and_codes_are_the_published_ones(place: Town) -> None:
    facts = place.facts.set_index("buurtcode")
    assert facts.loc["BU18830504", "buurtnaam"] == "Geleen-Zuid"
    assert facts["gemeentecode"].eq("GM1883").all() and facts["wijkcode"].nunique() == 8
    centres = shapely.points(place.facts[["rd_x", "rd_y"]].to_numpy(float))
    assert shapely.contains(place.outlines, centres).sum() >= 35, "A schematic outline lies around its real centre."


def test_homes_lie_well_inside_their_buurt(place: Town, built: Stock) -> None:
    spots = built.spots
    outlines = place.outlines[built.streets["buurt"].to_numpy()[spots["street"]]]
    points = shapely.points(spots["x"], spots["y"])
    assert shapely.contains(outlines, points).all()
    edge = shapely.distance(shapely.boundary(outlines), points).min()
    assert edge > ground.STRIP, "No home lies where two outlines overlap: which is first would decide."
    homes = spots[spots["home"]]
    assert 13_500 <= len(homes) <= 14_500
    sizes = homes.groupby("complex").size()
    assert sizes.min() >= 9 and sizes.max() <= 400 and sizes.std() > 30
    address = spots.assign(
        name=built.streets["name"].to_numpy()[spots["street"]], town=built.streets["town"].to_numpy()[spots["street"]]
    )
    assert not address.duplicated(["town", "name", "number", "addition"]).any()


def test_stock_goes_and_comes_halfway(made: tuple[Path, dict]) -> None:
    homes = made[1]["stock"]["homes"]
    assert homes["BU18830101"]["last"] < homes["BU18830101"]["first"]
    assert homes["BU18830202"]["last"] > homes["BU18830202"]["first"]


def test_descriptors_are_understood_and_say_that_all_is_made_up(made: tuple[Path, dict]) -> None:
    found, refused = deliveries(made[0])
    assert not refused
    assert {each.file for each in found} == set(made[1]["dirt"])
    assert all(each.descriptor.demonstration for each in found)
    assert {"cp1252", "utf-16", "utf-8"} <= {each.descriptor.encoding for each in found}
    kinds = {each.descriptor.kind for each in found}
    assert kinds >= {"incident", "complaint", "observation", "homes", "areas", "addresses", "focus_areas"}
    assert kinds >= {"staff_scores", "surveys", "indicators"}


def complaints(raw: Path, built: Stock) -> pd.DataFrame:
    """The complaints as delivered, with at and the code of the buurt; without those that lack a date or a street."""
    parts = []
    for path in sorted((raw / "klachten").glob("*_20*.csv")):
        above = 3 if path.stem.startswith("export_") else 0
        text = {"encoding": "cp1252", "sep": ";", "skiprows": above, "dtype": str, "on_bad_lines": "skip"}
        parts.append(pd.read_csv(path, **text))
    frame = pd.concat(parts, ignore_index=True).drop_duplicates("meldnummer", keep="last")
    frame["at"] = pd.to_datetime(frame["gemeld_op"], format="%d-%m-%Y %H:%M", errors="coerce")
    streets = built.streets.drop_duplicates(["town", "name"], keep=False)
    known_streets = streets[["town", "name", "code"]].rename(columns={"town": "plaats", "name": "straat"})
    frame = frame.merge(known_streets, on=["plaats", "straat"])
    return frame[frame["at"] < pd.Timestamp(UNTIL)]


def test_delivered_complaints_show_season_recode_and_the_van_goyenstraat(made: tuple[Path, dict], built: Stock) -> None:
    raw, truth = made
    told = complaints(raw, built)
    nuisance = told[told["soort"].isin(["GEL", "STA", "JEU", "OVE"])].groupby(told["at"].dt.month).size()
    assert nuisance.idxmax() in (6, 7, 8) and nuisance[[6, 7, 8]].sum() > 1.5 * nuisance[[12, 1, 2]].sum()
    since = pd.Timestamp(truth["recoded"]["since"])
    assert told.loc[told["soort"] == "VUIL", "at"].max() < since <= told.loc[told["soort"] == "VUI", "at"].min()
    months = told[told["soort"].isin(["VUIL", "VUI"])].groupby(told["at"] < since).size()
    assert 0.7 < (months[True] / 36) / (months[False] / 48) < 1.3, "A new code is no trend."
    approach = truth["approaches"][0]
    there = told["straat"] == scenario.GOYEN
    before = (there & (told["at"] < approach["since"])).sum() / (scenario.MONTHS + scenario.APPROACHES[0].since)
    after = (there & (told["at"] >= approach["since"])).sum() / -scenario.APPROACHES[0].since
    assert 0.3 < after / before < 0.75
    assert truth["van_goyen"]["before"] / 54 > 2 * truth["van_goyen"]["since"] / 30


def test_one_source_stops(made: tuple[Path, dict]) -> None:
    raw, truth = made
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((raw / "openbare_ruimte").glob("*.jsonl")))
    rows = [json.loads(line) for line in text.splitlines() if line.endswith("}")]
    last = max(row["created_at"][:7] for row in rows if not row["created_at"].startswith("2099"))
    assert last == truth["stopped"]["last_month"][:7] < "2026-01"


@pytest.mark.parametrize("number", range(len(scenario.CHANGES)))
def test_the_planted_changes_are_in_the_reports(number: int, built: Stock) -> None:
    """With many reports chance is small: the area against the rest of the stock, since and before, is the factor."""
    change, table, counts = scenario.CHANGES[number], streams(), totals(150_000)
    themes = set(change.themes) or set(table["theme"])
    named = (table["theme"].isin(themes) | table["subtheme"].isin(themes)).to_numpy()
    others = {effect.area for effect in scenario.effects()} | {change.area}
    seen = np.zeros((2, 2))
    for draw in range(6):
        source = np.random.default_rng([8, number, draw])
        told = happenings("klachten", counts["klachten"], built, calendar(UNTIL), source)
        told = told[named[told["stream"]]]
        code = built.streets["code"].to_numpy()[told["street"]]
        since = (told["month"] >= scenario.MONTHS + change.since).to_numpy()
        for row, where in enumerate((code == change.area, ~np.isin(code, list(others)))):
            seen[row] += (where & ~since).sum(), (where & since).sum()
    ratio = (seen[0, 1] / seen[0, 0]) / (seen[1, 1] / seen[1, 0])
    assert abs(np.log(ratio / change.factor)) < 0.18, (change.area, ratio, change.factor)


def test_silent_and_loud_streets_and_one_reporter(built: Stock) -> None:
    when, count = calendar(UNTIL), totals(SIGNALS)
    told = {
        name: happenings(name, count[name], built, when, np.random.default_rng([4, 4]))
        for name in ("klachten", "wijkbeheer")
    }
    rates = {}
    for street in (scenario.SILENT, scenario.LOUD):
        row = built.street_row(street)
        heard, seen = ((frame["street"] == row).sum() for frame in told.values())
        rates[street] = heard / seen
    assert rates[scenario.SILENT] < 0.5 < 5 < rates[scenario.LOUD]
    assert (told["klachten"].groupby("reporter").size().drop(-1).max()) >= 30, "A few report very often."
    theirs = told["klachten"][
        (told["klachten"]["street"] == built.street_row(scenario.ONE_REPORTER)) & (told["klachten"]["month"] >= 44)
    ]
    assert theirs["reporter"].value_counts(normalize=True).drop(-1, errors="ignore").iloc[0] > 0.5


def test_the_number_of_reports_is_exact_and_staff_is_limited() -> None:
    for signals in (100, 4_321, 40_000, 5_000_000):
        counts = totals(signals)
        assert sum(counts.values()) == signals
        assert counts["wijkbeheer"] <= 60_000


REAL = json.dumps({"name": "a", "path": "a.csv", "kind": "complaint"})


@pytest.mark.parametrize(
    ("file", "content", "expected"),
    [
        ("eigen/a.descriptor.json", REAL, "eigen/a.descriptor.json is a real one"),
        ("klachten/a.descriptor.json", REAL, "klachten/a.descriptor.json is a real one"),
        ("eigen/a.descriptor.json", "{half", "is a real one"),
        ("eigen/a.descriptor.json", '{"demonstration": "true"}', "is a real one"),
        ("klachten/export.csv", "a;b\n1;2\n", "holds files without a descriptor"),
    ],
)
def test_real_deliveries_are_left_alone(tmp_path: Path, file: str, content: str, expected: str) -> None:
    path = tmp_path / "raw" / file
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DeliveryError, match=expected):
        generate(tmp_path / "raw", tmp_path / "demo" / "truth.json", 1, 500, UNTIL)
    assert prints(tmp_path / "raw") == {file: hashlib.sha256(content.encode()).hexdigest()}
    assert not (tmp_path / "demo").exists()


def test_its_own_folders_are_replaced_and_nothing_else(tmp_path: Path) -> None:
    raw, truth = tmp_path / "raw", tmp_path / "demo" / "truth.json"
    generate(raw, truth, 1, 800, UNTIL)
    (raw / "klachten" / "meldingen_1999.csv").write_text("left over", encoding="utf-8")
    (raw / "leeg").mkdir()
    (raw / "README.txt").write_text("mine", encoding="utf-8")
    generate(raw, truth, 2, 800, UNTIL)
    assert not (raw / "klachten" / "meldingen_1999.csv").exists()
    assert (raw / "leeg").is_dir() and (raw / "README.txt").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo", "raw"]
    assert not list(raw.glob(".*")) and not list(truth.parent.glob("*.partial"))
    assert json.loads(truth.read_text(encoding="utf-8"))["made"]["seed"] == 2
