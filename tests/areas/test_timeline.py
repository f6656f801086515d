"""An area's memory: only its own records, in lanes, within the months of its trend, each in words."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import altair as alt
import pandas as pd
import pytest

from buurtbeeld.areas import timeline, timeline_chart
from buurtbeeld.register.approaches import Approach
from buurtbeeld.register.cases import Case, Step
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.meetings import Commitment, Consultation
from buurtbeeld.register.records import Entry, Record

OWN, CASE, PARTNER = "street:a", uuid4(), uuid4()
NONE = pd.DataFrame({"at": pd.to_datetime([]), "label": []})
FIRE = pd.DataFrame({"at": pd.to_datetime(["2025-05-04 22:10"]), "label": ["Brand"]})


def kept(what: Record, id: UUID | None = None) -> Entry:
    return Entry(id or uuid4(), what, datetime(2026, 1, 1, tzinfo=UTC), "me", 1)


def register(area: str = OWN) -> dict[str, list[Entry]]:
    approach = Approach(area_id=area, name="Portiek *voor* portiek", kind="combined", starts_at=date(2024, 4, 1))
    case = Case(area_id=area, kind="LEE", theme="nuisance", opened_at=date(2025, 1, 1))
    step = Step(case_id=CASE, ladder="mayor", kind="warning", rung=2, at=date(2025, 2, 3), outcome="worked")
    handed = HandOver(area_id=area, theme="drugs", partner_id=PARTNER, handed_at=date(2025, 6, 1))
    meeting = Consultation(area_id=None, kind="partner_meeting", held_at=date(2025, 6, 2))
    promise = Commitment(
        area_id=area, own_role="director", text="Bel de gemeente", made_at=date(2025, 6, 2), due=date(2025, 7, 1)
    )
    return {
        "approach": [kept(approach)], "case": [kept(case, CASE)], "step": [kept(step)], "hand_over": [kept(handed)],
        "consultation": [kept(meeting)], "commitment": [kept(promise)], "initiative": [],
    }  # fmt: skip


def events(area: str = OWN, calamities: pd.DataFrame = FIRE) -> pd.DataFrame:
    names = {"drugs": "Drugs", str(PARTNER): "Politie"}
    return timeline.events(timeline.here(register(area), {OWN}), calamities, names)


def test_each_event_is_said_in_words_the_latest_first() -> None:
    found = events()
    assert found["at"].is_monotonic_decreasing
    told = dict(found[["lane", "words"]].itertuples(index=False))
    assert told["hand_over"] == "Drugs aan Politie: loopt"
    assert told["calamity"] == "Brand"
    assert "(trede 2)" in told["step"]
    assert told["commitment"] == "Bel de gemeente (open)"
    assert told["approach"] == "Portiek *voor* portiek", "As typed: for tables and exports."
    last = found[found["lane"] == "approach"].reset_index(drop=True)
    assert r"\*voor\*" in timeline.in_words(last, 0), "What people typed is no markup."
    assert "consultation" not in told, "A meeting about everything is in the memory of no area."


def test_records_of_another_area_stay_out_with_their_steps() -> None:
    assert events("street:b", NONE).empty


@pytest.mark.parametrize(("first", "last", "lanes"), [(2020, 2024, {"approach"}), (2025, 2026, {"approach", "step"})])
def test_only_what_falls_in_the_months_is_drawn(first: int, last: int, lanes: set[str]) -> None:
    shown = timeline.visible_events(events(calamities=NONE), date(first, 1, 1), date(last, 12, 31))
    assert lanes <= set(shown["lane"])
    assert (shown["at"] >= f"{first}-01-01").all() and (shown["until"] <= f"{last}-12-31").all()
    assert shown.loc[shown["lane"] == "approach", "period"].all(), "What has not ended goes on to the edge."


def test_the_figure_holds_to_the_schema_and_has_a_lane_for_what_there_is() -> None:
    months = pd.DataFrame({"month": pd.date_range("2024-01-01", "2026-10-01", freq="MS")})
    shown = timeline.visible_events(events(), date(2024, 1, 1), date(2026, 10, 31))
    figure = timeline_chart.lanes(shown, months)
    data = {key: json.loads(frame.to_json(orient="records")) for key, frame in figure["datasets"].items()}
    alt.LayerChart.from_dict(figure | {"datasets": data})
    assert figure["layer"][0]["encoding"]["y"]["sort"] == [
        "Calamiteiten",
        "Aanpak",
        "Stappen",
        "Overgedragen",
        "Afspraken",
    ]
    assert "calamiteiten 113" in timeline.in_words(events(), 113), "Also those that are not drawn."
    assert "calamiteiten 1," in timeline.in_words(events(), 1)
