"""Does a warehouse hold the same, whichever way its deliveries came to be what they are?"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from buurtbeeld import clock
from buurtbeeld.warehouse import CONFIG
from etl import analysis_file, figures
from tests.etl import deliver, editing, small_demo
from tests.etl.redelivering import DELIVERED, SAID, World

some = st.integers(0, 10_000)
"""Which of the things that are there, counted round."""
STREET, COMPLEX = "street:geleen-van-goyenstraat", "complex:C1007"


class Redeliveries(RuleBasedStateMachine):
    """Deliveries change in any order; now and then a build is made, and compared with one of everything anew."""

    template: Path
    folder: Path
    world: World

    @initialize()
    def begin(self) -> None:
        """The small demonstration, built."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.world = World(self.folder, self.template)
        self.world.build()

    @rule(edit=st.sampled_from(editing.ROWS), which=some, row=some, other=some)
    def change_rows(self, edit: Callable[..., None], which: int, row: int, other: int) -> None:
        """Rows of a file are added, changed, taken away."""
        files = [each.file for each in self.world.readable()]
        sheet = self.world.sheet(files[which % len(files)])
        if sheet.rows:
            edit(sheet, row, other)

    @rule(edit=st.sampled_from(DELIVERED), which=some)
    def change_file(self, edit: Callable[..., None], which: int) -> None:
        """A file is touched, renamed, doubled, spoilt."""
        files = [each.file for each in self.world.readable()]
        edit(self.world, files[which % len(files)])

    @rule(which=some, back=st.sampled_from([World.find_again, World.restore, None]))
    def lose_or_find(self, which: int, back: Callable[..., None] | None) -> None:
        """Something that was delivered is gone, or there again as it was."""
        where = {World.find_again: self.world.shelf, World.restore: self.world.template, None: self.world.raw}[back]
        files = sorted(str(path.relative_to(where)).replace("+", "/") for path in where.rglob("*.*"))
        if files:
            (back or World.lose)(self.world, files[which % len(files)])

    @rule(edit=st.sampled_from(SAID), which=some, value=some)
    def change_words(self, edit: Callable[..., None], which: int, value: int) -> None:
        """A descriptor is edited."""
        files = sorted(self.world.raw.glob("*/*.descriptor.json"))
        edit(self.world, str(files[which % len(files)].relative_to(self.world.raw)), value)

    @rule(which=some, value=some)
    def change_category(self, which: int, value: int) -> None:
        """A table of categories is edited."""
        files = sorted(self.world.raw.glob("*/*.categories.csv"))
        if files:
            self.world.change_category(str(files[which % len(files)].relative_to(self.world.raw)), value)

    @rule(code=st.sampled_from("AB"), shape=st.sampled_from(["members", "street", "outline", "none"]), east=some)
    def draw(self, code: str, shape: str, east: int) -> None:
        """A focus area is recorded, changed or taken away."""
        x = 5.80 + east % 4 / 50
        ring = [[x, 50.95], [x + 0.03, 50.95], [x + 0.03, 51.02], [x, 51.02], [x, 50.95]]
        given = {
            "members": {"members": (COMPLEX, STREET)},
            "street": {"members": (STREET,)},
            "outline": {"outline": {"type": "Polygon", "coordinates": [ring]}},
        }
        if shape in given:
            self.world.draw(code, ("Noord", "Oost", "Zuid", "West")[east % 4], **given[shape])
        else:
            self.world.undraw(code)

    @rule(area=st.sampled_from(["buurt:BU18830504", STREET, COMPLEX]), mark=st.integers(1, 9), matter=st.booleans())
    def observe(self, area: str, mark: int, matter: bool) -> None:
        """A colleague records what was seen."""
        said = {"theme": "safety", "subtheme": "vandalism", "severity": 3} if matter else {}
        self.world.observe(area, mark, mark, **said)

    @rule()
    def build(self) -> None:
        """A night passes."""
        self.world.build()

    @rule()
    def compare(self) -> None:
        """What a build on the last build holds is what a build of everything anew holds."""
        found = self.world.differences()
        assert not found, found


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small demonstration's deliveries."""
    raw = tmp_path_factory.mktemp("small") / "raw"
    small_demo.write(raw)
    return raw


