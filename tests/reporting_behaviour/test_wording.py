"""What lies in the reporting: every kind in a sentence, the trend with and without, and a figure that shows both."""

from __future__ import annotations

import json

import altair as alt
import pandas as pd
import pytest

from buurtbeeld.reporting_behaviour import chart, wording

STOP = {"kind": "stop", "since": "2025-09-01", "observed": 0.0, "expected": 1919.1, "detail": {"steps": 426}}
JUMP = {"kind": "jump", "since": "2025-03-01", "detail": {"factor": 1.62, "areas": 30, "agreeing": 28}}
RECODE = {"kind": "recode", "since": "2022-11-01", "observed": 28.5, "expected": 24.4}
RECODE |= {"detail": {"old": "VUIL", "new": "VUI"}}
CHANNEL = {"kind": "channel", "since": "2024-05-01", "observed": 0.4, "expected": 0.1, "detail": {"channel": "App"}}
PERSON = {
    "kind": "concentration",
    "since": "2024-01-01",
    "until": "2025-01-01",
    "observed": 0.81,
    "area_id": "street:a",
}
PERSON |= {"area": "Vinkenstraat", "level": "street", "detail": {"reports": 26, "reporters": 6}}
BLANK = {"source": "klachten", "area_id": "", "area": "", "level": "", "until": None, "observed": 1.0, "expected": 1.0}


def findings(*rows: dict[str, object]) -> pd.DataFrame:
    found = pd.DataFrame([BLANK | row | {"detail": json.dumps(row["detail"])} for row in rows])
    return found.assign(since=pd.to_datetime(found["since"]), until=pd.to_datetime(found["until"]))


def months(reports: int = 10, left_out: int = 4, number: int = 24) -> pd.DataFrame:
    dates = pd.date_range("2024-11-01", periods=number, freq="MS")
    return pd.DataFrame({"month": dates, "known": True, "reports": reports, "left_out": left_out})


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (STOP, "klachten: sinds 1 september 2025 kwam er niets meer binnen, terwijl er ongeveer 1.919 meldingen"),
        (STOP | {"until": "2025-12-01"}, "van 1 september 2025 tot 1 december 2025 kwam er niets binnen"),
        (JUMP, "vanaf maart 2025 kwamen er 1,6 keer zoveel meldingen als daarvoor, in 28 van de 30 buurten"),
        (RECODE, "code ‘VUIL’ houdt op waar ‘VUI’ begint, vanaf november 2022 (24 en 28 per maand)"),
        (CHANNEL, "vanaf mei 2024 ging ‘App’ van 10% naar 40% van de meldingen"),
        (PERSON, "Vinkenstraat (straat), klachten: in 2024 kwam 81% van de 26 meldingen van één melder; in totaal"),
    ],
)
def test_every_kind_of_finding_is_a_sentence(finding: dict[str, object], words: str) -> None:
    told = wording.numbered(findings(finding), "buurt:a")
    assert words in told["sentence"].iloc[0]
    assert told["head"].iloc[0]


def test_what_is_about_another_area_does_not_touch_this_trend() -> None:
    told = wording.numbered(findings(STOP, PERSON), "buurt:a")
    assert told["on_trend"].tolist() == [True, False] and told["number"].tolist() == [1, 2]
    assert "raken ze niet" in wording.in_words(told[~told["on_trend"]])
    assert wording.numbered(findings(PERSON), "street:a")["on_trend"].all()
    assert "niets op" in wording.in_words(told.head(0))


def test_without_takes_away_and_estimates_nothing() -> None:
    trend = months().assign(known=[False, *[True] * 23])
    shown = wording.months_to_draw(trend, wording.WITHOUT)
    assert shown["value"].iloc[1:].eq(6).all() and shown["ghost"].iloc[1:].eq(10).all()
    assert shown["value"].isna().iloc[0], "A month that nobody delivered is unknown, not zero."
    everything = wording.months_to_draw(trend, wording.WITH)
    assert everything["value"].iloc[1:].eq(10).all() and everything["ghost"].isna().all()


@pytest.mark.parametrize(
    ("trend", "form", "words"),
    [
        (months(), wording.WITH, "ook 96 van bronnen die stopten"),
        (months(), wording.WITHOUT, "zonder 96 meldingen van bronnen"),
        (months(), wording.WITHOUT, "Laatste 12 maanden: 72; de 12 daarvoor: 72."),
        (months(left_out=0), wording.WITHOUT, "Er valt niets weg te laten"),
        (months(number=11), wording.WITH, "niet allebei helemaal bekend"),
    ],
)
def test_the_trend_says_what_was_left_out(trend: pd.DataFrame, form: str, words: str) -> None:
    assert words in wording.trend_in_words(trend, form)


@pytest.mark.parametrize("found", [findings(STOP, RECODE, PERSON), findings(STOP).head(0)])
def test_the_figure_holds_to_the_schema_and_marks_what_it_can_show(found: pd.DataFrame) -> None:
    told = wording.numbered(found, "street:a")
    figure = chart.trend(wording.months_to_draw(months(), wording.WITHOUT), told, "complaint")
    marks = figure["datasets"]["marks"]
    assert len(marks) == len(found)
    assert (marks["since"] >= "2024-11-01").all(), "What began earlier stands at the left edge."
    data = {key: json.loads(frame.to_json(orient="records")) for key, frame in figure["datasets"].items()}
    alt.LayerChart.from_dict(figure | {"datasets": data})


def test_who_dominates_by_chance_is_not_called_spread() -> None:
    rows = pd.DataFrame({"label": ["dominant", "spread", "spread"], "top_share": [0.9, 0.6, 0.2], "period": 2026})
    assert wording.reporters(rows)["verdict"].tolist() == [
        "meer dan de helft van één melder",
        "meer dan de helft, maar dat kan toeval zijn",
        "verspreid",
    ]


def test_small_channels_stand_together_and_nothing_is_lost() -> None:
    quarter = pd.Timestamp("2026-01-01")
    mix = pd.DataFrame({"source": "a", "channel": list("stuvwxy"), "quarter": quarter, "reports": range(7, 0, -1)})
    mix["share"] = mix["reports"] / mix["reports"].sum()
    found = wording.channels(mix)
    assert sorted(found["channel"]) == ["andere wegen", "s", "t", "u", "v"]
    assert found["share"].sum() == pytest.approx(1) and found["reports"].sum() == mix["reports"].sum()
    figure = chart.channels(found)
    data = {key: json.loads(frame.to_json(orient="records")) for key, frame in figure["datasets"].items()}
    alt.LayerChart.from_dict(figure | {"datasets": data})
    assert "nu vooral s (25%)" in wording.channels_in_words(found)
