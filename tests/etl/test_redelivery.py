"""Does a warehouse hold the same, whichever way its deliveries came to be what they are?"""

from __future__ import annotations

import os
from pathlib import Path

from etl import build as building
from tests.etl import deliver

GOOD = ("K1", "03-02-2024", "05-02-2024", "geluid", "H1", 5.805, 50.905, "", "")


def built(folder: Path) -> Path:
    """Builds folder/raw; returns the published file."""
    settings = deliver.settings(folder)
    return settings.warehouse / f"{building.build(settings).name}.duckdb"


def lists(raw: Path, rows: str) -> None:
    """Complaints of a supplier that knows no coordinates."""
    fields = [
        {"name": "id", "type": "string", "feeds": "source_id"},
        {"name": "op", "type": "date", "feeds": "registered_at"},
        {"name": "straat", "type": "string", "feeds": "street"},
    ]
    deliver.describe(raw / "lists", "lists", {"path": "list.csv", "kind": "complaint"}, fields)
    (raw / "lists" / "list.csv").write_text(f"id,op,straat\n{rows}")


def test_a_report_without_a_place_has_the_same_place_from_every_supplier(tmp_path: Path) -> None:
    nowhere = [(f"K{number}", *GOOD[1:5], "", "", "", "") for number in range(3)]
    deliver.complaints(tmp_path / "raw", {"klachten_1.csv": [GOOD, *nowhere]})
    lists(tmp_path / "raw", "1,2024-02-03,\n2,2024-02-03,Dorpsstraat\n")
    places = deliver.contents(built(tmp_path))["loaded.place"]
    assert len(places) == 3, "a point, a street and nothing"
    lists(tmp_path / "raw", "1,2024-02-03,\n2,2024-02-03,Dorpsstraat\n3,2024-02-04,\n")
    os.utime(tmp_path / "raw" / "complaints" / "klachten_1.csv")
    assert deliver.contents(built(tmp_path))["loaded.place"] == places
