"""What is real is said once, in words, and nothing else is; every edge has its sentence."""

from __future__ import annotations

import pandas as pd
import pytest

from buurtbeeld.changes import wording
from buurtbeeld.charts import palette

NAN = float("nan")
REAL = {
    "cases": 30,
    "cases_before": 10,
    "burst": 0,
    "burst_before": 0,
    "standing": 3,
    "expected": 11.0,
    "ratio": 2.7,
    "low": 1.6,
    "high": 4.4,
}
REAL |= {"probability_worse": 0.996, "probability_better": 0.004, "adjusted": 0.99, "label": "worse", "reason": ""}
BETTER = REAL | {"cases": 4, "ratio": 0.36, "adjusted": 0.96, "label": "better", "probability_worse": 0.001}
SAME = REAL | {"ratio": 1.2, "adjusted": 0.4, "label": "no clear change", "probability_worse": 0.97}
GONE = (
    {"burst": 0, "burst_before": 0, "standing": 0}
    | dict.fromkeys(("expected", "ratio", "low", "high", "probability_worse", "probability_better", "adjusted"), NAN)
    | {"cases": 3, "cases_before": 5, "label": "unknown", "reason": "no_homes_now"}
)


def changes(*rows: dict[str, object]) -> pd.DataFrame:
    """Rows of area_changes; an area per row unless the row names one."""
    common = {"level": "buurt", "lies_in": "Wijk", "kind": "complaint", "theme": "all", "theme_name": ""}
    named = [common | {"area_id": f"buurt:{number}"} | row for number, row in enumerate(rows)]
    return wording.with_words(pd.DataFrame([row | {"name": row["area_id"][-1].upper()} for row in named]))


def test_a_real_change_carries_its_probability_and_its_counts() -> None:
    found = wording.real(changes(REAL, SAME), "worse")
    assert len(found) == 1
    row = found.iloc[0]
    assert (row["said"], row["what"]) == ("vrijwel zeker slechter dan elders", "Bewoners · alle thema's")
    assert row["counted"] == "10 → 30 zaken (te verwachten 11)"
    assert row["band"] == "2,7 (1,6–4,4)"
    assert "0, Bewoners · alle thema's: 10 → 30 zaken" in wording.bands_in_words(found)


def test_a_burst_that_does_not_decide_is_said() -> None:
    found = changes(SAME | {"burst": 31}, SAME | {"burst_before": 12}, SAME)["said"]
    assert found.str.endswith("zonder een uitschieter van korte duur").tolist() == [True, True, False]


def test_only_a_label_that_begins_is_new() -> None:
    found = changes(REAL | {"standing": 1}, REAL, SAME | {"standing": 0})["said"]
    assert found.str.contains("nieuw deze maand").tolist() == [True, False, False]


def test_what_is_sure_but_not_real_is_not_called_anything() -> None:
    row = changes(SAME).iloc[0]
    assert row["said"] == "geen duidelijk verschil met elders", (
        "Among many areas a chance of 97 in 100 is bound to occur."
    )
    assert row["verdict"] == "niet duidelijk"


@pytest.mark.parametrize(
    ("reason", "words"),
    [("no_homes_now", "geen woningen meer"), ("not_delivered", "niet geleverd"), ("few_events", "te weinig zaken")],
)
def test_what_cannot_be_told_says_why_and_shows_no_number(reason: str, words: str) -> None:
    row = changes(GONE | {"reason": reason}).iloc[0]
    assert words in row["said"]
    assert row["band"] == "–"


