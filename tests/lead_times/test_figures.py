"""How long partners take: open ones counted, late and waiting as the register has it, and words at every edge."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import altair as alt
import pytest

from buurtbeeld.charts.spec import Figure
from buurtbeeld.lead_times import chart, figures, wording
from buurtbeeld.lead_times.figures import Everybody
from buurtbeeld.register import deadlines
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.records import Entry

TODAY = date(2026, 6, 30)
POLICE, CARE = UUID(int=1), UUID(int=2)
NAMES = {str(POLICE): "Politie", str(CARE): "Zorg", "nuisance": "Overlast", "buurt:A": "Dorp (buurt)"}


def handed(ago: int, answered: int | None = None, closed: int | None = None, **more) -> Entry:
    """Handed over so many days ago, fed back and closed so many days later."""
    day = TODAY - timedelta(ago)
    told = {"fed_back_at": answered, "closed_at": closed}
    days = {name: day + timedelta(after) for name, after in told.items() if after is not None}
    given = {"area_id": "buurt:A", "theme": "nuisance", "partner_id": POLICE, "handed_at": day, "norm_days": 5}
    return Entry(uuid4(), HandOver(**(given | days | more)), datetime(2026, 1, 1, tzinfo=UTC), "x", 1)


def everybody(*found: Entry, answer: str = "fed_back_at") -> Everybody:
    return figures.everybody(figures.rows(found), answer, TODAY)


def checked(figure: Figure) -> Figure:
    data = {key: json.loads(frame.to_json(orient="records")) for key, frame in figure["datasets"].items()}
    alt.LayerChart.from_dict(figure | {"datasets": data})
    return figure


def test_open_ones_count_until_today() -> None:
    found = everybody(*[handed(100, 4)] * 4, *[handed(30)] * 6).together
    assert math.isinf(found.median.median) and found.median.n == 10 and found.open == 10
    assert wording.days(found.median) == "minder dan de helft kreeg antwoord"
    said = wording.answer(everybody(*[handed(30)] * 6), NAMES, "fed_back_at")
    assert said == "Van 6 overdrachten is 0% teruggekoppeld"
    half = wording.answer(everybody(*[handed(100, 11)] * 6, *[handed(30)] * 4), NAMES, "fed_back_at")
    assert half == "Van 10 overdrachten is 60% teruggekoppeld, de helft van alle binnen 11 dagen"


def test_closing_the_hard_half_unanswered_makes_nobody_faster_anywhere() -> None:
    """Two in five were answered after 3 days, the others closed without a word: no median stands anywhere."""
    found = everybody(*[handed(100, 3)] * 4, *[handed(100, None, 5)] * 6)
    police = found.partners[str(POLICE)]
    told = [
        wording.answer(found, NAMES, "fed_back_at"), wording.pace(police, "fed_back_at"), wording.faster(police.faster),
        wording.dots(found.partners, NAMES), *(figure.value for figure in wording.figures(police)),
        *wording.rows(found.partners, NAMES).iloc[0].astype(str),
    ]  # fmt: skip
    assert not [words for words in told if "3 dagen" in words and "drie maanden" not in words], told
    assert "Van 10 overdrachten is 40% teruggekoppeld" in told[0]
    assert wording.pace(police, "fed_back_at").startswith("Terugkoppeling: bij 40% van 10 overdrachten")
    assert [figure.value for figure in wording.figures(police)][:2] == ["40%", "–"]


def test_what_came_back_is_told_and_is_no_answer_that_was_late() -> None:
    rows = [handed(60, 3), handed(60, 20), handed(60, None, 3, outcome="returned"), handed(60), handed(2)]
    found = everybody(*rows, handed(60, norm_days=None)).together
    assert (found.late.k, found.late.n) == (2, 4)
    assert found.waiting["days_over"].tolist() == [(TODAY - deadlines.due(rows[3].what)).days]
    assert found.shares["returned"].k == 1


def test_a_slower_partner_is_named_and_one_that_is_not_clear_is_not() -> None:
    steady = [handed(5 + 6 * turn, 4, partner_id=CARE) for turn in range(28)]
    slower = [handed(15 + 5 * turn, 12 if turn < 15 else 3) for turn in range(32)]
    found = everybody(*steady, *slower)
    assert {key: one.faster.word for key, one in found.partners.items()} == {
        str(POLICE): "slower",
        str(CARE): "no_difference",
    }
    assert wording.answer(found, NAMES, "fed_back_at").endswith("; Politie werd trager")
    assert wording.faster(found.partners[str(POLICE)].faster).startswith(
        "Trager dan de drie maanden ervoor: de helft van alle na 12"
    )
    assert "Niet duidelijk sneller of trager" in wording.faster(found.partners[str(CARE)].faster)
    assert set(checked(chart.partners(found.partners, NAMES))["datasets"]["rows"]["mark"]) == {"▲ trager", ""}


def test_many_partners_ask_for_more_to_be_clear() -> None:
    days = [9, 6, 8, 12, 7, 9, 11, 8, 9, 6, 5, 8, 4, 7, 6, 9, 5, 7]
    rows = [handed(15 + 9 * turn, after) for turn, after in enumerate(days)]
    alone = everybody(*rows).partners[str(POLICE)].faster
    others = [handed(5 + 9 * turn, 4, partner_id=UUID(int=10 + who)) for who in range(40) for turn in range(18)]
    among = everybody(*rows, *others).partners[str(POLICE)].faster
    assert (alone.word, among.word) == ("slower", "no_difference") and alone.p == among.p


def test_few_hand_overs_give_their_number_and_nothing_else() -> None:
    found = everybody(handed(60, 3), handed(50, 4), *[handed(40 + turn, 5, partner_id=CARE) for turn in range(9)])
    assert list(found.partners) == [str(CARE), str(POLICE)], "Too few come last."
    police = found.partners[str(POLICE)]
    assert wording.days(police.median) == "te weinig (2)"
    assert "Niet te zeggen: 2 overdrachten" in wording.faster(police.faster)
    assert wording.figures(police)[1].value == "–"
    drawn = checked(chart.partners(found.partners, NAMES))["datasets"]["rows"].set_index("name")
    assert (
        drawn.loc["Politie", ["days", "low", "high"]].isna().all() and drawn.loc["Politie", "said"] == "te weinig (2)"
    )
    assert wording.answer(everybody(handed(60, 3)), NAMES, "fed_back_at").startswith("Er is 1 overdracht; vanaf 5")


def test_one_partner_without_a_norm_without_an_outcome_all_open() -> None:
    found = everybody(*[handed(30 + turn, norm_days=None) for turn in range(7)])
    one = found.partners[str(POLICE)]
    assert one.late.n == 0 and one.waiting.empty and wording.norm(one) == ""
    assert [figure.value for figure in wording.figures(one)] == ["0%", "–", "–", "0%", "0%", "–"]
    checked(chart.partners(found.partners, NAMES))
    steps = figures.curves(one.hand_overs, one.hand_overs.head(0), "fed_back_at", TODAY)
    assert set(steps["who"]) == {"partner"}
    checked(chart.curve(steps, chart.last_day(steps, one.median.median)))


def test_handed_over_today_and_never_before() -> None:
    found = everybody(*[handed(0)] * 6)
    checked(chart.partners(found.partners, NAMES))
    steps = figures.curves(found.together.hand_overs, found.together.hand_overs.head(0), "fed_back_at", TODAY)
    checked(chart.curve(steps, chart.last_day(steps, math.inf)))


def test_what_is_timed_can_be_chosen() -> None:
    rows = [handed(60 + turn, 20, acknowledged_at=TODAY - timedelta(59 + turn)) for turn in range(8)]
    assert everybody(*rows).together.median.median == 20
    assert everybody(*rows, answer="acknowledged_at").together.median.median == 1
    assert everybody(*rows, answer="first_action_at").together.median.answered == 0


def test_the_curve_goes_on_to_the_edge_for_who_is_known_longer() -> None:
    found = everybody(*[handed(200, 3)] * 8, *[handed(200)] * 3).together
    steps = figures.curves(found.hand_overs, found.hand_overs.head(0), "fed_back_at", TODAY)
    shown = chart.curve(steps, 12)["datasets"]["steps"]
    assert shown["day"].max() == 12 and shown["open"].iloc[-1] == pytest.approx(3 / 11)


def test_no_word_that_people_typed_gets_into_the_rows() -> None:
    one = handed(60, question="Mevrouw Jansen", reason="Belt terug")
    assert "Jansen" not in repr(figures.rows([one])) and "terug" not in repr(figures.rows([one]))
    assert figures.rows([one], frozenset({"buurt:B"})) == ()


def test_heads_fit_the_rows() -> None:
    found = everybody(*[handed(60, 3)] * 6)
    assert list(wording.rows(found.partners, NAMES)) == list(wording.heads())
    assert set(wording.IN_SIGHT) <= set(wording.heads())
    assert list(wording.waiting(found.together.waiting, NAMES)) == list(wording.waiting_heads())
