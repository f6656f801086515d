"""The library of what was tried: null results in it, small things only together, and a sentence at every edge."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import altair as alt
import pandas as pd
import pytest

from buurtbeeld.approaches.status import histories
from buurtbeeld.charts import intervals
from buurtbeeld.evaluation.results import NOT_FROZEN, ApproachEffect
from buurtbeeld.methods.evaluation.verdict import Line, Verdict
from buurtbeeld.register.approaches import Approach, ApproachFreeze
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.register.records import Entry
from buurtbeeld.what_worked import summary, wording
from buurtbeeld.what_worked.summary import Card

TODAY = date(2026, 6, 30)
NAMES = {"buurt:A": "Dorp (buurt)", "street:B": "Laan (straat)", "nuisance": "Overlast"}
CONTENT = {"area": "street:B", "start": "2024-01-01", "measure": "facts_residents", "comparison": ["street:C"]}


def kept(what: Any) -> Entry:
    return Entry(uuid4(), what, datetime(2026, 1, 1, tzinfo=UTC), "x", 1)


def approach(ended: int | None = 100, kind: str = "social", **more: Any) -> Entry:
    end = None if ended is None else TODAY - timedelta(ended)
    given = {"area_id": "street:B", "name": "Aanpak *X*", "kind": kind, "starts_at": date(2024, 1, 1), "ends_at": end}
    return kept(Approach(**(given | {"mechanism": "Omdat het moet"} | more)))


def frozen(of: Entry, number: int = 1) -> Entry:
    content = CONTENT | ({} if number == 1 else {"comparison": ["street:D"]})
    return kept(ApproachFreeze(approach_id=of.id, number=number, hash="0" * 64, content=content))


def initiative(done: int | None = 500, idea: str = "resident", area: str = "buurt:A", **more: Any) -> Entry:
    end = None if done is None else TODAY - timedelta(done)
    given = {"area_id": area, "title": "Bank", "idea_by": idea, "proposed_at": TODAY - timedelta(700), "done_at": end}
    return kept(Initiative(**(given | more)))


def judged(label: str, reasons: tuple[str, ...], ratio: float = 0.8, se: float = 0.1) -> Any:
    """What the judging gives, as far as a card looks at it."""
    line = Line("did", ratio - 1, ratio * math.exp(-1.96 * se) - 1, ratio * math.exp(1.96 * se) - 1)
    result = SimpleNamespace(verdict=Verdict(label, reasons), did=SimpleNamespace(ratio=ratio, se=se), lines=(line,))
    plan, none = SimpleNamespace(), pd.DataFrame()
    return ApproachEffect(plan, result, none, (), (), (), pd.Timestamp(TODAY))  # type: ignore[arg-type]


def card(label: str = "no_sign", ratio: float = 0.8, se: float = 0.1, **more: Any) -> Card:
    reasons = {"cannot_tell": ("power", "did")}.get(label, ("no_clear_change", "did"))
    told = judged(label, reasons, ratio, se)
    found = summary.approaches(histories([one := approach(**more)], [frozen(one)]), lambda *_given: told, TODAY)
    return found[0]


def drawn(cards: Sequence[Card]) -> pd.DataFrame:
    rows = wording.rows(cards, summary.pooled(cards), NAMES)
    figure = intervals.bands(rows)
    data = {key: json.loads(frame.to_json(orient="records")) for key, frame in figure["datasets"].items()}
    alt.LayerChart.from_dict(figure | {"datasets": data})
    return rows


def test_only_what_ended_is_there_and_the_first_version_judges() -> None:
    done, today, runs = approach(), approach(0), approach(None)
    asked: list[Any] = []

    def judge(plan: Any, id: str, running: Any) -> Any:
        asked.append((plan.comparison, id, len(running)))
        return judged("helped", ("one_line", "did"))

    found = summary.approaches(histories([done, today, runs], [frozen(done, 2), frozen(done)]), judge, TODAY)
    assert [one.id for one in found] == [str(done.id)] and asked == [(("street:C",), str(done.id), 3)]
    assert (found[0].label, found[0].level, found[0].ratio) == ("helped", "street", 0.8)


def test_what_was_not_frozen_is_not_judged_and_says_so() -> None:
    found = summary.approaches(histories([approach()], []), lambda *_given: pytest.fail("Nothing to judge."), TODAY)
    assert found[0].label == NOT_FROZEN and math.isnan(found[0].ratio)
    assert "vooraf niet vastgelegd" in wording.verdict(found[0])
    assert wording.answer(found) == "1 afgesloten aanpak: 1 niet beoordeeld"
    assert drawn(found).empty


def test_a_null_result_and_what_cannot_be_told_count_and_what_is_blocked_does_not() -> None:
    blocked = summary.approaches(
        histories([one := approach()], [frozen(one)]), lambda *_given: judged("cannot_tell", ("too_young",)), TODAY
    )
    cards = [card("no_sign", 1.0), card("cannot_tell", 1.1), *blocked]
    found = summary.pooled(cards)
    assert found[["n", "closed", "reason"]].to_numpy().tolist() == [[2, 3, "too_few"]]
    assert wording.together(found) == ["**Soort ‘sociaal’**: 2 van 3 met een uitkomst; vanaf 5 tellen we ze samen."]
    assert len(drawn(cards)) == 2, "Where no method gives a figure nothing is drawn."


def test_from_five_on_a_kind_is_taken_together_with_where_the_next_may_come_out() -> None:
    cards = [card("helped", ratio, 0.1) for ratio in (0.7, 0.75, 0.8, 0.72, 0.78)]
    [line] = wording.together(summary.pooled(cards))
    assert line.startswith("**Soort ‘sociaal’**: 5 aanpakken samen: 25% minder zaken (") and "duidelijk" in line
    assert "Geen duidelijk verschil" not in line and "een volgende ligt naar verwachting tussen" in line
    rows = drawn(cards)
    assert rows["name"].tolist()[-1] == "Samen: sociaal" and rows["low"].iloc[-1] < rows["ratio"].iloc[-1] < 1
    mixed = [card("no_sign", ratio, 0.1) for ratio in (0.9, 1.1, 1.0, 1.05, 0.95)]
    assert "Geen duidelijk verschil." in wording.together(summary.pooled(mixed))[0]


def test_cards_say_verdict_effect_and_mechanism_and_hide_what_a_role_may_not_read() -> None:
    one = card("helped", 0.5, themes=("nuisance",))
    assert wording.verdict(one).startswith("Het hielp: 50 % minder dan zonder aanpak te verwachten was (−59 % tot")
    assert wording.about(one, NAMES) == "Aanpak, sociaal · Laan (straat) · jan 2024 tot mrt 2026 · Overlast"
    assert one.text == "Omdat het moet" and "hielp" in wording.badge(one)
    assert "Gemeten: +10% (" in wording.verdict(card("cannot_tell", 1.1))
    nameless = card(name=None, mechanism=None)
    assert wording.title(nameless, NAMES) == "Aanpak, sociaal, Laan (straat)"


@pytest.mark.parametrize(
    ("sort", "theme", "level", "number"),
    [
        ("all", "all", "all", 3), ("approach", "all", "all", 2), ("initiative", "all", "all", 1),
        ("all", "nuisance", "all", 2), ("all", "drugs", "all", 1), ("all", "all", "buurt", 1), ("approach", "all", "buurt", 0),
    ],
)  # fmt: skip
def test_the_library_is_searched_by_sort_theme_and_kind_of_area(sort: str, theme: str, level: str, number: int) -> None:
    cards = [card(themes=("nuisance",)), card(), *summary.initiatives([initiative()])]
    assert len(summary.chosen(cards, sort, theme, level)) == number


def test_an_initiative_alone_has_no_verdict_and_one_that_runs_no_card() -> None:
    [one] = summary.initiatives([initiative(look_back="Wordt gebruikt"), initiative(None)])
    assert (one.label, one.text, wording.verdict(one)) == ("", "Wordt gebruikt", "")
    assert "klein: samen geteld" in wording.badge(one)
    assert wording.answer([one]) == "Er is nog geen aanpak afgesloten"


def months(areas: Sequence[str], after: float = 10, before: float = 10) -> pd.DataFrame:
    """Cases a month up to and from 2025, while all others have 100 a month."""
    days = pd.date_range("2023-01-01", "2026-12-01", freq="MS")
    rows = [
        (area, day, after if day >= pd.Timestamp("2025-01-01") else before, 100.0) for area in areas for day in days
    ]
    return pd.DataFrame(rows, columns=["area_id", "month", "cases", "others"])


def places(residents: int, staff: int, start: str = "2025-01-01") -> pd.DataFrame:
    rows = [("resident", f"buurt:R{turn}", pd.Timestamp(start)) for turn in range(residents)]
    rows += [("staff", f"buurt:S{turn}", pd.Timestamp(start)) for turn in range(staff)]
    return pd.DataFrame(rows, columns=["idea_by", "area_id", "start"])


def test_initiatives_by_hand() -> None:
    """Six of residents, 5 a month for 10; six of staff that stay 10: half as many."""
    where = places(6, 6)
    known = pd.concat(
        [months([f"buurt:R{turn}" for turn in range(6)], after=5), months([f"buurt:S{turn}" for turn in range(6)])]
    )
    found = summary.compare_ideas(where, known)
    assert (found.n_resident, found.n_staff) == (6, 6)
    assert found.resident == pytest.approx(-0.5, abs=0.01) and found.staff == pytest.approx(0, abs=0.01)
    assert found.high < 1
    said = wording.ideas(found)
    assert (
        said.startswith("Rond 6 initiatieven van bewoners: 50% minder zaken dan te verwachten was.")
        and "duidelijk." in said
    )


def test_a_fall_everywhere_is_no_merit_of_an_initiative() -> None:
    where = places(5, 5)
    known = months(list(where["area_id"]), after=5)
    known["others"] = known["others"].where(known["month"] < "2025-01-01", 50.0)
    found = summary.compare_ideas(where, known)
    assert found.resident == pytest.approx(0, abs=0.01) and "geen duidelijk verschil" in wording.ideas(found)


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        (places(5, 4), "5 initiatieven van bewoners en 4 van medewerkers"),
        (places(0, 0), "0 initiatieven van bewoners en 0 van medewerkers"),
        (places(6, 6, "2026-06-01"), "0 initiatieven van bewoners en 0 van medewerkers"),
    ],
)
def test_too_few_or_too_young_initiatives_give_their_number(where: pd.DataFrame, sentence: str) -> None:
    known = months(list(where["area_id"]))
    found = summary.compare_ideas(where, known)
    assert found.reason.startswith("too_few") and sentence in wording.ideas(found)


def test_without_any_case_nothing_is_compared() -> None:
    where = places(5, 5)
    assert "geen zaken" in wording.ideas(summary.compare_ideas(where, months(list(where["area_id"]), 0, 0)))


def test_one_place_counts_once_per_whose_idea_it_was() -> None:
    cards = summary.initiatives([initiative(500), initiative(520), initiative(510, "staff")])
    found = summary.windows(cards)
    assert found["idea_by"].tolist() == ["resident", "staff"]
    assert found["start"].iloc[0] == pd.Timestamp(TODAY - timedelta(520)).replace(day=1)
