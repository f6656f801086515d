"""Are figures of an area told apart from what nobody knows of it?"""

from __future__ import annotations

import pandas as pd
import pytest

from buurtbeeld.areas import tables

AREA = "buurt:BU00000001"


@pytest.mark.parametrize(
    ("reports", "words"),
    [(0.0, "geen enkele melding"), (float("nan"), "Hiervan is niets bekend")],
)
def test_no_report_is_not_the_same_as_not_known(reports: float, words: str) -> None:
    row = {"area_id": AREA, "kind": "all", "theme": "all", "rate": None, "homes": 20.0, "reporters": 0.0, "cases": 0.0}
    rates = pd.DataFrame([row | {"reports": reports, "running": 0}])
    assert words in tables.none_reported(rates, AREA)


def test_an_area_that_nobody_counted_is_not_known() -> None:
    columns = ["area_id", "kind", "theme", "rate", "homes", "reports", "reporters", "cases", "running"]
    assert "niets bekend" in tables.none_reported(pd.DataFrame(columns=columns), AREA)
