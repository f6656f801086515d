"""An area drawn on the map gets, at the next build, exactly the homes that the page counted before it was kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from buurtbeeld import warehouse
from buurtbeeld.access import Person
from buurtbeeld.focus_areas import outline as focus_areas_outline
from buurtbeeld.register import focus_areas, store
from buurtbeeld.register.focus_areas import FocusArea
from buurtbeeld.settings import Settings
from etl import build as building
from tests.conftest import TINYTOWN, settings_below

MANAGER = Person("Wolkenveger", "manager")


@pytest.fixture
def town(tmp_path: Path) -> Settings:
    shutil.copytree(TINYTOWN, tmp_path / "raw")
    settings = settings_below(tmp_path)
    building.build(settings)
    return settings


def ask(town: Settings, question: str, **given: object) -> pd.DataFrame:
    return warehouse.ask(warehouse.newest(town.warehouse), question, **given)


def counted(town: Settings, area: str) -> int:
    return int(ask(town, "area_homes", area=area)["homes_rented"].iloc[-1])


def test_what_was_counted_while_drawing_is_what_the_build_counts(town: Settings) -> None:
    month = pd.Timestamp(ask(town, "build")["until_month"].iloc[0]) - pd.DateOffset(months=1)
    outlines = ask(town, "outlines", level="buurt")
    all_homes = ask(town, "homes_in", areas="|".join(outlines["area_id"]), month=month.date())
    known = all_homes.dropna(subset=["lon", "lat"])
    register = store.opened(town.register)
    said, members = {}, {}
    for number, buurt in enumerate(outlines.itertuples(index=False)):
        cells = focus_areas_outline.pieces(buurt.geometry)
        outline = focus_areas_outline.toggled(None, cells[: len(cells) // 2])
        code = f"HALF{number}"
        focus_areas.draw_focus_area(register, FocusArea(code=code, name="Half", outline=outline), by=MANAGER)
        said[code] = focus_areas_outline.homes_inside(outline, known)
    for street in ("street:tinytown-dorpsstraat", "complex:C1"):
        code = street.upper().replace(":", "-")
        focus_areas.draw_focus_area(register, FocusArea(code=code, name="Gekozen", members=(street,)), by=MANAGER)
        members[code] = len(ask(town, "homes_in", areas=street, month=month.date()))
    building.build(town)
    assert any(said.values()) and all(members.values())
    for code, homes in {**said, **members}.items():
        if homes:
            assert counted(town, f"focus:{code}") == homes, code
