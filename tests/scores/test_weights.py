"""Other weights are tried, refused or written down as asked; what is in force stays as it is."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtbeeld.errors import SettingError
from buurtbeeld.methods.scores import marks
from buurtbeeld.methods.scores import settings as score_settings
from buurtbeeld.scores import weights
from tests.methods.scores import score_table

SHIPPED = score_settings.read()
TEXT = score_settings.FILE.read_text(encoding="utf-8")


def other() -> dict[str, float]:
    chosen = weights.percents(SHIPPED)
    return chosen | {"physical": 10.0, "social": 10.0, "safety": 80.0, "tidiness_survey": 5.0, "clean_score": 25.0}


def test_percents_are_the_weights_in_force() -> None:
    chosen = weights.percents(SHIPPED)
    assert chosen["physical"] == 34 and chosen["tidiness_survey"] == 15
    assert weights.shortfalls(SHIPPED, chosen) == {}
    assert weights.proposal(SHIPPED, chosen) == SHIPPED


def test_a_proposal_is_the_same_file_with_other_numbers() -> None:
    proposed = weights.proposal(SHIPPED, other())
    written = weights.as_toml(TEXT, proposed)
    assert score_settings.interpret(written, score_settings.catalogue()) == proposed
    changed = [(a, b) for a, b in zip(TEXT.splitlines(), written.splitlines(), strict=True) if a != b]
    assert [now.split("=")[0].strip() for _was, now in changed] == ["physical", "social", "safety", "weight", "weight"]
    assert weights.as_toml(TEXT, SHIPPED) == TEXT


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_every_tenth_of_a_percent_can_be_proposed(first: int, second: int) -> None:
    low, high = sorted((first, second))
    lenses = {"physical": low / 10, "social": (high - low) / 10, "safety": (1000 - high) / 10}
    proposed = weights.proposal(SHIPPED, weights.percents(SHIPPED) | lenses)
    written = weights.as_toml(TEXT, proposed)
    assert score_settings.interpret(written, score_settings.catalogue()) == proposed


@pytest.mark.parametrize(
    "lenses",
    [
        "lenses = { physical = 0.34, social = 0.33, safety = 0.33 } # gelijk\n",
        "lenses.physical = 3.4e-1\nlenses.social = 0.33\n'lenses'.safety = 0.33\n",
    ],
)
def test_a_text_may_be_laid_out_in_any_way(lenses: str) -> None:
    other_layout = lenses + TEXT.replace("[lenses]\nphysical = 0.34\nsocial = 0.33\nsafety = 0.33", "")
    proposed = weights.proposal(SHIPPED, other())
    written = weights.as_toml(other_layout, proposed)
    assert score_settings.interpret(written, score_settings.catalogue()) == proposed
    assert written.count("#") == other_layout.count("#")
    assert weights.as_toml(other_layout, SHIPPED) == other_layout


def test_the_key_may_stand_below_its_weight() -> None:
    turned = TEXT.replace('key = "clean_score"\n', "").replace(
        'weight = 0.15\nstaff_score = "clean"', 'weight = 0.15\nkey = "clean_score"\nstaff_score = "clean"'
    )
    proposed = weights.proposal(SHIPPED, other())
    assert score_settings.interpret(weights.as_toml(turned, proposed), score_settings.catalogue()) == proposed


def test_weights_that_do_not_add_up_are_said_and_not_scaled() -> None:
    chosen = weights.percents(SHIPPED) | {"physical": 10.0, "clean_score": 15.5}
    said = weights.shortfalls(SHIPPED, chosen)
    assert set(said) == {"lenses", "physical"}
    assert "samen 76%" in said["lenses"] and "samen 100,5%" in said["physical"]
    with pytest.raises(SettingError):
        weights.proposal(SHIPPED, chosen)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8))
def test_filling_up_makes_a_hundred(chosen: list[float]) -> None:
    found = weights.filled(chosen)
    assert math.isclose(sum(found), 100, abs_tol=1e-6) and min(found) >= 0


def moved(lenses: dict[str, float]) -> pd.DataFrame:
    """Four areas; A is worst socially and best for safety."""
    settings = score_table.settings(
        score_table.indicator("facts", "social", "facts", 1.0),
        score_table.indicator("seen", "safety", "staff", 1.0),
        lenses={"physical": 0.0, "social": 1.0, "safety": 0.0},
    )
    readings = {
        "facts": score_table.reading([16.0, 8.0, 9.0, float("nan")], [0.1] * 4, 10, 2),
        "seen": score_table.reading([8.0, 7.0, 6.5, 7.0], [0.1] * 4, 7, 0.5),
    }
    table = score_table.table(readings, settings).at(0)
    found = marks.with_other_weights(table, settings, settings.model_copy(update={"lenses": lenses}))
    places = {"name": list("ABCD"), "low": [3.0, 1.0, 1.0, None], "high": [3.0, 2.0, 2.0, None], "areas": 3}
    return weights.moves(found, pd.DataFrame({"area_id": list("ABCD"), "place": 9.0, **places}))


def test_who_moves_comes_first_and_beyond_its_band_is_said() -> None:
    found = moved({"physical": 0.0, "social": 0.0, "safety": 1.0})
    # D has no mark for social life and so no place to leave; with safety alone it has one, before C.
    assert found["name"].tolist() == ["A", "C", "B"]
    assert found["place"].tolist() == [1, 4, 2]
    assert found[["place_before", "place"]].iloc[0].tolist() == [3, 1] and found["said"].iloc[0] == "2 hoger"
    words = weights.in_words(found, "buurt")
    assert "het meest A: van 3 naar 1" in words and "Buiten hun band komen: A en C." in words
    assert set(weights.heads()) <= set(found.columns)


def test_the_same_weights_move_nobody() -> None:
    found = moved({"physical": 0.0, "social": 1.0, "safety": 0.0})
    assert weights.in_words(found, "buurt") == "Met deze gewichten verandert de volgorde niet."


def test_areas_ordered_among_others_have_no_band_to_leave() -> None:
    found = moved({"physical": 0.0, "social": 0.0, "safety": 1.0})
    areas = pd.DataFrame({"area_id": list("ABC"), "name": list("ABC"), "low": 1.0, "high": 1.0, "areas": 31})
    again = weights.moves(found.drop(columns=["name", "low", "high", "areas", "beyond", "said"]), areas)
    assert again["low"].isna().all() and not again["beyond"].any()
    assert "band" not in weights.in_words(again, "focus")
