"""Early warnings in words: what came in, what was usual, since when, what was seen before, and what is known."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from uuid import uuid4

import altair as alt
import pandas as pd
import pytest

from buurtbeeld.early_warnings import chart, wording
from buurtbeeld.register.known_warnings import Mark, Series

TODAY = date(2026, 11, 4)
LAST = pd.Timestamp("2026-10-26")
WARNING = {"area_id": "buurt:a", "level": "buurt", "name": "A", "kind": "complaint", "theme": "nuisance"}
WARNING |= {"theme_name": "Overlast", "week": LAST, "first_week": LAST, "last_week": LAST, "still": True, "weeks": 1}
WARNING |= {"observed": 9.0, "expected": 2.3, "upper": 6.0, "observed_4": 14.0, "expected_4": 9.4, "upper_4": 17.0}


def warnings(*changes: dict[str, object]) -> pd.DataFrame:
    return pd.DataFrame([WARNING | change for change in changes or ({},)])


def mark(until: date, theme: str = "nuisance") -> Mark:
    series = Series("buurt:a", "complaint", theme)
    return Mark(uuid4(), series, "jongerenwerk weet ervan", until, datetime(2026, 10, 1, tzinfo=UTC), 2)


def weeks(values: list[float]) -> pd.DataFrame:
    dates = pd.date_range(end=LAST, periods=len(values), freq="7D")
    rows = pd.DataFrame({"week": dates, "known": True, "alarm": False, "observed": 1.0, "observed_4": values})
    return rows.assign(
        **{key: WARNING[key] for key in wording.KEYS}, expected=2.0, upper=4.0, expected_4=8.0, upper_4=9.0
    )


@pytest.mark.parametrize(
    ("until", "state", "sight"),
    [(None, "new", 1), (date(2026, 11, 4), "known", 0), (date(2026, 11, 3), "back", 1)],
)
def test_a_mark_holds_through_its_last_day(until: date | None, state: str, sight: int) -> None:
    found = wording.with_marks(warnings(), [mark(until)] if until else [], TODAY)
    assert found["state"].tolist() == [state]
    assert len(wording.in_sight(found, "still")) == sight and len(wording.known_warnings(found)) == 1 - sight


def test_a_mark_without_a_warning_sleeps_and_is_not_lost() -> None:
    marks = [mark(TODAY), mark(TODAY, "noise"), mark(date(2026, 11, 1), "noise")]
    assert [each.series.theme for each in wording.sleeping(marks, warnings(), TODAY)] == ["noise"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "In de week van 26 oktober 9 klachten over overlast, 2 à 3 verwacht (tot 6 is gewoon)."),
        ({}, "Dat is de eerste week buiten de band."),
        ({"observed": 5.0, "observed_4": 20.0}, "In de vier weken tot en met die van 26 oktober 20 klachten over"),
        (
            {"first_week": pd.Timestamp("2026-10-12")},
            "eerste week buiten de band was die van 12 oktober; het duurt nog",
        ),
        ({"still": False}, "Alleen de week van 26 oktober lag buiten de band."),
        (
            {"kind": "observation", "observed": 1.0, "upper": 0.0, "expected": 0.2},
            "1 waarneming over overlast, minder dan 1",
        ),
    ],
)
def test_a_warning_is_a_sentence(change: dict[str, object], words: str) -> None:
    assert words in wording.sentence(warnings(change).iloc[0])


@pytest.mark.parametrize(
    ("value", "words"), [(0.4, "minder dan 1"), (2.3, "2 à 3"), (9.1, "ongeveer 9"), (14.4, "ongeveer 14")]
)
def test_what_was_expected_in_words(value: float, words: str) -> None:
    assert wording.expected(value) == words


def test_the_last_time_it_was_as_high_is_remembered() -> None:
    high = wording.remembered(warnings(), weeks([20.0, *[3.0] * 30])).iloc[0]
    assert high["high"] == LAST - pd.Timedelta(weeks=30)
    assert "Eerder zoveel in vier weken: tot en met de week van" in wording.before(high, pd.DataFrame())
    never = wording.remembered(warnings(), weeks([3.0] * 31)).iloc[0]
    assert "was het niet eerder sinds maart 2026" in wording.before(never, pd.DataFrame())
    assert wording.before(wording.remembered(warnings(), weeks([3.0])).iloc[0], pd.DataFrame()).startswith(
        "Eerder is er"
    )


def test_calamities_of_the_year_are_told() -> None:
    seen = pd.DataFrame({"label": ["Brand", "Geweld"], "at": pd.to_datetime(["2026-09-01", "2026-03-01"])})
    told = wording.before(wording.remembered(warnings(), weeks([3.0])).iloc[0], seen)
    assert "2 calamiteiten, laatst brand (1 september 2026) en geweld (1 maart 2026)" in told
    assert "één calamiteit: brand" in wording.before(wording.remembered(warnings(), weeks([3.0])).iloc[0], seen.head(1))


@pytest.mark.parametrize(
    ("rows", "watched", "words"),
    [
        (0, pd.DataFrame({"weeks": []}), "geen reeks bewaakt"),
        (0, pd.DataFrame({"weeks": [60]}), "nog geen twee jaar geschiedenis"),
        (0, pd.DataFrame({"weeks": [300]}), "Geen enkele reeks ligt nu buiten"),
        (1, pd.DataFrame({"weeks": [300]}), "In 1 gebied komt nu meer binnen dan gewoon is."),
    ],
)
def test_the_answer_says_why_there_is_nothing(rows: int, watched: pd.DataFrame, words: str) -> None:
    assert words in wording.answer(warnings().head(rows), watched, "still")


def test_chance_is_told_beside_the_number_watched() -> None:
    watched = pd.DataFrame({"weeks": [300, 60], "series": [121, 9], "until_week": [LAST, LAST]})
    told = wording.context(warnings(), watched)
    assert "Bewaakt: 121 reeksen tot en met de week van 19 oktober; 1 staan hieronder." in told
    assert "3 tot 6 buiten hun band" in told
    assert wording.context(warnings(), watched.tail(1)) == ""


def test_a_source_that_stopped_is_not_watched() -> None:
    stop = {"kind": "stop", "source": "openbare_ruimte", "since": pd.Timestamp("2025-09-01"), "until": pd.NaT}
    assert "Niet bewaakt: openbare_ruimte (niets meer sinds 1 september 2025)" in wording.unwatched(
        pd.DataFrame([stop])
    )
    assert wording.unwatched(pd.DataFrame([stop | {"until": pd.Timestamp("2025-10-01")}])) == ""


def test_the_series_is_drawn_by_week_or_by_four_and_holds_to_the_schema() -> None:
    by_four = warnings({"observed": 5.0, "observed_4": 20.0})
    rows = weeks([3.0] * 9).assign(known=[True] * 8 + [False])
    (one,) = wording.series_of(rows, warnings()).values()
    (four,) = wording.series_of(rows, by_four).values()
    assert one["value"].dropna().eq(1).all() and four["value"].dropna().eq(3).all()
    assert one["value"].isna().sum() == 1, "A week without a delivery is unknown, not zero."
    figure = chart.weeks(four, "complaint", wording.unit(by_four.iloc[0]))
    data = {key: json.loads(frame.to_json(orient="records")) for key, frame in figure["datasets"].items()}
    alt.LayerChart.from_dict(figure | {"datasets": data})


def test_a_source_that_is_too_young_is_named_with_the_day_it_joins() -> None:
    sources = pd.DataFrame(
        {
            "kind": ["complaint"] * 2,
            "source": ["oud", "nieuw"],
            "watched": [True, False],
            "joins": pd.Timestamp("2027-03-01"),
        }
    )
    assert "Nog niet bewaakt: nieuw (bewoners; telt mee vanaf 1 maart 2027)." in wording.newcomers(sources)
    assert wording.newcomers(sources.head(1)) == ""
