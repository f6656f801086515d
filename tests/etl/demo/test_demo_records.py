"""What is true of the made-up records is found again by the methods, and what is not true is not found."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest

from buurtbeeld.access import Person
from buurtbeeld.approaches import status
from buurtbeeld.escalation import steps
from buurtbeeld.escalation.steps import Histories
from buurtbeeld.lead_times import figures
from buurtbeeld.lead_times.figures import Everybody
from buurtbeeld.register import store
from buurtbeeld.register.approaches import Approach, ApproachFreeze
from buurtbeeld.register.cases import LADDERS, Case, Step
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.register.partners import Partner
from buurtbeeld.register.reading import listed
from buurtbeeld.register.store import Engine
from buurtbeeld.settings import Settings
from buurtbeeld.warehouse import ask, newest
from buurtbeeld.what_worked import summary
from etl.demo import ladders, paces, records, tried
from tests.conftest import DEMO_UNTIL

ANYBODY = Person("test", "administrator")
TODAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A demonstration's register on a fixed day, so that a test of chance always gives the same."""
    found = store.opened(str(tmp_path_factory.mktemp("records") / "register.sqlite"))
    told = {"made": {"until": DEMO_UNTIL.isoformat()}, "approaches": []}
    records.record(found, told, 1, TODAY)
    return found


@pytest.fixture(scope="module")
def histories(engine: Engine) -> Histories:
    return steps.histories(listed(engine, Case, by=ANYBODY), listed(engine, Step, by=ANYBODY))


@pytest.fixture(scope="module")
def everybody(engine: Engine) -> Everybody:
    return figures.everybody(figures.rows(listed(engine, HandOver, by=ANYBODY)), "fed_back_at", TODAY)


def test_the_rung_that_truly_raises_quiet_leads_at_equal_severity_and_not_without(histories: Histories) -> None:
    found = steps.on(histories, "all", "landlord", 180, TODAY)
    # In some hundred cases it cannot be told from chance when all comparisons of the page hold together.
    talk = found.apart[found.apart["rung"].eq(2)].iloc[0]
    assert talk["low"] < 1 < talk["ratio"] < talk["high"]
    crude = found.rungs.set_index("rung")["quiet_180"]
    assert crude[2] - crude[1] < ladders.RAISED - 0.08, "Hard cases get hard steps: without strata it hardly shows."


@pytest.mark.parametrize("ladder", ["landlord", "mayor"])
def test_shares_that_were_put_in_lie_within_their_limits(histories: Histories, ladder: str) -> None:
    found = steps.on(histories, "all", ladder, 180, TODAY).groups
    rows = found[found["reason"].eq("") & found["severity_group"].isin(["light", "grave"])]
    known = [
        ladders.QUIET[ladder][LADDERS[ladder][rung - 1]][group == "grave"]
        for rung, group in zip(rows["rung"], rows["severity_group"], strict=True)
    ]
    held = (rows["quiet_180_low"] <= known) & (known <= rows["quiet_180_high"])
    assert len(rows) >= 6 and held.mean() >= 0.85, rows.assign(known=known)


def test_the_moment_does_nothing_and_nothing_is_found(histories: Histories) -> None:
    landlord, mayor = (steps.on(histories, "all", ladder, 180, TODAY).moments for ladder in ("landlord", "mayor"))
    # On the second rung and above early cases have what that rung itself does, and the others not or not yet.
    told = pd.concat([landlord[landlord["rung"].eq(1)], mayor])
    told = told[told["reason"].eq("")]
    assert len(told) >= 3 and ((told["low"] < 1) & (told["high"] > 1)).all()


def test_hundreds_of_cases_skip_step_back_and_run_on_on_both_ladders(histories: Histories) -> None:
    for ladder, fewest in (("landlord", 300), ("mayor", 100)):
        found = steps.on(histories, "all", ladder, 180, TODAY)
        kinds = found.moves.groupby("kind")["cases"].sum()
        assert found.cases >= fewest and (kinds[["skip", "back", "again", "running"]] >= 5).all(), kinds


def test_the_partner_that_got_slower_is_found_and_no_other(engine: Engine, everybody: Everybody) -> None:
    names = {str(one.id): one.what.name for one in listed(engine, Partner, by=ANYBODY)}
    found = {names[key]: one for key, one in everybody.partners.items()}
    assert {name for name, one in found.items() if one.faster.word in ("slower", "faster")} == {paces.SLOWER}
    now, before = found[paces.SLOWER].faster.now.median, found[paces.SLOWER].faster.before.median
    assert now / before == pytest.approx(paces.SLOWER_TIMES, rel=0.5)
    assert found[paces.FEW].median.n < figures.FEWEST and found[paces.FEW].faster.word == "too_few"


def test_a_plain_median_of_answered_ones_flatters_who_stays_silent(engine: Engine, everybody: Everybody) -> None:
    names = {str(one.id): one.what.name for one in listed(engine, Partner, by=ANYBODY)}
    slow = next(one for key, one in everybody.partners.items() if names[key] == "Sociaal wijkteam")
    answered = (slow.hand_overs["fed_back_at"] - slow.hand_overs["handed_at"]).dt.days.median()
    assert slow.median.median > answered and slow.open > 0


def test_what_changed_nothing_shows_nothing(engine: Engine, demo_warehouse: Settings) -> None:
    """Initiatives of residents against those of staff, on the small corporation's counts."""
    cards = summary.initiatives(listed(engine, Initiative, by=ANYBODY))
    places = summary.windows(cards)
    months = ask(newest(demo_warehouse.warehouse), "cases_around", areas="|".join(sorted(set(places["area_id"]))))
    found = summary.compare_ideas(places, months)
    assert found.reason == "" and min(found.n_resident, found.n_staff) >= 5
    assert found.low < 1 < found.high


def test_the_tried_approaches_are_frozen_and_closed(engine: Engine) -> None:
    found = status.histories(listed(engine, Approach, by=ANYBODY), listed(engine, ApproachFreeze, by=ANYBODY))
    assert {one.approach.what.area_id for one in found} == {row[1] for row in tried.TRIED}
    assert all(one.last and status.stage(one.approach.what, TODAY) == "ended" for one in found)


def test_the_truths_are_told(demo_warehouse: Settings) -> None:
    written = json.loads((demo_warehouse.warehouse.parent / "truth.json").read_text(encoding="utf-8"))
    quiet = written["ladders"]["quiet_180"]["landlord"]
    raised = [higher - lower for higher, lower in zip(quiet["mediation"], quiet["talk"], strict=True)]
    assert raised == pytest.approx([ladders.RAISED] * 2) and written["ladders"]["raised"] == ladders.RAISED
    assert written["partners"]["slower"] == paces.SLOWER and written["tried"]["effect"] == 0
