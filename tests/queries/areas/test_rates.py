"""Rates of Tinytown, as worked out on a napkin."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import ask, newest

ZUID = "buurt:BU90010201"


def rates(build: Path, **asked: str) -> pd.DataFrame:
    return ask(build, "rates", **({"area": "", "level": "buurt", "kind": "*", "theme": "all"} | asked)).set_index(
        ["area_id", "kind"]
    )


def test_a_rate_divides_by_the_homes_of_its_own_months(tinytown_build: Path) -> None:
    # One fire on 117 home-months (nine homes in one quarter); the corporation two on 357.
    found = rates(tinytown_build)
    assert found.loc[(ZUID, "incident"), "rate"] == pytest.approx(1000 / (117 / 12))
    assert found.loc[("corporation", "incident"), "rate"] == pytest.approx(2000 / (357 / 12))


def test_an_area_without_reports_has_a_rate_of_zero(tinytown_build: Path) -> None:
    assert rates(tinytown_build).loc[("buurt:BU90010101", "incident"), "rate"] == 0


def test_two_known_months_make_no_rate(tinytown_build: Path) -> None:
    complaints = rates(tinytown_build).loc[(ZUID, "complaint")]
    assert complaints["months_known"] == 2
    assert pd.isna(complaints["rate"]), "Residents delivered in March and May only: no yearly rate."
    assert complaints["reports"] == 2, "What did come in is counted all the same."
    assert pd.isna(rates(tinytown_build).loc[(ZUID, "all"), "rate"]), "A total that lacks a part is unknown."


def test_the_rate_of_the_series_is_the_key_figure(demo_warehouse: Settings) -> None:
    build = newest(demo_warehouse.warehouse)
    gemeente = rates(build, level="gemeente").loc[("gemeente:GM1883", "all")]
    last = ask(build, "area_series", area="gemeente:GM1883", kind="all", theme="all").iloc[-1]
    assert gemeente["rate"] > 0
    assert last["rolling"] == pytest.approx(gemeente["rate"])


def test_an_area_comes_with_what_lies_directly_in_it(tinytown_build: Path) -> None:
    wijk = rates(tinytown_build, area="wijk:WK900101", level="", kind="all").index.get_level_values("area_id")
    assert set(wijk) == {"wijk:WK900101", "buurt:BU90010101", "buurt:BU90010102", "corporation"}
    focus = rates(tinytown_build, area="focus:F2", level="", kind="all").index.get_level_values("area_id")
    assert {"complex:C2", "complex:C3"} <= set(focus)


def test_reports_lead_to_file_and_line_and_to_no_person(tinytown_build: Path) -> None:
    found = ask(tinytown_build, "area_reports", area=ZUID, theme="all")
    assert found["file"].notna().all() and (found["line"] > 0).all()
    assert not {"reporter_key", "source_id"} & set(found.columns)
