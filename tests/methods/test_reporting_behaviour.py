"""Reporting behaviour: hand-worked values, what was planted is found, quiet sources stay quiet, edges."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from benchmarks.calibration import reporting as calibration
from buurtbeeld.methods import reporting_behaviour
from etl.demo import scenario
from etl.demo.happenings import calendar, happenings, totals
from etl.demo.stock import stock
from etl.demo.streams import streams
from etl.demo.town import town

UNTIL = date(2026, 1, 1)


def daily(reports: np.ndarray, source: str = "s") -> pd.DataFrame:
    dates = pd.date_range(end="2025-12-31", periods=len(reports))
    return pd.DataFrame({"source": source, "date": dates, "reports": reports})


def monthly(columns: dict[str, np.ndarray], name: str) -> pd.DataFrame:
    months = pd.date_range(end="2025-12-01", periods=len(next(iter(columns.values()))), freq="MS")
    wide = pd.DataFrame(columns, index=months.rename("month"))
    return wide.melt(ignore_index=False, var_name=name, value_name="reports").reset_index().assign(source="s")


# --- stops


def test_hand_worked_stop() -> None:
    # One report a day, exactly: dispersion 1, so that 20 empty days have e^-20, and 200 days on which a run may begin.
    reports = np.ones(200)
    reports[-20:] = 0
    found = reporting_behaviour.stops(daily(reports), UNTIL).iloc[0]
    assert (found["kind"], found["steps"], found["observed"]) == ("stop", 20, 0)
    assert found["expected"] == pytest.approx(20)
    assert found["probability"] == pytest.approx(200 * np.exp(-20))
    assert found["since"] == pd.Timestamp("2025-12-12") and pd.isna(found["until"]) and found["area_id"] is None


def test_a_stop_that_ended_has_its_first_day_of_reports() -> None:
    reports = np.ones(300)
    reports[100:130] = 0
    found = reporting_behaviour.stops(daily(reports), UNTIL).iloc[0]
    assert found["until"] - found["since"] == pd.Timedelta(days=30)


def test_the_empty_term_is_that_of_the_negative_binomial() -> None:
    # Mean 6, variance 2.5 times the mean: size 6/1.5 = 4, and P(0) = 0.4⁴.
    assert (
        np.exp(-6 * reporting_behaviour.emptiness(2.5))
        == pytest.approx(0.4**4)
        == pytest.approx(stats.nbinom.pmf(0, 4, 0.4))
    )
    assert reporting_behaviour.emptiness(1.0) == 1.0


def test_a_source_without_weekends_or_holidays_does_not_stop_then() -> None:
    dates = pd.date_range(end="2025-12-31", periods=700)
    holidays = [day.date() for year in (2024, 2025) for day in pd.date_range(f"{year}-12-18", f"{year}-12-31")]
    reports = np.where((dates.day_of_week < 5) & ~dates.isin(pd.to_datetime(holidays)), 4, 0)
    counts = pd.DataFrame({"source": "s", "date": dates, "reports": reports})
    assert len(reporting_behaviour.stops(counts, UNTIL)) == 2
    assert reporting_behaviour.stops(counts, UNTIL, holidays=holidays).empty


def test_months_can_be_judged_as_well() -> None:
    counts = monthly({"all": np.r_[np.full(30, 9.0), 0, 0, np.full(4, 9.0)]}, "x").rename(columns={"month": "date"})
    found = reporting_behaviour.stops(counts, UNTIL, step="MS").iloc[0]
    assert (found["since"], found["until"]) == (pd.Timestamp("2025-07-01"), pd.Timestamp("2025-09-01"))
    assert found["expected"] == pytest.approx(18)


@pytest.mark.parametrize(
    "reports",
    [
        np.r_[np.ones(200), np.zeros(10)],  # ten days: a closed office
        np.r_[np.ones(40), np.zeros(60)],  # forty days: no rhythm yet
        np.r_[np.tile([1] + [0] * 29, 12), np.zeros(60)],  # once a month
        np.ones(1),
    ],
)
def test_what_is_no_stop(reports: np.ndarray) -> None:
    assert reporting_behaviour.stops(daily(reports), UNTIL).empty


def test_not_delivered_yet_is_no_stop() -> None:
    reports = np.r_[np.full(400, 3.0), np.zeros(24)]
    assert len(reporting_behaviour.stops(daily(reports), UNTIL)) == 1
    assert reporting_behaviour.stops(daily(reports), date(2025, 12, 8)).empty


# --- jumps


def areas(factor: float, at: int, months: int = 48, seed: int = 1) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    times = np.where(np.arange(months) >= at, factor, 1.0)
    return {f"a{area}": rng.poisson(6 * times) for area in range(20)}


def test_a_jump_everywhere_is_found_where_it_begins() -> None:
    found = reporting_behaviour.jumps(monthly(areas(2.0, 30), "area_id"))
    assert len(found) == 1
    assert found["since"][0] == pd.Timestamp("2024-07-01") and pd.isna(found["until"][0])
    assert found["factor"][0] == pytest.approx(2, rel=0.1)
    assert (found["areas"][0], found["observed"][0]) == (
        20,
        sum(counts[30:42].sum() for counts in areas(2.0, 30).values()),
    )
    assert found["agreeing"][0] >= 18
    assert found["expected"][0] == pytest.approx(20 * 6 * 12, rel=0.1)


def test_a_jump_that_ends_again_is_two() -> None:
    columns = areas(1.0, 0)
    columns = {
        name: np.where((np.arange(48) >= 20) & (np.arange(48) < 30), 3 * values, values)
        for name, values in columns.items()
    }
    found = reporting_behaviour.jumps(monthly(columns, "area_id"))
    assert list(found["since"]) == [pd.Timestamp("2023-09-01"), pd.Timestamp("2024-07-01")]
    assert found["until"][0] == found["since"][1]
    assert found["factor"].tolist() == pytest.approx([3, 1 / 3], rel=0.2)


def test_a_rise_in_one_area_is_no_jump_of_the_source() -> None:
    columns = areas(1.0, 0)
    columns["a0"] = columns["a0"] * np.where(np.arange(48) >= 30, 15, 1)
    assert reporting_behaviour.jumps(monthly(columns, "area_id")).empty


@pytest.mark.parametrize("months", [1, 23])
def test_too_few_months_for_jumps(months: int) -> None:
    assert reporting_behaviour.jumps(monthly(areas(3.0, months // 2, months), "area_id")).empty


def test_a_stop_is_no_jump() -> None:
    columns = {name: np.where(np.arange(48) >= 40, 0, values) for name, values in areas(1.0, 0).items()}
    assert reporting_behaviour.jumps(monthly(columns, "area_id")).empty


# --- recodes


def test_hand_worked_recode() -> None:
    # Five a month, exactly, for 20 months each: the silence of 20 months has e^-100, times 3 × 3 pairs.
    codes = {
        "VUIL": np.r_[np.full(20, 5), np.zeros(20)],
        "VUI": np.r_[np.zeros(20), np.full(20, 5)],
        "GEL": np.full(40, 7),
    }
    found = reporting_behaviour.recodes(monthly(codes, "category"))
    assert found[["old", "new"]].to_numpy().tolist() == [["VUIL", "VUI"]]
    assert found["since"][0] == pd.Timestamp("2024-05-01")
    assert (found["expected"][0], found["observed"][0]) == (5, 5)
    assert found["probability"][0] == pytest.approx(9 * np.exp(-100))


@pytest.mark.parametrize(
    "codes",
    [
        {"A": np.r_[np.full(20, 5), np.zeros(20)], "B": np.full(40, 5)},  # ends, nothing begins
        {
            "A": np.r_[np.full(20, 5), np.zeros(20)],
            "B": np.r_[np.zeros(20), np.full(20, 15)],
            "C": np.full(40, 5),
        },  # three times
        {
            "A": np.r_[np.full(10, 5), np.zeros(30)],
            "B": np.r_[np.zeros(20), np.full(20, 5)],
            "C": np.full(40, 5),
        },  # later
        {
            "A": np.r_[np.full(39, 5), np.zeros(1)],
            "B": np.r_[np.zeros(39), np.full(1, 5)],
            "C": np.full(40, 5),
        },  # too fresh
        {"A": np.full(40, 5)},
    ],
)
def test_what_is_no_recode(codes: dict[str, np.ndarray]) -> None:
    assert reporting_behaviour.recodes(monthly(codes, "category")).empty


# --- concentration


def people(*reports: int, area: str = "a") -> pd.DataFrame:
    return pd.DataFrame(
        {"source": "s", "area_id": area, "period": 2025, "reporter": range(len(reports)), "reports": reports}
    )


def test_hand_worked_concentration() -> None:
    found = reporting_behaviour.concentration(people(17, 1, 1, 1)).iloc[0]
    assert (found["reports"], found["reporters"], found["label"]) == (20, 4, "dominant")
    assert (found["per_reporter"], found["top_share"]) == (0.2, 0.85)
    # Of 2²⁰ ways to throw twenty coins 1 + 20 + 190 + 1140 give 17 heads or more.
    assert found["probability"] == pytest.approx(1351 / 2**20)


@pytest.mark.parametrize(
    ("reports", "label"),
    [((14,), "too_few"), ((15,), "dominant"), ((1,), "too_few"), ((12, 8), "spread"), ((1,) * 30, "spread")],
)
def test_labels_of_concentration(reports: tuple[int, ...], label: str) -> None:
    found = reporting_behaviour.concentration(people(*reports)).iloc[0]
    assert found["label"] == label
    assert pd.isna(found["top_share"]) == (label == "too_few")


def test_reports_without_a_reporter_are_left_out() -> None:
    counts = pd.concat([people(10, 6), people(90).assign(reporter=None)])
    assert reporting_behaviour.concentration(counts)["reports"].tolist() == [16]
    assert reporting_behaviour.concentration(people(90).assign(reporter=None)).empty


# --- channels


def test_a_new_channel_is_found_where_it_opens() -> None:
    phone, app = np.r_[np.full(24, 80), np.full(12, 50)], np.r_[np.full(24, 20), np.full(12, 50)]
    found = reporting_behaviour.channel_mix(monthly({"phone": phone, "app": app}, "channel"))
    assert len(found) == 1
    assert found["since"][0] == pd.Timestamp("2025-01-01") and pd.isna(found["until"][0])
    assert found["shift"][0] == pytest.approx(0.3)
    assert {found["expected"][0], found["observed"][0]} <= {0.2, 0.8, 0.5}
    # 1200 reports a year on either side: χ² = 2400 (960·600 − 240·600)² / (1200² · 1560 · 840); 11 + 11 degrees for the scatter; 36 months.
    chi = 2400 * (960 * 600 - 240 * 600) ** 2 / (1200**2 * 1560 * 840)
    assert found["probability"][0] == pytest.approx(36 * stats.f.sf(chi, 1, 22), rel=1e-6)


@pytest.mark.parametrize(
    "channels",
    [
        {"phone": np.full(36, 50)},
        {"phone": np.full(36, 50), "app": np.full(36, 20)},
        {"phone": np.r_[np.full(24, 800), np.full(12, 760)], "app": np.r_[np.full(24, 200), np.full(12, 240)]},  # 4 %
        {"phone": np.r_[80, 80, 80, 20, 20], "app": np.r_[20, 20, 20, 80, 80]},  # five months
    ],
)
def test_what_is_no_other_mix(channels: dict[str, np.ndarray]) -> None:
    assert reporting_behaviour.channel_mix(monthly(channels, "channel")).empty


# --- all together


def test_no_reports_give_frames_without_rows() -> None:
    empty = (
        monthly({"a": np.zeros(30)}, "area_id")
        .iloc[:0]
        .assign(category="c", channel="k", reporter=1, period=1, date=pd.NaT)
    )
    for find in (
        reporting_behaviour.jumps,
        reporting_behaviour.recodes,
        reporting_behaviour.channel_mix,
        reporting_behaviour.concentration,
    ):
        assert find(empty).empty
    assert reporting_behaviour.stops(empty, UNTIL).empty


@pytest.fixture(scope="module")
def demonstration() -> pd.DataFrame:
    """What happens in the demonstration corporation, one row per report, before it is written into files."""
    built, when, table = stock(town()), calendar(date(2026, 11, 1)), streams()
    told = [
        happenings(source, count, built, when, np.random.default_rng([1, number])).assign(source=source)
        for number, (source, count) in enumerate(totals(scenario.SIGNALS).items())
    ]
    rows = pd.concat(told, ignore_index=True)
    at = pd.to_datetime(rows["at"], unit="m")
    return rows.assign(
        date=at.dt.normalize(),
        month=at.dt.to_period("M").dt.to_timestamp(),
        period=at.dt.year,
        buurt=built.streets["buurt"].to_numpy()[rows["street"]],
        area_id=built.streets["name"].to_numpy()[rows["street"]],
        category=table["category"].to_numpy()[rows["stream"]],
        reporter=rows["reporter"].where((rows["reporter"] >= 0) & (rows["source"] == "klachten")),
    )


def counted(rows: pd.DataFrame, *by: str) -> pd.DataFrame:
    return rows.groupby(["source", *by], dropna=False).size().rename("reports").reset_index()


def test_the_truths_of_the_demonstration_are_found_and_nothing_else(demonstration: pd.DataFrame) -> None:
    stopped = reporting_behaviour.stops(counted(demonstration, "date"), date(2026, 11, 1))
    assert stopped[["source", "since"]].to_numpy().tolist() == [["openbare_ruimte", pd.Timestamp("2025-09-01")]]
    recoded = reporting_behaviour.recodes(counted(demonstration, "category", "month"))
    assert recoded[["source", "old", "new"]].to_numpy().tolist() == [["klachten", "VUIL", "VUI"]]
    assert recoded["since"][0] == pd.Timestamp("2022-11-01")
    by_area = counted(demonstration, "buurt", "month").rename(columns={"buurt": "area_id"})
    assert reporting_behaviour.jumps(by_area).empty
    one = reporting_behaviour.concentration(counted(demonstration, "area_id", "period", "reporter"))
    dominant = one.loc[one["label"] == "dominant", "area_id"]
    assert set(dominant) == {scenario.ONE_REPORTER}


@pytest.mark.parametrize(
    ("case", "level", "planted", "least", "most"),
    [(0, 1, 0, 0, 0.05), (0, 1, 30, 0.9, 1), (2, 10, 0, 0, 0.05), (2, 10, 1, 0.9, 1), (3, 200, 0, 0, 0.05), (3, 200, 0.2, 0.9, 1)],
)  # fmt: skip
def test_calibration_in_short(case: int, level: float, planted: float, least: float, most: float) -> None:
    assert least <= calibration.share_found(calibration.CASES[case], level, planted, runs=2) <= most


def test_calibration_of_jumps_in_short() -> None:
    assert calibration.share_found(calibration.CASES[1], 600, 1, runs=1) <= 0.1
    assert calibration.share_found(calibration.CASES[1], 600, 2, runs=1) >= 0.9


def test_calibration_of_concentration_in_short() -> None:
    assert calibration.dominated(30, 0.5) <= 0.02
    assert calibration.dominated(30, 0.8) >= 0.75