def test_an_area_is_what_its_rows_say_together() -> None:
    one, other = {"area_id": "buurt:a"}, {"area_id": "buurt:b"}
    found = wording.of_areas(
        changes(
            REAL | one,
            BETTER | other | {"kind": "incident"},
            SAME | other,
            REAL | {"area_id": "buurt:c"},
            BETTER | {"area_id": "buurt:c", "theme": "drugs", "theme_name": "Drugs"},
            GONE | {"area_id": "buurt:d"},
            SAME | {"area_id": "buurt:e"},
            GONE | {"area_id": "buurt:e"},
        )
    ).set_index("area_id")
    assert found["label"].to_dict() == {
        "buurt:a": "worse",
        "buurt:b": "better",
        "buurt:c": "both",
        "buurt:d": "unknown",
        "buurt:e": "no clear change",
    }
    assert found.loc["buurt:c", "what"] == (
        "Bewoners · alle thema's: vrijwel zeker slechter dan elders; Bewoners · drugs: zeer waarschijnlijk beter dan elders"
    )
    said = wording.in_words(found.reset_index(), "buurt")
    assert (
        said == "Van de 5 buurten ging het in 2 slechter en in 2 beter dan in de andere. Van 1 is het niet te zeggen."
    )


def test_without_a_real_change_nothing_is_coloured() -> None:
    areas = wording.of_areas(changes(SAME, GONE))
    assert wording.in_words(areas, "buurt").startswith(
        "In geen van de 2 buurten ging het duidelijk anders dan in de andere."
    )
    outlines = pd.DataFrame({"area_id": ["buurt:0", "buurt:1"], "lon": 5.0, "lat": 51.0, "geometry": "{}"})
    assert set(wording.mapped(areas, outlines)["colour"]) == {palette.UNKNOWN}
    assert wording.map_in_words(areas) == "Geen enkel gebied is gekleurd: nergens is een duidelijk verschil met elders."
    assert wording.marks(areas) == {}


def test_colours_follow_what_is_real() -> None:
    areas = wording.of_areas(changes(REAL, BETTER, SAME))
    outlines = pd.DataFrame({"area_id": areas["area_id"], "lon": 5.0, "lat": 51.0, "geometry": "{}"})
    drawn = wording.mapped(areas, outlines.head(2)).set_index("area_id")["colour"]
    assert drawn.to_dict() == {"buurt:0": palette.WORSE, "buurt:1": palette.BETTER}
    assert [step.words for step in wording.legend(areas)][:2] == ["slechter dan elders", "beter dan elders"]


STOCK = pd.DataFrame(
    {
        "kind": ["incident", "complaint"],
        "theme": "all",
        "months": 11,
        "ratio": [0.8, 1.05],
        "low": [0.7, 0.98],
        "high": [0.9, 1.12],
    }
)


def test_what_happened_everywhere_is_told_apart() -> None:
    words = wording.swing_in_words(STOCK, "buurt")
    assert "feiten −20% (echt minder) en bewoners +5% (kan toeval zijn)." in words
    assert "Vergeleken zijn de 11 maanden" in words
    assert "Vergeleken" not in wording.swing_in_words(STOCK.assign(months=12), "buurt")
    assert "niet te zeggen" in wording.swing_in_words(STOCK.assign(ratio=NAN, low=NAN, high=NAN), "buurt")
    assert set(wording.swing(STOCK)["label"]) == {""}, "What happens everywhere has no colour."


def test_looking_at_many_series_is_admitted() -> None:
    many = [SAME | {"theme": f"theme {number}", "theme_name": "x"} for number in range(18)]
    assert "18 gebieden in 18 reeksen" in wording.looked_at(changes(*many))
    assert "hoogstens 1." in wording.looked_at(changes(*many))
    assert "één reeks" in wording.looked_at(changes(SAME, GONE))


@pytest.mark.parametrize(
    ("ratio", "words"), [(1.63, "1,6"), (0.42, "0,42"), (23.06, "23"), (2739.7, "meer dan 100"), (0.0002, "0,00")]
)
def test_a_ratio_is_said_as_precisely_as_it_matters(ratio: float, words: str) -> None:
    assert wording.times(ratio) == words


def test_an_empty_answer_stays_empty() -> None:
    assert wording.with_words(changes(REAL).head(0)).empty
