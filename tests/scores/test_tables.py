"""Marks come back from their tables as the methods made them, and are said without a gap, a NaN or a false promise."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from buurtbeeld.codes import ALL
from buurtbeeld.methods.scores import marks, settings
from buurtbeeld.methods.scores.indicators import REASONS
from buurtbeeld.methods.scores.marks import Snapshot
from buurtbeeld.scores import explanation, tables
from tests.methods.scores import score_table

HERE, NOW, THEN = "A", date(2026, 10, 1), date(2025, 10, 1)
SETTINGS = score_table.settings(
    score_table.indicator("facts", "social", "facts", 0.5),
    score_table.indicator("complaints", "social", "residents", 0.3),
    score_table.indicator("seen", "social", "staff", 0.2),
)


def table(facts: list[float], seen: list[float] | None = None) -> Snapshot:
    """Four areas; complaints are as the stock's, facts and what staff see as given, NaN unknown."""
    sd = [0.2] * 4
    readings = {
        "facts": score_table.reading(facts, sd, 10, 2),
        "complaints": score_table.reading([5.0] * 4, sd, 5, 1),
        "seen": score_table.reading(seen or [7.0] * 4, sd, 7, 0.5, "few_answers"),
    }
    return score_table.table(readings, SETTINGS).at(0)


