"""Tables too large for the least loss: an attacker against them, large counts that stay, and what is refused."""

from __future__ import annotations

import pytest

from benchmarks.attacker import attack
from benchmarks.calibration import disclosure as calibration
from benchmarks.disclosure import cube
from buurtbeeld.errors import NothingSafe
from buurtbeeld.methods.disclosure import control, linked_tables
from buurtbeeld.methods.disclosure.control import HIDDEN, SHOWN, Tables

DIMS, RULES = calibration.DIMS, calibration.RULES


@pytest.fixture
def all_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table counts as too large for the least loss."""
    monkeypatch.setattr(linked_tables, "EXACT", 0)


@pytest.mark.usefixtures("all_large")
def test_attacker_finds_nothing() -> None:
    """Every hidden count of random hierarchical tables, by linear programmes that know nothing of exchanges."""
    found = calibration.tables_attacked(12, seed=5, most=2)
    assert found["published"] >= 4 and found["beyond"] >= 10
    assert found["too narrow"] == 0


@pytest.mark.usefixtures("all_large")
def test_one_hidden_count_takes_others_with_it() -> None:
    published = control.protect(cube((3, 3, 3), 20), RULES)
    cells = published.cells.set_index(list(DIMS))["state"]
    assert cells["all", "all", "all"] == SHOWN
    assert calibration.too_narrow(published, []) == 0
    assert control.protect(cube((3, 3, 3), 20), RULES).cells.equals(published.cells), "the same table, the same choice"


@pytest.mark.usefixtures("all_large")
def test_what_was_exported_before_is_taken_into_account() -> None:
    tables = cube((4, 4, 4), 6, seed=2)
    first = control.protect(tables, RULES)
    earlier = control.to_remember(first)
    again = control.protect(tables, RULES, [earlier])
    assert again.cells["state"].equals(first.cells["state"])
    below = tables.cells[~tables.cells["area"].eq("all")]
    parts = control.protect(Tables(DIMS, below, tables.wholes), RULES, [earlier])
    assert calibration.too_narrow(parts, [earlier]) == 0


def test_of_a_large_cube_totals_stay_and_ranges_hold() -> None:
    tables = cube((24, 23, 24), 2)
    assert len(tables.cells) > linked_tables.EXACT
    published = control.protect(tables, RULES)
    totals = published.cells[list(DIMS)].eq("all").sum(axis=1)
    assert published.cells.loc[totals >= 2, "state"].eq(SHOWN).all()
    large = tables.cells["value"].ge(50)
    assert published.cells.loc[large, "state"].eq(SHOWN).mean() > 0.8
    assert published.cells.loc[tables.cells["value"].lt(5), "state"].eq(HIDDEN).all()
    found = attack(published, sample=1, whole=False)
    assert (found["high"] - found["low"] >= found["need"]).all()


def test_a_large_table_with_a_hole_is_refused() -> None:
    tables = cube((24, 23, 24), 2)
    with pytest.raises(NothingSafe, match="some missing"):
        control.protect(Tables(DIMS, tables.cells.iloc[1:], tables.wholes), RULES)
    tables.cells.loc[0, "value"] += 1
    with pytest.raises(ValueError, match="sums of their parts"):
        control.protect(tables, RULES)