@contextmanager
def without_figures() -> Iterator[None]:
    """Builds without what the methods say and without the analysis file: both are made of the other tables alone, anew
    each time, and take most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "judge", lambda con, code_version, progress: None)
        patch.setattr(analysis_file, "write", lambda con, path: path.touch())
        yield


def test_any_way_to_the_same_deliveries_ends_in_the_same_warehouse(small: Path, tmp_path: Path) -> None:
    class Here(Redeliveries):
        template, folder = small, tmp_path / "world"

    fixed = hypothesis_settings(max_examples=3, stateful_step_count=25, derandomize=True, database=None)
    with without_figures():
        run_state_machine_as_test(Here, settings=fixed)


def test_eight_rebuilds_in_a_row_change_nothing(small: Path, tmp_path: Path) -> None:
    world = World(tmp_path, small)
    with without_figures():
        world.build()
        for night in range(8):
            for delivery in world.readable()[night::8]:
                world.touch(delivery.file)
            world.build()
        assert world.differences() == {}


def test_figures_of_a_warehouse_built_in_steps_are_those_of_one_built_at_once(small: Path, tmp_path: Path) -> None:
    world = World(tmp_path, small)
    world.lose("klachten/export_2025.csv")
    world.lose("wijkbeheer/waarnemingen_2026.xlsx")
    with without_figures():
        world.build()
    world.find_again("klachten/export_2025.csv")
    world.find_again("wijkbeheer/waarnemingen_2026.xlsx")
    world.sheet("openbare_ruimte/meldingen_2025.jsonl").take_away(5, 12)
    assert world.differences() == {}


GOOD = ("K1", "03-02-2024", "05-02-2024", "geluid", "H1", 5.805, 50.905, "", "")
ELSEWHERE = ("K2", *GOOD[1:5], 5.815, 50.905, "", "")
OUTSIDE = ("K5", "03-01-2024", "", *GOOD[3:5], 5.8202, 50.905, "", "")
CROSSED = [[5.80, 50.90], [5.81, 50.91], [5.81, 50.90], [5.80, 50.91], [5.80, 50.90]]


def reports(*rows: tuple[object, ...]) -> Callable[[Path], None]:
    """One file of complaints."""
    return lambda raw: deliver.complaints(raw, {"klachten_1.csv": rows})


def held(deliver_reports: Callable[[Path], None]) -> Callable[[Path], None]:
    """Reports, and homes of ours in a street of which one side lies in no buurt."""

    def write(raw: Path) -> None:
        deliver_reports(raw)
        deliver.squares(raw)
        fields = [("nr", "home_id"), ("straat", "street"), ("plaats", "town"), ("x", "x"), ("y", "y")]
        described = [
            {"name": name, "type": "number" if name in "xy" else "string", "feeds": fed} for name, fed in fields
        ]
        deliver.describe(raw / "homes", "homes", {"path": "homes.csv", "kind": "homes"}, described)
        spots = [(5.8199, 50.905), (5.8201, 50.9051), (5.8203, 50.905)]
        lines = [f"{number},Dorpsstraat,Geleen,{x},{y}" for number, (x, y) in enumerate(spots)]
        (raw / "homes" / "homes.csv").write_text("\n".join(["nr,straat,plaats,x,y", *lines]) + "\n")

    return write


def nowhere(raw: Path) -> None:
    """Reports without a place, from a supplier that knows coordinates and from one that does not."""
    deliver.complaints(
        raw, {"klachten_1.csv": [GOOD, ("K3", *GOOD[1:5], "", "", "", ""), ("K4", *GOOD[1:5], *[""] * 4)]}
    )
    fields = [
        {"name": "id", "type": "string", "feeds": "source_id"},
        {"name": "op", "type": "date", "feeds": "registered_at"},
        {"name": "straat", "type": "string", "feeds": "street"},
    ]
    deliver.describe(raw / "lists", "lists", {"path": "list.csv", "kind": "complaint"}, fields)
    (raw / "lists" / "list.csv").write_text("id,op,straat\n1,2024-02-03,\n2,2024-02-03,Dorpsstraat\n")


def touched(raw: Path) -> None:
    """Every file is copied again."""
    for path in raw.glob("*/*"):
        os.utime(path)


def of_kind(kind: str) -> Callable[[Path], None]:
    """The complaints' descriptor says another kind."""

    def change(raw: Path) -> None:
        path = raw / "complaints" / "klachten.descriptor.json"
        path.write_text(path.read_text(encoding="utf-8").replace('"complaint"', f'"{kind}"'), encoding="utf-8")

    return change