def tall(of: Snapshot) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The snapshot as the rows of score_value, score_stock and score_together that the build writes of it."""
    values = [
        {
            "area_id": area,
            "indicator": key,
            "z": of.z[row, at],
            "sd": of.sd[row, at],
            "reason": REASONS[of.reason[row, at]],
        }
        for row, area in enumerate(of.areas)
        for at, key in reversed(list(enumerate(of.keys)))
    ]
    facts = {"mean": of.mean, "spread": of.spread, "sign": of.sign, "counted": of.counted}
    stock = pd.DataFrame({"indicator": of.keys} | facts)
    return pd.DataFrame(values), stock, pd.DataFrame({"together": of.together})


def one(of: Snapshot, area: str = HERE) -> Snapshot:
    values, stock, together = tall(of)
    return explanation.snapshot(values[values["area_id"] == area], stock, together)


UNEVEN = table([14.0, np.nan, 10.0, 8.0], [6.0, 7.5, np.nan, 7.0])


def test_a_snapshot_comes_back_from_its_rows() -> None:
    again = explanation.snapshot(*tall(UNEVEN))
    for name, value in vars(UNEVEN).items():
        np.testing.assert_array_equal(getattr(again, name), value, err_msg=name)
    pd.testing.assert_frame_equal(marks.mark_rows(again, SETTINGS), marks.mark_rows(UNEVEN, SETTINGS))


def test_an_indicator_without_rows_is_unknown_and_a_strange_one_is_left_out() -> None:
    values, stock, together = tall(UNEVEN)
    kept = values[values["indicator"] != "seen"]
    more = pd.concat([kept, kept.head(1).assign(indicator="gone")], ignore_index=True)
    again = explanation.snapshot(more, stock, together)
    assert np.isnan(again.z[:, 2]).all() and set(again.reason[:, 2]) == {REASONS.index("not_delivered")}
    with pytest.raises(KeyError):
        explanation.snapshot(values.assign(reason="because"), stock, together)


def test_what_is_written_of_why_adds_up_to_the_mark() -> None:
    story = explanation.why(one(UNEVEN), SETTINGS, HERE, "social")
    steps = story.steps
    # By hand: facts −0.5 · (14 − 10)/2 = −1, staff 0.2 · (6 − 7)/0.5 = −0.4: 6.5 − 1.4 = 5.1.
    assert steps["label"].tolist() == ["6,50", "−1,00", "−0,40", "0,00", "5,10"]
    assert steps["end"].iloc[-1] == pytest.approx(float(marks.marks(UNEVEN, SETTINGS).mark[4, 0, 0]), abs=0.005)
    assert (steps["begin"].iloc[1:].to_numpy() == steps["end"].iloc[:-1].to_numpy()).all(), "a step hangs loose"
    assert "facts −1,00 en seen −0,40" in story.words


def test_what_is_unknown_is_said_and_takes_no_step() -> None:
    story = explanation.why(one(UNEVEN, "C"), SETTINGS, "C", "social")
    row = story.steps.set_index("name").loc["seen"]
    assert (row["label"], row["begin"]) == ("–", row["end"])
    assert "te weinig antwoorden" in row["detail"] and "onbekend: seen" in story.words


def test_a_lens_of_which_too_little_is_known_gets_words_and_no_steps() -> None:
    little = table([14.0, np.nan, 10.0, 8.0], [6.0, np.nan, 7.0, 7.0])
    story = explanation.why(one(little, "B"), SETTINGS, "B", "social")
    assert story.steps.empty and story.words == "Geen cijfer: te weinig bekend."
    physical = explanation.why(one(little), SETTINGS, HERE, "physical")
    assert physical.steps.empty and "wordt niet gemeten" in physical.words


def test_a_change_ends_at_the_mark_of_why_and_names_what_came_or_went() -> None:
    before = table([10.0, 10.0, 10.0, 10.0], [np.nan, 7.5, 7.0, 7.0])
    told = explanation.changed(one(UNEVEN), one(before), SETTINGS, HERE, "social", (THEN, NOW))
    why = explanation.why(one(UNEVEN), SETTINGS, HERE, "social")
    assert told.steps["end"].iloc[-1] == why.steps["end"].iloc[-1]
    assert told.steps["label"].iloc[0] == "6,50"
    assert "Sociaal van 6,50 naar 5,10 (−1,40)" in told.words and "kwam erbij: seen" in told.words
    back = explanation.changed(one(before), one(UNEVEN), SETTINGS, HERE, "social", (THEN, NOW))
    assert "viel weg: seen" in back.words and "viel weg: was 6,0" in " ".join(back.steps["detail"])


def test_without_an_earlier_mark_nothing_is_compared() -> None:
    values, stock, together = tall(UNEVEN)
    nobody = explanation.snapshot(values.head(0), stock, together)
    told = explanation.changed(one(UNEVEN), nobody, SETTINGS, HERE, "social", (THEN, NOW))
    assert told.steps.empty and "in oktober 2025 was er geen cijfer" in told.words


def test_months_to_compare_with_begin_after_a_whole_year() -> None:
    months = explanation.months_before(NOW, date(2026, 7, 1))
    assert months == [date(2026, 9, 1), date(2026, 8, 1), date(2026, 7, 1)]
    assert explanation.year_before(months, NOW) == date(2026, 7, 1)
    assert explanation.year_before(explanation.months_before(NOW, date(2020, 1, 1)), NOW) == THEN
    assert explanation.months_before(date(2020, 1, 1), date(2020, 5, 1)) == []


def found(of: Snapshot = UNEVEN, level: str = "buurt") -> pd.DataFrame:
    """As the question score_marks answers."""
    rows = marks.mark_rows(of, SETTINGS)
    return tables.with_words(rows.assign(level=level, name="Buurt " + rows["area_id"], lies_in="Stad"), SETTINGS)


def places(**given: list[float]) -> pd.DataFrame:
    known = {"place": [2.0, 1.0, 3.0, np.nan], "low": [1.0, 1.0, 3.0, np.nan], "high": [2.0, 2.0, 3.0, np.nan]} | given
    return pd.DataFrame({"area_id": list("ABCD"), **known, "areas": 3, "moved_by": ["weights", "data", "", ""]})


def test_marks_are_said_with_their_gaps_and_without_a_nan() -> None:
    said = found().set_index(["area_id", "lens", "column"])
    assert said.loc[("A", "social", ALL), ["label", "said", "gaps"]].tolist() == ["5,1", "▼ lager", ""]
    assert said.loc[("C", "social", ALL), ["label", "gaps"]].tolist() == ["6,5*", "seen"]
    assert said.loc[("A", "physical", ALL), ["label", "said", "band"]].tolist() == ["–", "wordt niet gemeten", "–"]
    assert not said[["label", "said", "band", "gaps"]].isna().any().any()


def test_areas_come_lowest_first_and_those_without_a_place_last() -> None:
    rows = found()
    assert tables.ordered(rows, places(), ALL, "attention")["area_id"].tolist() == list("CABD")
    assert tables.ordered(rows, places(), ALL, "best")["area_id"].tolist() == list("BACD")
    assert tables.ordered(rows, places(), "social", "attention")["area_id"].iloc[0] == "A"
    ordered = tables.ordered(rows, places(), ALL, "name").set_index("area_id")
    assert ordered["where"].to_dict() == {"A": "1–2 van 3", "B": "1–2 van 3", "C": "3 van 3", "D": "–"}
    words = tables.place_in_words(ordered.reset_index(), "A")
    assert words == "Plaats 1–2 van 3 (1 is best); wat die plaats het meest verschuift: de gekozen gewichten."
    assert "Geen plaats" in tables.place_in_words(ordered.reset_index(), "D")


def test_the_page_leads_to_the_area_that_is_lowest_beyond_doubt() -> None:
    rows = found()
    ordered = tables.ordered(rows, places(), ALL, "attention")
    assert tables.starting_area(rows, ordered) == "A"
    assert "In 1 van de 4 buurten" in tables.in_words(rows, "buurt", ALL) and "Buurt A (sociaal)" in tables.in_words(
        rows, "buurt", ALL
    )
    good = rows.assign(told=rows["told"].mask(rows["told"] == "worse", ""))
    assert tables.in_words(good, "buurt", ALL).startswith("In geen van de buurten")
    assert tables.in_words(rows, "buurt", "physical").startswith("Er is hier nog geen rapportcijfer")
    nothing = rows.assign(mark=np.nan, told="")
    assert tables.starting_area(nothing, ordered) == "C"


def test_the_table_holds_every_mark_as_words_and_as_a_number() -> None:
    rows = found()
    shown = tables.table(rows, tables.ordered(rows, places(), ALL, "name"))
    assert set(tables.heads()) <= set(shown.columns)
    assert set(tables.on_screen(ALL)) | set(tables.on_screen("social")) <= set(tables.heads())
    first = shown.set_index("area_id").loc["A"]
    assert (first["social_all"], first["social_all_words"]) == (pytest.approx(5.1), "5,1")
    assert pd.isna(first["physical_all"]) and first["physical_all_words"] == "–"
    assert shown.set_index("area_id").loc["C", "gaps"].endswith("Sociaal: seen (5,9–7,1)")


def test_the_settings_in_force_are_readable() -> None:
    shipped = tables.in_force(settings.FILE.read_text(encoding="utf-8"))
    assert shipped == settings.read()
    stock = tall(UNEVEN)[1].assign(reference=pd.Timestamp("2024-12-01"))
    rows = tables.weights_table(SETTINGS, stock).set_index("name")
    assert rows.loc["facts", ["lens", "column", "weight", "reference"]].tolist() == [
        "Sociaal",
        "Feiten",
        50.0,
        "dec 2024",
    ]
    assert tables.weights_table(SETTINGS, stock.head(0))["stock"].tolist() == ["–"] * 3
    assert "50%" in tables.settings_in_words(shipped) and "2024" in tables.settings_in_words(shipped)
