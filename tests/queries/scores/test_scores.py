"""Marks in the warehouse are those that the methods make again from what was kept to make them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from buurtbeeld import codes
from buurtbeeld.methods.scores import marks
from buurtbeeld.methods.scores.marks import Snapshot
from buurtbeeld.methods.small_areas import funnel as small_areas_funnel
from buurtbeeld.scores import explanation, tables
from buurtbeeld.scores import funnel as score_funnel
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import ask, newest


@pytest.fixture(scope="module")
def build(demo_warehouse: Settings) -> Path:
    return newest(demo_warehouse.warehouse)


def table(build: Path, level: str, area: str = "") -> Snapshot:
    month = ask(build, "score_run")["month"].iloc[0]
    values = ask(build, "score_values", level=level, area=area, month=month)
    return explanation.snapshot(
        values, ask(build, "score_stock", level=level), ask(build, "score_together", level=level)
    )


@pytest.mark.parametrize("level", codes.SCORE_LEVELS)
def test_marks_are_made_again_from_what_was_kept(build: Path, level: str) -> None:
    settings = tables.in_force(ask(build, "score_run")["settings"].iloc[0])
    kept = ask(build, "score_marks", level=level)
    again = marks.mark_rows(table(build, level), settings)
    assert len(kept) == len(again) > 0
    both = kept.merge(again, on=["area_id", "lens", "column"], suffixes=("", "_again"), validate="one_to_one")
    for name in ("mark", "low", "high", "known"):
        np.testing.assert_allclose(both[name], both[f"{name}_again"], atol=1e-4, err_msg=name)
    for name in ("missing", "reason", "told"):
        assert (both[name] == both[f"{name}_again"]).all(), name


def test_places_are_made_again_too(build: Path) -> None:
    settings = tables.in_force(ask(build, "score_run")["settings"].iloc[0])
    of = table(build, "buurt")
    places = ask(build, "score_places", level="buurt").set_index("area_id")["place"].reindex(of.areas)
    again = marks.positions(marks.composite(of, settings)[0])
    np.testing.assert_array_equal(places.to_numpy(float), again)


def test_one_area_has_the_same_marks_alone_as_among_all(build: Path) -> None:
    settings = tables.in_force(ask(build, "score_run")["settings"].iloc[0])
    of = table(build, "buurt")
    area = str(of.areas[0])
    alone, among = (marks.mark_rows(each, settings) for each in (table(build, "buurt", area), of))
    pd.testing.assert_frame_equal(alone, among[among["area_id"] == area].reset_index(drop=True))


def test_every_mark_is_explained_to_the_last_hundredth(build: Path) -> None:
    settings = tables.in_force(ask(build, "score_run")["settings"].iloc[0])
    of = table(build, "buurt")
    kept = ask(build, "score_marks", level="buurt").set_index(["area_id", "lens", "column"])["mark"]
    told = 0
    for area in of.areas:
        alone = table(build, "buurt", str(area))
        for lens in codes.LENSES:
            mark = kept[(area, lens, "all")]
            story = explanation.why(alone, settings, str(area), lens)
            assert story.steps.empty == pd.isna(mark)
            if not story.steps.empty:
                told += 1
                assert story.steps["end"].iloc[-1] == pytest.approx(mark, abs=0.0051)
    assert told > 20


def test_verdicts_are_those_of_the_limits_that_are_drawn(build: Path) -> None:
    found = score_funnel.points(ask(build, "area_measures", level="buurt", kind="complaint", theme="all"))
    rate, factor = found[["stock_rate", "overdispersion"]].iloc[0]
    limits = small_areas_funnel.limits(found["home_years"], rate / 1000, factor) * 1000
    outside = (found["rate"] > limits["high_95"] + 1e-6) | (found["rate"] < limits["low_95"] - 1e-6)
    assert (outside == found["outside"]).all()
    assert ask(build, "area_measures", level="buurt", kind="complaint", theme="nonsense").empty