def crossed(raw: Path) -> None:
    """Outlines of which one crosses itself."""
    deliver.squares(raw)
    path = raw / "areas" / "buurten.geojson"
    whole = json.loads(path.read_text(encoding="utf-8"))
    whole["features"][0]["geometry"]["coordinates"] = [CROSSED]
    path.write_text(json.dumps(whole), encoding="utf-8")


def renumbered_phone(raw: Path) -> None:
    """Two categories that look like telephone numbers, neither of which is kept."""
    rows = [("K1", *GOOD[1:3], "bel 0612345678", *GOOD[4:]), ("K2", *GOOD[1:3], "bel 0612345679", *GOOD[4:])]
    deliver.complaints(raw, {"klachten_1.csv": rows})


REDELIVERED = {
    "reports without a place, from two suppliers": (nowhere, touched),
    "the last report of a place is gone": (reports(GOOD, ELSEWHERE), reports(GOOD)),
    "the last report of a place moved": (reports(GOOD), reports((*GOOD[:5], 5.8151, *GOOD[6:]))),
    "the first report of a place that no outline holds": (held(reports(GOOD)), reports(GOOD, OUTSIDE)),
    "the last report of a place that no outline holds": (held(reports(GOOD, OUTSIDE)), reports(GOOD)),
    "complaints turn out to be incidents": (reports(GOOD, ELSEWHERE), of_kind("incident")),
    "an outline that crossed itself was mended": (crossed, deliver.squares),
    "two categories that are not kept": (renumbered_phone, touched),
    "a repeat becomes an older version": (
        reports(GOOD, ("K2", "04-02-2024", *GOOD[2:])),
        reports(GOOD, ("K2", "04-02-2024", *GOOD[2:]), ("K2", "03-03-2024", "", *GOOD[3:7], "04-03-2024", "")),
    ),
}


@pytest.mark.parametrize("name", REDELIVERED)
def test_delivered_again_is_as_delivered_once(tmp_path: Path, name: str) -> None:
    before, after = REDELIVERED[name]
    before(tmp_path / "template")
    world = World(tmp_path, tmp_path / "template")
    with without_figures():
        world.build()
        after(world.raw)
        assert world.differences() == {}


def test_an_outline_that_ends_places_nothing_from_that_day_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = tmp_path / "template"
    reports(GOOD)(template)
    deliver.squares(template)
    path = template / "areas" / "buurten.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace('"naam"', '"tot": "2026-06-01", "naam"'), encoding="utf-8")
    described = path.with_name("buurten.descriptor.json")
    words = json.loads(described.read_text(encoding="utf-8"))
    words["schema"]["fields"].append({"name": "tot", "type": "date", "feeds": "valid_to"})
    described.write_text(json.dumps(words), encoding="utf-8")
    world = World(tmp_path, template)
    with without_figures():
        for day, lies_in in ((30, "buurt:BU00000001"), (31, "buurt:BU00000001"), (32, None), (33, None)):
            moment = datetime(2026, 5, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)
            monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
            with duckdb.connect(str(world.build()), read_only=True, config=CONFIG) as con:
                assert con.execute("select buurt from place").fetchall() == [(lies_in,)], moment
            assert world.differences() == {}
