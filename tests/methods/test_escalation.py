"""What went with each rung: by hand, against lifelines, within strata, and refused below ten."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from lifelines import AalenJohansenFitter

from benchmarks.calibration import escalation as simulated
from buurtbeeld.methods import escalation

DAY, UNTIL = pd.Timestamp("2025-01-01"), pd.Timestamp("2026-07-01")


def history(*cases: tuple[int | None, list[tuple[int, int]]], severity: int = 2) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cases of (closed on day or None, [(rung, day), …]), all opened on day 0."""
    rows = [
        (f"c{turn}", "nuisance", severity, DAY, pd.NaT if closed is None else DAY + pd.Timedelta(days=closed), 1)
        for turn, (closed, _steps) in enumerate(cases)
    ]
    names = ["case_id", "theme", "severity", "opened_at", "closed_at", "reports_before"]
    steps = [
        (f"c{turn}", "landlord", rung, DAY + pd.Timedelta(days=day))
        for turn, (_closed, walked) in enumerate(cases)
        for rung, day in walked
    ]
    return pd.DataFrame(rows, columns=names), pd.DataFrame(steps, columns=["case_id", "ladder", "rung", "at"])


def test_spells_by_hand() -> None:
    found = escalation.spells(*history((60, [(1, 5), (3, 40)]), (None, [(1, 35)])), UNTIL)
    rows = found[["case_id", "rung", "days_in", "early", "duration", "quiet", "next_step"]].to_numpy().tolist()
    assert rows == [
        ["c0", 1, 5, True, 35, False, True],
        ["c0", 3, 40, False, 20, True, False],
        ["c1", 1, 35, False, 511, False, False],
    ]
    assert found["followed"].tolist()[:1] == [3] and found["followed"].isna().tolist() == [False, True, True]


def test_steps_after_today_are_not_known_and_steps_before_the_opening_are_refused() -> None:
    cases, steps = history((400, [(1, 5)]), (None, [(1, 700)]))
    found = escalation.spells(cases, steps, DAY + pd.Timedelta(days=100))
    assert found[["duration", "quiet"]].to_numpy().tolist() == [[95, False]]
    with pytest.raises(ValueError, match="found 1 before it"):
        escalation.spells(*history((60, [(1, -3)])), UNTIL)


def test_shares_by_hand() -> None:
    """Of twelve six were quiet after 50 days, two after 120, two took a further step after 20, two run since 100 days."""
    until = DAY + pd.Timedelta(days=400)
    cases, steps = history(*[(50, [(1, 0)])] * 6, *[(120, [(1, 0)])] * 2, *[(300, [(1, 0), (2, 20)])] * 2)
    running_cases, running_steps = history(*[(None, [(1, 300)])] * 2)
    names = {"c0": "r0", "c1": "r1"}
    cases = pd.concat([cases, running_cases.replace({"case_id": names})])
    steps = pd.concat([steps, running_steps.replace({"case_id": names})])
    found = escalation.per_rung(escalation.spells(cases, steps, until)).set_index("rung")
    first = found.loc[1]
    assert (first["n"], first["reason"]) == (12, "")
    assert first["quiet_90"] == pytest.approx(6 / 12)
    # At day 100 two leave; of the two still waiting both are quiet at day 120: 1/2 + 1/3 × 1.
    assert first["quiet_180"] == pytest.approx(6 / 12 + 4 / 12)
    assert first["next_step"] == pytest.approx(2 / 10)
    assert first["days"] == 50
    assert found.loc[2, "reason"] == "too_few"
    assert found.loc[2, "n"] == 2 and math.isnan(found.loc[2, "quiet_90"])


def test_agrees_with_lifelines_where_further_steps_compete() -> None:
    rng = np.random.default_rng(5)
    duration = rng.integers(1, 300, 400) + rng.uniform(0, 0.5, 400)
    kind = rng.choice([0, 1, 2], 400, p=[0.3, 0.5, 0.2])
    rows = pd.DataFrame({"duration": duration, "quiet": kind == 1, "next_step": kind == 2})
    fitted = AalenJohansenFitter(calculate_variance=False).fit(duration, kind, event_of_interest=1)
    for days in (30, 90, 180):
        other = fitted.cumulative_density_.loc[:days].iloc[-1, 0]
        found = escalation.quiet_within(rows, days)
        assert found.share == pytest.approx(other, abs=1e-9)
        assert found.low < found.share < found.high


def test_refused_below_ten_with_the_number_it_has() -> None:
    for number, reason in ((9, "too_few"), (10, "")):
        found = escalation.per_rung(escalation.spells(*history(*[(50, [(1, 0)])] * number), UNTIL)).iloc[0]
        assert (found["n"], found["reason"]) == (number, reason)
    assert escalation.per_rung(escalation.spells(*history(), UNTIL)).empty


def test_everything_still_running() -> None:
    found = escalation.per_rung(escalation.spells(*history(*[(None, [(1, 300)])] * 12), UNTIL)).iloc[0]
    assert found["quiet_90"] == 0 and math.isinf(found["days"])
    assert math.isnan(found["next_step"])


def test_the_path_as_walked() -> None:
    cases, steps = history((90, [(1, 0), (2, 5), (1, 9)]), (None, [(3, 2), (3, 8)]), (40, [(1, 0), (4, 30)]))
    found = escalation.transitions(steps, cases, UNTIL).set_index(["came_from", "went_to"])
    assert found["kind"].to_dict() == {
        (0, 1): "start", (0, 3): "skip", (1, -1): "closed", (1, 2): "up", (1, 4): "skip", (2, 1): "back",
        (3, -2): "running", (3, 3): "again", (4, -1): "closed",
    }  # fmt: skip
    assert found.loc[(0, 1), "cases"] == 2
    assert found["cases"].sum() == 7 + 3


def test_other_ladders_are_walked_by_themselves_but_end_the_wait() -> None:
    cases, steps = history((90, [(1, 0), (1, 10)]))
    steps.loc[1, "ladder"] = "mayor"
    assert set(escalation.transitions(steps, cases, UNTIL)["kind"]) == {"start", "closed"}
    assert escalation.spells(cases, steps, UNTIL)["next_step"].tolist() == [True, False]


def test_order_of_rows_does_not_matter() -> None:
    cases, steps, until = simulated.ladder(3, 60)
    one = escalation.per_rung(escalation.spells(cases, steps, until))
    other = escalation.per_rung(
        escalation.spells(cases.sample(frac=1, random_state=1), steps.sample(frac=1, random_state=2), until)
    )
    pd.testing.assert_frame_equal(one, other)


def test_an_effect_of_known_size_is_recovered_within_strata_and_not_without() -> None:
    """The quick version of benchmarks.calibration.escalation: hard cases get the higher rung."""
    found = simulated.recovered(1, 12, 600)
    assert found["within"] == pytest.approx(simulated.DIFFERENCE, abs=0.03)
    assert found["crude"] < found["within"] - 0.08
    assert found["held"] >= 0.85
