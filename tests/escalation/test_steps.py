"""What went with a step: frames from records, sentences that name no cause, and figures that hold to the schema."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import altair as alt
import pandas as pd
import pytest

from buurtbeeld.charts.spec import Figure
from buurtbeeld.escalation import chart, steps, wording
from buurtbeeld.escalation.steps import Histories, LadderFigures
from buurtbeeld.register.cases import LADDERS, Case, Step
from buurtbeeld.register.records import Entry

DAY, TODAY = date(2025, 1, 6), date(2026, 7, 1)
CAUSES = ("door de", "dankzij", "werkte", "zorgde", "daardoor", "effect")


def kept(what, second: int = 0) -> Entry:
    return Entry(uuid4(), what, datetime(2025, 1, 6, 9, 0, second, tzinfo=UTC), "somebody", 1)


def case(closed: int | None = None, severity: int | None = 2, theme: str = "nuisance", area: str = "buurt:A") -> Entry:
    end = None if closed is None else DAY + timedelta(closed)
    return kept(Case(area_id=area, kind="SOC", theme=theme, severity=severity, opened_at=DAY, closed_at=end))


def step(of: UUID, rung: int, days: int, ladder: str = "landlord", second: int = 0) -> Entry:
    kind = LADDERS[ladder][rung - 1]
    return kept(Step(case_id=of, ladder=ladder, kind=kind, rung=rung, at=DAY + timedelta(days)), second)


def made(*rows: tuple[int | None, list[tuple[int, int]]], severity: int | None = 2) -> Histories:
    """Cases of (closed on day or None, [(rung, day), …])."""
    cases = [case(closed, severity) for closed, _path in rows]
    taken = [step(one.id, *move) for one, (_closed, path) in zip(cases, rows, strict=True) for move in path]
    return steps.histories(cases, taken)


def on(found: Histories, theme: str = "all", ladder: str = "landlord", days: int = 180) -> LadderFigures:
    return steps.on(found, theme, ladder, days, TODAY)


def said(found: LadderFigures) -> str:
    lines = [
        wording.answer(found),
        wording.rests_on(found),
        wording.path(found),
        wording.quiet(found),
    ]
    return "\n".join([*lines, *wording.apart(found), *wording.moments(found), *wording.rung_lines(found)])


def checked(figure: Figure) -> Figure:
    data = {key: json.loads(frame.to_json(orient="records")) for key, frame in figure["datasets"].items()}
    alt.LayerChart.from_dict(figure | {"datasets": data})
    return figure


def drawn(found: LadderFigures) -> tuple[Figure, Figure]:
    names, moves = steps.names(found.ladder), found.moves[~found.moves["kind"].isin(["closed", "running", "again"])]
    rungs = chart.ladder(names, wording.rung_lines(found), "Begin")
    return checked(chart.path(moves, rungs)), checked(chart.quiet(steps.shares(found), rungs))


def test_records_become_histories_of_their_areas_in_the_order_of_recording() -> None:
    here, there = case(), case(area="buurt:B")
    taken = [step(here.id, 3, 5, second=2), step(here.id, 1, 5, second=1), step(there.id, 2, 9)]
    found = steps.histories([here, there], taken, frozenset({"buurt:A"}))
    assert [row[2] for row in found.steps] == [1, 3] and len(found.cases) == 1
    both = steps.histories([here, there], taken)
    assert len(both.cases) == 2 and len(both.steps) == 3
    text = repr(both)
    assert "story" not in text and "remark" not in text


def test_skips_and_steps_back_are_drawn_as_walked() -> None:
    found = on(made((60, [(1, 2), (3, 20), (2, 40)]), (None, [(2, 5), (2, 30), (3, 60)])))
    assert dict(zip(found.moves["kind"], found.moves["cases"], strict=True)) == {
        "start": 1, "skip": 1, "back": 1, "again": 1, "up": 1, "closed": 1, "running": 1,
    }  # fmt: skip
    figure, _other = drawn(found)
    lines = figure["datasets"]["lines"]
    straight, bent = lines[lines["words"].eq("van trede 2 naar trede 3")], lines[lines["words"].str.endswith("trede 3")]
    assert straight["x"].nunique() == 1 and bent["x"].max() > straight["x"].max()
    back = lines[lines["words"].eq("van trede 3 naar trede 2")]
    assert back["x"].min() < straight["x"].min() and back["dash"].eq(1).all()
    assert "1 keer terug en 1 keer dezelfde trede opnieuw" in wording.path(found)
    assert wording.rung_lines(found)[1] == "2 dossiers, 1 keer opnieuw"


def test_a_line_is_as_wide_as_its_share_of_the_cases() -> None:
    found = on(made(*[(60, [(1, 2)])] * 40, *[(60, [(2, 2)])] * 10))
    widths = drawn(found)[0]["datasets"]["marks"].set_index("words")["width"]
    assert widths["van de opening naar trede 1"] == 4 * widths["van de opening naar trede 2"]


def test_sentences_say_went_with_and_never_came_from() -> None:
    light = made(*[(60, [(1, 2)])] * 20, *[(None, [(1, 2), (2, 40)])] * 20, *[(100, [(2, 5)])] * 30)
    words = said(on(light))
    assert "ging samen met" in words and "hoeft er niet door te komen" in words
    assert not any(cause in words for cause in CAUSES), words


def test_a_clear_difference_leads_and_an_unclear_one_does_not() -> None:
    rest = [(None, [(1, 2)])] * 30
    clear = on(made(*[(60, [(1, 2)])] * 10, *rest, *[(60, [(2, 2)])] * 35, *[(None, [(2, 2)])] * 5))
    assert wording.answer(clear).startswith(
        "Na ‘buurtbemiddeling’ werd het sneller rustig dan op ‘gesprek’, bij gelijke ernst en even lang lopend: per maand"
    )
    assert "Duidelijk." in wording.apart(clear)[0]
    equal = on(made(*[(60, [(1, 2)])] * 20, *[(None, [(1, 2)])] * 20, *[(60, [(2, 2)])] * 20, *[(None, [(2, 2)])] * 20))
    assert "geen enkele trede duidelijk sneller" in wording.answer(equal)
    assert "Niet duidelijk." in wording.apart(equal)[0]


def test_more_comparisons_ask_for_more_to_be_clear() -> None:
    pair = [*[(60, [(1, 2)])] * 15, *[(None, [(1, 2)])] * 25, *[(60, [(2, 2)])] * 24, *[(None, [(2, 2)])] * 7]
    more = [(60, [(rung, 2)]) for rung in (3, 4, 5) for _turn in range(15)]
    alone, among = on(made(*pair)), on(made(*pair, *more))
    assert alone.apart.loc[0, "low"] > among.apart.loc[0, "low"]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(60, [(1, 2)])] * 9, "Er zijn nog maar 9 dossiers; vanaf 10 dossiers valt er iets te zeggen"),
        ([(60, [(1, 2)])], "Er is nog maar 1 dossier; vanaf 10"),
        ([(60, [(1, 2)])] * 12, "Nog te weinig dossiers per trede"),
    ],
)
def test_below_ten_cases_only_their_number_is_told(rows: list, sentence: str) -> None:
    found = on(made(*rows))
    assert wording.answer(found).startswith(sentence)
    drawn(found)
    if len(rows) < 10:
        assert found.rungs["quiet_180"].isna().all() and "%" not in wording.quiet(found)
        assert steps.table(found)[["quiet_90", "quiet_180", "days"]].eq("–").all(axis=None)
        assert drawn(found)[1]["datasets"]["shares"]["said"].str.contains("te weinig").all()


def test_everything_still_open() -> None:
    found = on(made(*[(None, [(1, 500)])] * 15))
    assert found.running == found.cases == 15
    assert steps.table(found).loc[0, ["quiet_180", "days"]].tolist() == ["–", "∞ (∞–∞)"], (
        "Nobody was seen for 90 days yet."
    )
    assert "15 lopen nog" in said(found)
    drawn(found)


def test_no_step_on_this_ladder_gives_empty_frames_that_are_still_drawn() -> None:
    found = on(made((60, [(1, 2)])), ladder="mayor")
    assert found.spells.empty and found.cases == 0
    drawn(found)
    assert on(steps.histories([case()], [])).spells.empty
    assert wording.themes(steps.histories([], []), {}) == {"all": "Alle thema's (0 dossiers)"}


def test_unknown_severity_is_a_stratum_of_its_own_that_is_not_drawn() -> None:
    found = on(made(*[(60, [(1, 2)])] * 12, severity=None))
    assert set(steps.shares(found)["group"]) == {"all", "unknown"}
    assert set(drawn(found)[1]["datasets"]["shares"]["group"]) == {"all"}


def test_themes_are_kept_apart_or_taken_together() -> None:
    one, other = case(60), case(60, theme="drugs")
    found = steps.histories([one, other], [step(one.id, 1, 2), step(other.id, 1, 3)])
    assert [on(found, theme).cases for theme in ("all", "nuisance", "drugs")] == [2, 1, 1]
    assert next(iter(wording.themes(found, {"drugs": "Drugs"}).values())) == "Alle thema's (2 dossiers)"


def test_both_figures_give_a_rung_the_same_height() -> None:
    path, quiet = drawn(on(made(*[(60, [(1, 2)])] * 12)))
    assert path["height"] == quiet["height"]
    assert isinstance(path["datasets"]["rungs"], pd.DataFrame)
