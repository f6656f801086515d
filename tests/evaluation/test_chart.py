"""Pictures of an approach hold to the schema, draw what is there and nothing that is not, and their words agree."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date

import altair as alt
import numpy as np
import pandas as pd
import pytest

from buurtbeeld.charts.spec import Figure
from buurtbeeld.evaluation import chart, comparison_wording, quarterly_rates, validity_wording, wording
from buurtbeeld.evaluation.results import ApproachEffect
from buurtbeeld.methods.evaluation import combined
from buurtbeeld.methods.evaluation.combined import evaluate
from buurtbeeld.methods.evaluation.displacement import Displacement
from buurtbeeld.methods.evaluation.plan import Plan

START = pd.Timestamp("2024-01-01")
OTHERS = tuple("abcdefghijkl")
TOLD = pd.DataFrame(
    {"name": ["X", "A", "B"], "rate": [40.0, 42.0, 90.0], "ratio": [1.0, 1.05, 2.25], "homes": [100, 80, 300],
     "in_complexes": [1.0, 1.0, 0.2], "trend": [1.2, 1.004, 0.9]}
)  # fmt: skip


def town(after: int = 12, then: float = 4.5) -> pd.DataFrame:
    months = pd.date_range(START - pd.DateOffset(months=48), periods=48 + after, freq="MS")
    draw, late = np.random.default_rng(1), months >= START
    means = {name: np.full(len(months), 10.0) for name in (*OTHERS, "r")} | {"x": np.where(late, then, 10.0)}
    rows = [
        pd.DataFrame({"area_id": name, "month": months, "cases": draw.poisson(mean).astype(float), "homes": 100.0})
        for name, mean in means.items()
    ]
    return pd.concat(rows, ignore_index=True)


def judged(after: int = 12, then: float = 4.5) -> ApproachEffect:
    rows, plan = town(after, then), Plan("x", date(2024, 1, 1), comparison=OTHERS[:6], ring=("r",), donors=OTHERS)
    found = evaluate(rows, plan)
    shown = rows[rows["area_id"].isin(["x", "r", *OTHERS[:6]])]
    return ApproachEffect(plan, found, shown, OTHERS[:6], ("r",), ("klachten",), START + pd.DateOffset(months=after))


def checked(figure: Figure) -> Figure:
    data = {
        key: json.loads(frame.to_json(orient="records", date_format="iso")) for key, frame in figure["datasets"].items()
    }
    alt.LayerChart.from_dict(figure | {"datasets": data})
    return figure


def test_before_and_after_is_drawn_with_and_without_a_range_to_expect() -> None:
    found = judged()
    shown = quarterly_rates.by_quarter(found)
    band = quarterly_rates.expected(found, shown)
    with_band = checked(chart.before_and_after(shown, band, START))
    without = checked(chart.before_and_after(shown, band.head(0), START))
    assert len(with_band["layer"]) == len(without["layer"]) + 3
    assert "te verwachten" in chart.path_in_words(shown, band)
    assert "te verwachten" not in chart.path_in_words(shown, band.head(0))


def test_a_part_of_a_quarter_is_not_drawn() -> None:
    early = judged(after=4)
    shown = quarterly_rates.by_quarter(early)
    assert shown.loc[shown["series"].eq("area"), "turn"].max() == 0
    assert quarterly_rates.expected(early, shown).empty, "Before the first day of judging nothing is expected."
    short = judged(after=2)
    shown = quarterly_rates.by_quarter(short)
    assert shown["turn"].max() == -1
    assert quarterly_rates.expected(short, shown).empty


def test_every_method_has_its_dot_and_only_an_interval_that_it_has() -> None:
    found = judged()
    rows = wording.estimates(found)
    assert rows["name"].tolist() == ["Model met seizoen", "Telling voor en na", "Nagebootst gebied"]
    assert rows["low"].isna().tolist() == [False, False, True]
    drawn = checked(chart.whiskers(rows))["datasets"]["rows"]
    assert (drawn["start"].dropna() <= drawn["at"][drawn["start"].notna()]).all()
    assert "Nagebootst gebied: −" in wording.estimates_in_words(rows)
    left = wording.left_out(found, {"a": "Aweg"})
    assert len(left) == 6 and "zonder Aweg" in left["name"].tolist()
    checked(chart.whiskers(left, strong=False))


@pytest.mark.parametrize("wide", [0.2, 3.0, 40.0])
def test_whatever_the_width_all_stays_on_the_scale(wide: float) -> None:
    rows = pd.DataFrame({"name": ["a"], "change": [100 * wide], "low": [-90.0], "high": [200 * wide], "words": [""]})
    drawn = checked(chart.whiskers(rows))
    low, high = drawn["layer"][2]["encoding"]["x"]["scale"]["domain"]
    placed = drawn["datasets"]["rows"][["start", "at", "end"]].to_numpy()
    assert low <= placed.min() and placed.max() <= high


def test_heights_are_drawn_on_the_band_of_what_is_equally_high() -> None:
    drawn = checked(chart.heights(TOLD))
    assert drawn["datasets"]["band"].to_numpy().tolist() == [[40 / 1.5, 60.0]]
    assert drawn["datasets"]["rows"]["own"].tolist() == [True, False, False]
    assert comparison_wording.heights_in_words(TOLD).endswith(
        "40 zaken per 1.000 woningen in X; in de vergelijkingsgebieden 42 tot 90."
    )
    assert "nog niets om mee te vergelijken" in comparison_wording.heights_in_words(TOLD.head(1))


def test_reasons_say_in_what_an_area_is_alike_and_in_what_not() -> None:
    own = TOLD.iloc[0]
    assert comparison_wording.reason(own, TOLD.iloc[1]) == (
        "80 tegen 100 woningen; vooraf evenveel zaken per woning; bleef in het jaar ervoor gelijk"
    )
    assert comparison_wording.reason(own, TOLD.iloc[2]) == (
        "300 tegen 100 woningen; 20% tegen 100% in complexen; vooraf 2,2 keer zo veel zaken per woning; "
        "daalde in het jaar ervoor 10 %"
    )
    unknown = TOLD.iloc[1].copy()
    unknown[["ratio", "trend", "in_complexes"]] = math.nan
    assert comparison_wording.reason(own, unknown) == "80 tegen 100 woningen"


@pytest.mark.parametrize(
    ("moved", "words"),
    [
        (Displacement(-1.5, -3.0, -0.8, ""), "kwam 150 % terug van wat hier verdween (80 tot 300 %)"),
        (Displacement(-0.43, -1.4, 0.3, ""), "niet te zeggen: van niets tot 140 % kan"),
        (Displacement(0.4, 0.1, 0.9, ""), "geen teken dat het probleem verhuisde"),
        (Displacement(math.nan, math.nan, math.nan, "target_did_not_fall"), "daalde het niet duidelijk"),
        (Displacement(math.nan, math.nan, math.nan, "nothing_around"), "te weinig zaken"),
        (None, "geen gebieden om het gebied heen"),
    ],
)
def test_where_it_went_is_a_sentence(moved: Displacement | None, words: str) -> None:
    assert words in wording.moved(replace(judged().result, moved=moved))


def test_what_it_rests_on_and_how_rare_it_is_are_said() -> None:
    found = judged()
    assert wording.based_on(found, {"a": "Aweg"}) == (
        "Vergeleken met Aweg, b, c, d, e en f. Bronnen: klachten. Eerste maand: januari 2024. Telling over 3 jaar vooraf en 1 jaar erna."
    )
    assert "van de 13 gebieden week 1" in wording.placebos(found.result)
    short = judged(after=2)
    assert wording.placebos(short.result) == ""
    assert any("eerste dag van oordelen" in line for line in wording.absent(short.result))


def test_the_years_before_and_other_choices_are_drawn_and_said() -> None:
    found = judged()
    years = validity_wording.event_study(found.result)
    assert years["name"].tolist()[-2:] == ["jaar ervoor", "jaar 1 erna"] and len(years) == 5
    assert "4 jaar ervoor: " in validity_wording.event_study_in_words(years)
    assert "per jaar tegenover" in validity_wording.own_trend(found.result)
    checked(chart.whiskers(years, strong=False))
    curve = combined.specifications(found.months, found.plan, found.result)
    assert "Met 42 redelijke keuzes" in validity_wording.choices(curve)
    drawn = checked(chart.specifications(curve))["datasets"]["rows"]
    low, high = chart.specifications(curve)["layer"][2]["encoding"]["y"]["scale"]["domain"]
    assert low <= drawn["low"].min() and drawn["high"].max() <= high
    assert validity_wording.choices(curve.head(0)) == ""
