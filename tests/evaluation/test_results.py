"""An approach from the warehouse to its sentence: nothing of the result beforehand, and every edge says what it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from buurtbeeld.approaches.plan import Running, first_month
from buurtbeeld.evaluation import comparison, comparison_wording, quarterly_rates, results, wording
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import newest

GOYEN = "street:geleen-van-goyenstraat"
START = date(2024, 1, 1)
PLAN = Plan(GOYEN, START)
OWN = Running("own", GOYEN, START, None)
Altered = Callable[..., Path]


@pytest.fixture(scope="module")
def build(demo_warehouse: Settings) -> Path:
    return newest(demo_warehouse.warehouse)


@pytest.fixture
def altered(build: Path, tmp_path: Path) -> Altered:
    """altered("delete from …"): a copy of the build in which something else is true."""

    def copy(*statements: str) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.duckdb"
        shutil.copy(build, path)
        with duckdb.connect(str(path)) as con:
            for statement in statements:
                con.execute(statement)
        return path

    return copy


def chosen(build: Path, plan: Plan = PLAN, *others: Running) -> Plan:
    """The plan with what is proposed for it."""
    offer = comparison.propose(build, plan, "own", (OWN, *others))
    return replace(plan, comparison=offer.comparison, ring=offer.ring, donors=offer.donors)


def result(build: Path, plan: Plan, *others: Running) -> results.ApproachEffect:
    return results.evaluate(build, plan, "own", (replace_area(plan), *others))


def replace_area(plan: Plan) -> Running:
    return Running("own", plan.area, plan.start, None)


def sentence(found: results.ApproachEffect) -> str:
    return wording.verdict(found.result.verdict, found.deciding)


def test_what_is_proposed_is_alike_equally_high_and_elsewhere(build: Path) -> None:
    offer = comparison.propose(build, PLAN, "own", (OWN,))
    assert 1 <= len(offer.comparison) <= 10
    told = offer.areas
    equally = told.loc[list(offer.comparison), "equally_high"]
    assert told.index[0] == GOYEN and len(offer.comparison) >= 3 and equally.sum() == len(offer.proposal.areas)
    assert not set(offer.comparison) & {GOYEN, *offer.ring} and set(offer.comparison) <= set(offer.donors)
    assert all(name.startswith("street:geleen") for name in offer.ring), "What lies around it lies in the same town."
    reasons = [comparison_wording.reason(told.iloc[0], told.loc[name]) for name in offer.comparison]
    assert all("woningen" in reason and "zaken per woning" in reason for reason in reasons), reasons
    assert any("ring" in line for line in comparison_wording.refused(offer))


def test_nothing_of_the_result_is_looked_at_before(build: Path, altered: Altered) -> None:
    """The cases after the start are taken away: what is proposed and what could be seen stay the same, to the digit."""
    other = altered(f"delete from report where coalesce(occurred_at, registered_at) >= date '{START}'")
    before, after = (comparison.propose(path, PLAN, "own", (OWN,)) for path in (build, other))
    assert (before.comparison, before.ring, before.donors) == (after.comparison, after.ring, after.donors)
    assert before.areas.equals(after.areas)
    plan = chosen(build)
    powers = [results.power(path, plan, "own", (OWN,)) for path in (build, other)]
    assert powers[0] == powers[1]
    assert result(build, plan).result.windows != result(other, plan).result.windows


def test_the_same_build_and_plan_are_judged_once(build: Path) -> None:
    plan = chosen(build)
    assert result(build, plan) is result(build, replace(plan))


def test_a_source_that_stopped_is_no_part_of_it(build: Path) -> None:
    assert "openbare_ruimte" not in result(build, chosen(build)).sources
    assert set(result(build, replace(chosen(build), measure="incident")).sources) == {"openbare_orde"}


@pytest.mark.parametrize(("day", "first"), [("2024-03-01", "2024-03-01"), ("2024-03-15", "2024-03-01"),
                                            ("2024-03-16", "2024-04-01"), ("2023-12-20", "2024-01-01")])  # fmt: skip
def test_the_first_month_is_the_nearest(day: str, first: str) -> None:
    assert first_month(date.fromisoformat(day)) == date.fromisoformat(first)


@pytest.mark.parametrize(
    ("plan", "others", "words"),
    [
        (PLAN, (), "er is geen gebied om mee te vergelijken"),
        (replace(PLAN, start=date(2026, 5, 1)), (), "de eerste dag van oordelen is er nog niet"),
        (replace(PLAN, start=date(2026, 9, 1)), (), "de eerste dag van oordelen is er nog niet"),
        (PLAN, (Running("b", GOYEN, date(2024, 6, 1), None),), "op dezelfde plek liep tegelijk een andere aanpak"),
        (PLAN, (Running("b", "focus:VGS", date(2022, 1, 1), date(2022, 9, 1)),), "op dezelfde plek liep tegelijk"),
        (replace(PLAN, area="street:geleen-bestaat-niet"), (), "het gebied bestaat niet meer in de cijfers"),
        (replace(PLAN, area="gemeente:GM1883"), (), "er is geen gebied om mee te vergelijken"),
    ],
)
def test_what_cannot_be_told_says_why(build: Path, plan: Plan, others: tuple, words: str) -> None:
    found = result(build, plan, *others)
    assert found.result.verdict.label == "cannot_tell"
    assert words in sentence(found)


def test_an_approach_that_is_over_before_the_months_compared_does_not_count(build: Path) -> None:
    long_ago = Running("b", GOYEN, date(2019, 8, 1), date(2019, 9, 1))
    assert "overlaps" not in result(build, chosen(build), long_ago).result.verdict.reasons


def test_no_case_before_is_said_when_choosing_and_in_the_result(build: Path) -> None:
    rare = Plan("street:sittard-tulpenstraat", START, ("tenancy_fraud",), "incident")
    offer = comparison.propose(build, rare, "own", (replace_area(rare),))
    assert offer.proposal.reason == "zero_before"
    assert "dus er kan niets dalen" in comparison_wording.offer_sentence(offer)
    compared = replace(rare, comparison=(GOYEN,))
    assert "dus er kan niets dalen" in wording.power_of(results.power(build, compared, "own", ()))
    assert "er waren vooraf geen zaken" in sentence(result(build, compared))


def test_an_area_redrawn_half_way_is_not_judged_unless_it_went_on_as_one(build: Path, altered: Altered) -> None:
    plan = chosen(build)
    ended = f"update area set valid_to = date '2025-01-01' where area_id = '{GOYEN}'"
    parts = [
        f"insert into area_link values ('{GOYEN}', 'street:deel-{n}', 'boundary_change', {n}.0 / 5)" for n in (2, 3)
    ]
    assert "het gebied is tussentijds anders getekend" in sentence(result(altered(ended, *parts), plan))
    whole = f"insert into area_link values ('{GOYEN}', 'street:nieuw', 'boundary_change', 0.99)"
    assert "redrawn" not in result(altered(ended, whole), plan).result.verdict.reasons


def test_a_comparison_area_that_disappeared_or_had_an_approach_of_its_own_is_left_out(
    build: Path, altered: Altered
) -> None:
    plan = replace(chosen(build), comparison=("street:geleen-portieklaan", "street:sittard-zonnebloemplein"))
    whole = result(build, plan)
    gone = result(altered("delete from area where area_id = 'street:geleen-portieklaan'"), plan)
    treated = result(build, plan, Running("b", "complex:C1000", date(2025, 1, 1), None),
                     Running("c", "street:geleen-portieklaan", date(2025, 1, 1), None))  # fmt: skip
    assert len(whole.comparison) == 2
    assert gone.comparison == treated.comparison == ("street:sittard-zonnebloemplein",)
    assert any("bestaat niet meer" in words for words in wording.warnings(gone.result.verdict))
    assert any("had in deze tijd zelf een aanpak" in words for words in wording.warnings(treated.result.verdict))


def test_unequal_heights_are_said_with_history_and_block_without(build: Path) -> None:
    low = ("street:geleen-notenstraat", "street:sittard-vlierhof")
    assert "unequal_level" in result(build, replace(PLAN, comparison=low)).result.verdict.warnings
    early = replace(PLAN, start=date(2020, 9, 1), comparison=low)
    found = result(build, early)
    assert "het vergelijkingsgebied stond vooraf niet even hoog" in sentence(found)


def test_fewer_than_three_to_compare_with_is_said(build: Path) -> None:
    found = result(build, replace(PLAN, comparison=("street:sittard-zonnebloemplein",)))
    assert any("minder dan drie vergelijkingsgebieden" in words for words in wording.warnings(found.result.verdict))


def test_a_focus_area_is_compared_with_streets_elsewhere(build: Path) -> None:
    focus = Plan("focus:VGS", START)
    running = replace_area(focus)
    offer = comparison.propose(build, focus, "own", (running,))
    assert offer.comparison and all(name.startswith("street:") for name in offer.comparison)
    assert GOYEN not in (*offer.comparison, *offer.ring, *offer.choices) and offer.ring
    found = result(build, replace(focus, comparison=offer.comparison, ring=offer.ring, donors=offer.donors))
    street = result(build, replace(PLAN, comparison=offer.comparison, ring=offer.ring, donors=offer.donors))
    assert found.result.windows.treated == street.result.windows.treated, "It consists of that street."
    assert found.result.verdict == street.result.verdict


def test_no_area_alike_is_said_when_choosing(build: Path, altered: Altered) -> None:
    others = altered(
        f"delete from area where level = 'street' and area_id not in ('{GOYEN}', 'street:geleen-veldstraat')"
    )
    offer = comparison.propose(others, PLAN, "own", (OWN,))
    assert not [name for name in offer.comparison if name != "street:geleen-veldstraat"]
    assert "Geen" in comparison_wording.offer_sentence(offer)


def test_the_picture_marks_whole_quarters_and_what_was_to_be_expected(build: Path) -> None:
    found = result(build, chosen(build))
    shown = quarterly_rates.by_quarter(found)
    band = quarterly_rates.expected(found, shown)
    own = shown[shown["series"].eq("area")]
    assert own["turn"].is_monotonic_increasing and own["turn"].min() >= -24 and own["turn"].max() <= 11
    assert {"area", "comparison"} == set(shown["series"])
    means = shown[shown["turn"] < 0].groupby("series")["value"].mean()
    assert means["area"] == pytest.approx(means["comparison"]), "The comparison is brought to the area's own level."
    row = band.iloc[0]
    assert row["low"] < row["value"] < row["high"]
    assert row["actual"] / row["value"] - 1 == pytest.approx(found.result.lines[0].change)
