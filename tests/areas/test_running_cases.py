"""Are cases that began before the last twelve months, and ran on, shown beside those that began in them?"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from buurtbeeld.areas import tables
from buurtbeeld.warehouse import ask, newest
from tests.conftest import built
from tests.etl import deliver

BUURT = "buurt:BU00000001"
LAST = ("K9", "31-12-2025", "31-12-2025", "vuil", "", 5.815, 50.905, "", "")
"""Ends the data, so that the last twelve months are those of 2025."""
CASES = {
    "closed in the year": ("15-06-2024", "02-01-2025", 1),
    "closed on its first day": ("15-06-2024", "01-01-2025", 1),
    "closed before it": ("15-06-2024", "31-12-2024", 0),
    "never closed, so ended after thirty days": ("15-06-2024", "", 0),
    "never closed, and thirty days are not over": ("20-12-2024", "", 1),
    "opened in the year": ("02-01-2025", "", 0),
    "closed long after the year": ("15-06-2019", "31-12-2025", 1),
}


@pytest.mark.parametrize("name", CASES)
def test_a_case_that_runs_on_is_told_beside_those_that_open(tmp_path: Path, name: str) -> None:
    opened, closed, running = CASES[name]
    settings = deliver.settings(tmp_path)
    deliver.squares(settings.raw)
    rows = [("K1", opened, closed, "geluid", "", 5.805, 50.905, "", ""), LAST]
    deliver.complaints(settings.raw, {"klachten_1.csv": rows})
    rates = ask(newest(built(settings).warehouse), "rates", area=BUURT, level="", kind="*", theme="*")
    own = rates[rates["running"] > 0].set_index(["area_id", "kind", "theme"])["running"]
    kinds_and_themes = [(kind, theme) for kind in ("all", "complaint") for theme in ("all", "nuisance")]
    expected = [(area, *pair) for area in (BUURT, "corporation") for pair in kinds_and_themes]
    assert sorted(own.index) == sorted(expected if running else []) and (own == 1).all()


def test_a_key_figure_says_how_many_ran_already() -> None:
    row = {"kind": "all", "theme": "all", "rate": 100.0, "reporters": 1.0, "cases": 4, "homes": 40.0}
    rates = pd.DataFrame(
        [
            {"area_id": BUURT, "reports": 9, "running": 2, **row},
            {"area_id": "corporation", "reports": 90, "running": 20, **row},
        ]
    )
    ran = next(figure for figure in tables.of_area(rates, BUURT, "all") if figure.label == "Liepen al")
    assert (ran.value, ran.beside) == ("2", "corporatie 20")
