"""What lies in the areas of a director: themselves and everything inside, in Tinytown."""

from __future__ import annotations

from pathlib import Path

import pytest

from buurtbeeld.warehouse import ask

ZUID = {"buurt:BU90010201", "complex:C3", "focus:F1", "focus:F2", "street:tinytown-dorpsstraat"}


@pytest.mark.parametrize(
    ("given", "within"),
    [
        ("buurt:BU90010201", ZUID),
        ("buurt:BU90010201|complex:C1", ZUID | {"complex:C1"}),
        ("complex:C1", {"complex:C1"}),
        ("buurt:BU00000000", set()),
        ("", set()),
    ],
)
def test_an_area_holds_itself_and_what_lies_in_it(tinytown_build: Path, given: str, within: set[str]) -> None:
    assert set(ask(tinytown_build, "areas_within", areas=given)["area_id"]) == within
