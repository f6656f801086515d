"""A trend with and without what lies in the reporting leaves out what it says, and never adds anything."""

from __future__ import annotations

import pytest

from buurtbeeld import warehouse
from buurtbeeld.settings import Settings


@pytest.mark.parametrize(
    ("area", "kind"), [("gemeente:GM1883", "complaint"), ("gemeente:GM1883", "all"), ("wijk:WK188302", "complaint")]
)
def test_what_is_left_out_came_in(demo_warehouse: Settings, area: str, kind: str) -> None:
    build = warehouse.newest(demo_warehouse.warehouse)
    found = warehouse.ask(build, "reporting_trend", area=area, kind=kind)
    assert found["month"].is_monotonic_increasing and found["month"].is_unique
    assert (found["left_out"] <= found["reports"]).all()
    assert found["left_out"].sum() > 0, "The source that stopped is left out."
    assert found.loc[found["month"] >= "2025-09-01", "left_out"].sum() == 0, "After its stop nothing of it came in."


def test_all_of_a_gemeente_is_what_its_months_hold(demo_warehouse: Settings) -> None:
    build = warehouse.newest(demo_warehouse.warehouse)
    found = warehouse.ask(build, "reporting_trend", area="gemeente:GM1883", kind="observation")
    volume = warehouse.ask(build, "source_volume")
    delivered = volume.loc[volume["kind"] == "observation", "value"].sum()
    assert 0.97 * delivered <= found["reports"].sum() <= delivered, "All but what nobody could place."
    assert found["left_out"].sum() == 0


def test_findings_of_a_buurt_are_its_own_those_inside_and_of_whole_sources(demo_warehouse: Settings) -> None:
    build = warehouse.newest(demo_warehouse.warehouse)
    whole = warehouse.ask(build, "reporting_findings", area="", kind="all")
    assert set(whole["kind"]) >= {"stop", "recode"} and whole["area_id"].eq("").all()
    everywhere = warehouse.ask(build, "reporting_findings", area="gemeente:GM1883", kind="all")
    assert len(everywhere) >= len(whole)
