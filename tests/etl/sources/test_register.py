"""What people record reaches the warehouse without their words, and a build is made only when something changed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from buurtbeeld.access import Person
from buurtbeeld.errors import DeliveryError
from buurtbeeld.register import (
    all_kinds,
    approaches,
    cases,
    corrections,
    focus_areas,
    hand_overs,
    observations,
    partners,
    reading,
    store,
)
from buurtbeeld.register.fields import Text
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import CONFIG, newest
from etl import build as building
from etl.sources import register as source
from tests.conftest import TINYTOWN, settings_below
from tests.etl.deliver import contents
from tests.register.samples import one_of_each

KINDS = all_kinds.every()

SEEN = date(2025, 6, 12)
MANAGER = Person("Wolkenveger", "manager")
WORD = "Zilverdraad"
"""A word that stands in every text, and nowhere else."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Tinytown without a register, built."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copytree(TINYTOWN, folder / "raw")
    settings = settings_below(folder)
    building.build(settings)
    return settings


def asked(settings: Settings, question: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(newest(settings.warehouse)), read_only=True, config=CONFIG) as con:
        return con.execute(question).fetchall()


def observation(area_id: str, **more: Any) -> observations.Observation:
    given = {"area_id": area_id, "seen_at": SEEN, "theme": "safety", "subtheme": "vandalism", "severity": 3, "clean": 4}
    return observations.Observation(**(given | more))


def recorded(settings: Settings) -> None:
    """Records of the follow-up, and four observations, each with the word in its texts."""
    engine = store.opened(settings.register)
    one_of_each(engine, by=MANAGER)
    for kind in (kind for name, kind in KINDS.items() if name not in corrections.FROZEN | {"focus_area"}):
        texts = [field for field, (what, _empty) in kind.fields.items() if isinstance(what, Text)]
        for kept in reading.listed(engine, kind, by=MANAGER):
            corrections.correct(engine, kind, kept.id, seen=kept.version, by=MANAGER, **dict.fromkeys(texts, WORD))
    for area_id, more in (
        ("complex:C1", {"remark": WORD}),
        ("street:tinytown-kerkstraat", {"clean": 9}),
        ("buurt:BU90010201", {"theme": None, "subtheme": None, "severity": None, "clean": 6, "safe": 8}),
        ("buurt:BU90010201", {"theme": None, "subtheme": None, "severity": None, "clean": 9}),
    ):
        observations.record_observation(engine, observation(area_id, **more), by=MANAGER)
    members = focus_areas.FocusArea(
        code="OWN", name="Onze straat", members=("street:tinytown-dorpsstraat", "complex:C1")
    )
    focus_areas.draw_focus_area(engine, members, by=MANAGER)


def test_what_people_record_reaches_the_warehouse_and_forces_no_build_when_it_did_not_change(town: Settings) -> None:
    assert asked(town, "select count(*) from case_file") == [(0,)] and not Path(town.register).exists()
    assert not building.build(town).made
    recorded(town)
    assert building.build(town).made
    assert not building.build(town).made
    _observations_lie_where_they_were_made(town)
    _tables_hold_what_was_recorded(town)
    _no_words_are_in_any_file(town)
    _focus_areas_are_areas(town)
    _what_changes_is_built(town)
    assert contents(newest(town.warehouse)) == contents(_fresh(town))


def _observations_lie_where_they_were_made(town: Settings) -> None:
    lying = asked(
        town,
        "select complex, street, buurt, subtheme, severity, kind from signal join place using (place_id) where source = 'register' order by all",
    )
    assert ("complex:C1", None, "buurt:BU90010101", "vandalism", 3, "observation") in lying
    assert (None, "street:tinytown-kerkstraat", "buurt:BU90010102", "vandalism", 3, "observation") in lying
    assert len(lying) == 3
    assert asked(town, "select area_id, aspect, score from staff_score where team = 'register' and month = '2025-06-01' order by all") == [
        ("buurt:BU90010201", "clean", 7.5), ("buurt:BU90010201", "safe", 8.0),
        ("complex:C1", "clean", 4.0), ("street:tinytown-kerkstraat", "clean", 9.0),
    ]  # fmt: skip
    assert asked(town, "select data_end < timestamp '2025-07-01' from build") == [(True,)]


def _tables_hold_what_was_recorded(town: Settings) -> None:
    engine = store.opened(town.register)
    for name, kind in source.COPIED.items():
        (rows,) = asked(town, f"select count(*) from {name}")[0]
        assert rows == len(reading.listed(engine, kind, by=MANAGER)) > 0, name
    ((due, handed, case_id),) = asked(
        town, "select due, handed_at, case_id from hand_over join case_file on case_file.id = case_id"
    )
    assert (due, handed) == (date(2026, 3, 9), date(2026, 3, 2)) and case_id
    assert asked(town, "select partners from consultation where len(partners) = 1")


def _no_words_are_in_any_file(town: Settings) -> None:
    build = newest(town.warehouse)
    assert WORD.encode() not in build.read_bytes() and MANAGER.id.encode() not in build.read_bytes()
    for name, rows in contents(build).items():
        assert WORD not in repr(rows), name


def _focus_areas_are_areas(town: Settings) -> None:
    inside = asked(town, "select inside from area_inside where area_id = 'focus:OWN' order by inside")
    assert {"complex:C1", "street:tinytown-dorpsstraat"} <= {area for (area,) in inside}
    assert asked(town, "select name from area where area_id in ('focus:OWN', 'focus:VGS') order by all") == [
        ("Onze straat",),
        ("Van Goyenstraat",),
    ]


def _what_changes_is_built(town: Settings) -> None:
    engine = store.opened(town.register)
    (case,) = reading.listed(engine, cases.Case, by=MANAGER)
    reading.read_confidential(engine, cases.Case, case.id, by=MANAGER)
    assert not building.build(town).made, "reading changes nothing"
    seen = reading.listed(engine, observations.Observation, by=MANAGER, area_id="complex:C1", seen_at=SEEN)[0]
    (sent,) = reading.listed(engine, hand_overs.HandOver, by=MANAGER)
    corrections.withdraw(engine, observations.Observation, seen.id, seen=1, by=MANAGER)
    hand_overs.feed_back(engine, sent.id, date(2026, 3, 4), seen=sent.version, by=MANAGER)
    assert building.build(town).made
    assert asked(town, "select count(*) from signal where source = 'register'") == [(2,)]
    assert asked(town, "select fed_back_at from hand_over") == [(date(2026, 3, 4),)]


def _fresh(town: Settings) -> Path:
    anew = replace(town, warehouse=town.warehouse.with_name("anew"))
    building.build(anew)
    return newest(anew.warehouse)


def test_a_source_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    shutil.copytree(TINYTOWN / "staff", tmp_path / "raw" / "register")
    with pytest.raises(DeliveryError, match="holds a folder 'register', a name that is kept"):
        building.build(settings_below(tmp_path))


def test_what_is_copied_holds_no_field_that_people_type(tmp_path: Path) -> None:
    tables = source.extract(str(tmp_path / "none.sqlite"), tmp_path, False).tables
    for name, kind in source.COPIED.items():
        typed = {field for field, (rule, _empty) in kind.fields.items() if isinstance(rule, Text)}
        copied = set(tables[name].column_names)
        assert not copied & (typed | {"created_by", "reference"}), name
    assert {approaches.Approach, partners.Partner, cases.Case} <= set(source.COPIED.values())
