"""A buurt in two polygons is one buurt; a code with two names is said."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from shapely.geometry import box

from etl.geography import parts

LAND, WATER, ELSEWHERE = box(0, 0, 1, 1), box(1, 0, 2, 1), box(5, 5, 6, 6)


def rows(*named: tuple[str, str, str | None], **more: list[str]) -> pd.DataFrame:
    """Rows of code, name and level."""
    return pd.DataFrame(named, columns=["code", "name", "level"], dtype=object).assign(**more)


@pytest.mark.parametrize(
    ("table", "areas", "kinds"),
    [
        (rows(("A", "Aa", "buurt"), ("A", "Aa", "buurt"), ("B", "Bee", "buurt")), [2, 2, 1], ["joined"]),
        (rows(("A ", "Aa", "buurt"), ("A", None, "buurt"), ("B", "Bee", "buurt")), [2, 2, 1], ["joined"]),
        (rows(("A", "Aa", "buurt"), ("A", "Anders", "buurt"), ("B", "Bee", "buurt")), [2, 2, 1], ["joined", "contradiction"]),
        (rows(("A", "Aa", "buurt"), ("A", "Aa", "wijk"), ("B", "Bee", "buurt")), [1, 1, 1], ["contradiction"]),
        (rows(("A", "Aa", None), ("B", "Bee", None), ("C", "Cee", None)), [1, 1, 1], []),
        (
            rows(("A", "Aa", "buurt"), ("A", "Aa", "buurt"), ("B", "Bee", "buurt"), valid_from=["2020", "2024", "2020"]),
            [1, 1, 1],
            [],
        ),
    ],
    ids=["two parts", "blanks and no name", "two names", "two levels", "nothing to join", "two years"],
)  # fmt: skip
def test_parts_of_one_area_become_one_outline(table: pd.DataFrame, areas: list[int], kinds: list[str]) -> None:
    shape = pd.array([LAND, WATER, ELSEWHERE], dtype=object).to_numpy()
    whole, findings = parts.joined(table, shape)
    assert list(shapely.area(whole)) == areas
    assert list(findings["kind"]) == kinds


def test_the_sentence_names_what_differs() -> None:
    table = rows(*[("X", f"Buurt {number}", "buurt") for number in range(91)])
    _whole, findings = parts.joined(table, pd.array([LAND] * 91, dtype=object).to_numpy())
    assert list(findings["detail"]) == [
        "X: 91 parts were joined into one outline",
        "X: stands for 91 different names: Buurt 0, Buurt 1, Buurt 2, …",
    ]
