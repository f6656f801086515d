"""Nobody can be traced: an attacker against random tables and a year of exports, the fewest by trying all, and edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from benchmarks.attacker import attack
from benchmarks.calibration import disclosure as calibration
from buurtbeeld.errors import NothingSafe
from buurtbeeld.methods.disclosure import control, linked_tables
from buurtbeeld.methods.disclosure.control import HIDDEN, SHOWN, UNKNOWN, Tables, Thresholds

RULES = calibration.RULES
EVERYTHING = Thresholds(count=0, homes=0, answers=0, dominance=1.0)


def two_way(rows: list[list[int]]) -> Tables:
    """Areas × themes with all totals."""
    counts = np.array(rows)[:, :, None]
    areas, themes = (
        [f"{name}{number}" for number in range(size)] for name, size in zip("bt", counts.shape, strict=False)
    )
    wholes = {"area": {"w": areas}, "theme": {"all": themes}, "period": {}}
    homes = dict.fromkeys(areas, 100)
    return Tables(
        calibration.DIMS,
        calibration.summed(counts, np.zeros_like(counts), homes, (areas, themes, ["2026"]), wholes),
        wholes,
    )


def states(tables: Tables) -> dict[tuple[str, str], str]:
    return {(row.area, row.theme): row.state for row in tables.cells.itertuples()}


def test_one_hidden_count_takes_three_others_with_it() -> None:
    """A single small count in a table of large ones: a rectangle, of the smallest counts that form one."""
    published = control.protect(two_way([[3, 20, 30], [20, 20, 30], [30, 30, 30]]), RULES)
    hidden = {cell for cell, state in states(published).items() if state == HIDDEN}
    assert hidden == {("b0", "t0"), ("b0", "t1"), ("b1", "t0"), ("b1", "t1")}
    found = attack(published).set_index(["area", "theme"])
    # By hand: rows and columns of the rectangle sum to 23, 40; 23, 40: the corner lies between 0 and 23.
    assert found.loc[("b0", "t0"), ["low", "high"]].tolist() == [0, 23]


def test_hidden_is_not_zero_and_unknown_is_neither() -> None:
    tables = two_way([[0, 9, 9], [9, 9, 9], [9, 9, 9]])
    cells = pd.concat([tables.cells, pd.DataFrame([("x", "t0", "2026", np.nan, 100, 0)], columns=tables.cells.columns)])
    published = control.protect(Tables(tables.dims, cells.reset_index(drop=True), tables.wholes), RULES)
    state = states(published)
    assert (state["b0", "t0"], state["x", "t0"], state["w", "all"]) == (HIDDEN, UNKNOWN, SHOWN)
    assert published.cells.loc[published.cells["state"] != SHOWN, "value"].isna().all()


def test_figures_made_of_a_hidden_count_go_with_it() -> None:
    tables = two_way([[3, 20], [20, 20]])
    published = control.protect(
        Tables(tables.dims, tables.cells.assign(rate=tables.cells["value"] * 10), tables.wholes, ("rate",)), RULES
    )
    assert published.cells["rate"].isna().equals(published.cells["state"].eq(HIDDEN))
    assert "top" not in published.cells


@pytest.mark.parametrize(
    ("changed", "need"),
    [({"homes": 9}, 20), ({"top": 11}, 11), ({"top": 10}, 0), ({"homes": 10}, 0), ({"value": 4}, 5), ({"value": 0}, 0)],
)
def test_what_is_hidden_for_itself(changed: dict[str, int], need: int) -> None:
    cell = pd.DataFrame([{"value": 20, "homes": 100, "top": 0} | changed])
    hidden, wide = control.needs(cell, RULES)
    assert (bool(hidden[0]), wide[0]) == (need > 0 or changed == {"value": 0}, need)


def test_a_mean_needs_ten_answers() -> None:
    cells = pd.DataFrame({"measure": ["answers", "answers", "cases"], "value": [9, 10, 9]})
    assert control.needs(cells, RULES)[0].tolist() == [True, False, False]


@pytest.mark.parametrize("counts", [[[1, 0], [2, 1]], [[4]], [[0, 0], [0, 0]]])
def test_where_only_an_empty_table_is_safe_it_is_refused(counts: list[list[int]]) -> None:
    with pytest.raises(NothingSafe, match="only counts that may not"):
        control.protect(two_way(counts), RULES)


def test_an_area_with_nine_homes_is_refused() -> None:
    tables = two_way([[50]])
    with pytest.raises(NothingSafe, match="larger area"):
        control.protect(Tables(tables.dims, tables.cells.assign(homes=9), tables.wholes), RULES)


def test_one_large_count_is_shown_and_inside_everything_is() -> None:
    assert set(states(control.protect(two_way([[50]]), RULES)).values()) == {SHOWN}
    assert set(states(control.protect(two_way([[1, 0], [2, 1]]), EVERYTHING)).values()) == {SHOWN}


def test_totals_that_do_not_add_up_are_refused() -> None:
    tables = two_way([[50, 60], [70, 80]])
    tables.cells.loc[0, "value"] = 51
    with pytest.raises(ValueError, match="sums of their parts"):
        control.protect(tables, RULES)


def test_a_focus_area_cannot_be_subtracted_from_its_buurt() -> None:
    """A buurt of 9 and a focus area of 7 inside it, and nothing else: their difference is 2 reports in the rest."""
    wholes = {"area": {"buurt": ["a", "b", "c"], "focus": ["a", "b"]}}
    cells = pd.DataFrame({"area": ["buurt", "focus"], "value": [9, 7], "homes": 100})
    published = control.protect(Tables(("area",), cells, wholes), RULES)
    assert published.cells["state"].tolist().count(HIDDEN) == 1
    apart = control.protect(Tables(("area",), cells.assign(value=[19, 7]), wholes), RULES)
    assert apart.cells["state"].eq(SHOWN).all()


def test_two_exports_cannot_be_subtracted() -> None:
    """The buurt went to this recipient before; the focus area now would give the rest away."""
    wholes = {"area": {"buurt": ["a", "b", "c"], "focus": ["a", "b"], "far": ["z"]}}
    before = pd.DataFrame({"area": ["buurt"], "value": [9.0], "need": [0.0]})
    cells = pd.DataFrame({"area": ["focus", "far"], "value": [7, 8], "homes": 100})
    alone = control.protect(Tables(("area",), cells, wholes), RULES)
    assert alone.cells["state"].eq(SHOWN).all()
    after = control.protect(Tables(("area",), cells, wholes), RULES, [before])
    assert after.cells["state"].tolist() == [HIDDEN, SHOWN]


def test_a_count_that_was_corrected_a_little_is_hidden() -> None:
    cells = pd.DataFrame({"area": ["a", "b"], "value": [15, 40], "homes": 100})
    before = pd.DataFrame({"area": ["a", "b"], "value": [14.0, 20.0], "need": [0.0, 0.0]})
    published = control.protect(Tables(("area",), cells, {}), RULES, [before])
    assert published.cells["state"].tolist() == [HIDDEN, SHOWN]


def test_attacker_finds_nothing_in_random_tables() -> None:
    """The quick version of benchmarks.calibration.disclosure."""
    found = calibration.tables_attacked(10, seed=7, most=2)
    assert found["published"] >= 3
    assert found["beyond"] >= 3
    assert found["too narrow"] == 0


def test_attacker_finds_nothing_in_monthly_exports() -> None:
    found = calibration.years_attacked(1, exports=3, seed=3)
    assert found["exports"] >= 2
    assert found["too narrow"] == 0


@pytest.mark.parametrize("rows", [[[3, 20], [20, 20]], [[3, 20], [6, 9]], [[3, 20, 6], [20, 4, 20]]])
def test_hidden_is_at_most_one_and_a_half_times_the_fewest(rows: list[list[int]]) -> None:
    """Against every choice there is; more tables in benchmarks.calibration.disclosure."""
    tables = two_way(rows)
    hidden = int(control.protect(tables, RULES).cells["state"].eq(HIDDEN).sum())
    beyond = hidden - int(control.needs(tables.cells, RULES)[0].sum())
    least = calibration.fewest(tables, most=3)
    assert least is not None and 0 < beyond <= 1.5 * least


def test_without_the_complementary_ones_the_attacker_succeeds() -> None:
    """The attacker is worth something: hiding only what is small gives it away."""
    tables = two_way([[3, 20, 30], [20, 20, 30], [30, 30, 30]])
    small, need = control.needs(tables.cells, RULES)
    cells = tables.cells.assign(state=np.where(small, HIDDEN, SHOWN), need=need)
    cells.loc[small, "value"] = np.nan
    found = attack(Tables(tables.dims, cells, tables.wholes))
    assert found[["low", "high"]].to_numpy().tolist() == [[3, 3]]


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000))
def test_the_attacker_agrees_with_another_solver(seed: int) -> None:
    """Ends by scipy's linprog on equations written out anew: every total is the sum of its atoms."""
    tables = calibration.hierarchical(np.random.default_rng(seed), most=2)
    try:
        published = control.protect(tables, RULES)
    except NothingSafe:
        return
    found = attack(published)
    atoms = published.cells[~published.cells["area"].isin(tables.wholes["area"])]
    atoms = atoms[~atoms["theme"].eq("all") & ~atoms["period"].eq("year")].reset_index(drop=True)

    def inside(row: pd.Series) -> np.ndarray:
        among = [atoms[dim].isin(tables.wholes[dim].get(row[dim], [row[dim]])) for dim in tables.dims]
        return np.logical_and.reduce(among).astype(float)

    shown = published.cells[published.cells["state"].eq(SHOWN)]
    rows, sums = [inside(row) for _at, row in shown.iterrows()], shown["value"]
    for _at, cell in found.head(4).iterrows():
        for sign, end in ((1, "low"), (-1, "high")):
            kept = {"A_eq": np.array(rows), "b_eq": sums} if rows else {}
            solved = linprog(sign * inside(cell), **kept, bounds=(0, None))
            # Nothing that was shown may bound a count from above: status 3 is unbounded.
            value = np.inf if solved.status == 3 else sign * solved.fun
            assert cell[end] == pytest.approx(np.ceil(value - 1e-6) if sign == 1 else np.floor(value + 1e-6))


def test_months_are_half_open() -> None:
    assert linked_tables.months("2025-11", "2026-02") == {"2025-11", "2025-12", "2026-01"}


def test_too_many_combinations_are_refused() -> None:
    cells = pd.DataFrame({name: [str(number) for number in range(70)] for name in "abc"})
    with pytest.raises(NothingSafe, match="fewer values"):
        linked_tables.grid(("a", "b", "c"), [cells], {})
