"""Silence and worry stand side by side in words; who cannot be judged is counted with the reason."""

from __future__ import annotations

import pandas as pd
import pytest

from buurtbeeld.charts import palette
from buurtbeeld.silent_areas import wording

NAN = float("nan")
SILENT = {"label": "silent", "view": "observation", "reason": "", "reports": 61.05, "reports_stock": 180.1}
SILENT |= {"reports_worse": 0.0004, "opinion": 178.2, "opinion_stock": 52.03, "view_worse": 0.93, "doubt": 0.07}
LOUD = SILENT | {"label": "loud", "view": "staff", "reports": 400.0, "reports_worse": 0.999, "opinion": 7.9}
LOUD |= {"opinion_stock": 6.5, "view_worse": 0.02}
NONE = SILENT | {"label": ""}
BLANK = dict.fromkeys(("reports", "reports_worse", "opinion", "opinion_stock", "view_worse", "doubt"), NAN)


def areas(*rows: dict[str, object]) -> pd.DataFrame:
    named = [{"area_id": f"street:{n}", "name": f"Straat {n}", "lies_in": ""} | row for n, row in enumerate(rows)]
    return pd.DataFrame(named)


def test_a_silent_street_gives_both_numbers_and_how_sure_each_is() -> None:
    told = wording.sentences(areas(SILENT).iloc[0], "street")
    assert "hier 61 zaken per 1.000 woningen per jaar; in alle straten samen zijn dat er 180." in told
    assert "Medewerkers zagen er 178 per 1.000 woningen, tegen 52" in told
    assert "minder wordt gemeld dan elders is vrijwel zeker; dat men er bezorgder is ook zeer waarschijnlijk" in told


@pytest.mark.parametrize(
    ("view", "words"),
    [("staff", "Medewerkers geven het een 7,9"), ("survey", "Huurders geven het in de enquête een 7,9")],
)
def test_a_loud_street_says_who_is_content(view: str, words: str) -> None:
    told = wording.sentences(areas(LOUD | {"view": view}).iloc[0], "street")
    assert words in told and "tegen een 6,5" in told
    assert "meer wordt gemeld dan elders is vrijwel zeker; dat men er tevredener is ook zeer waarschijnlijk" in told


def test_the_answer_counts_both_and_knows_one_from_many() -> None:
    assert wording.in_words(areas(SILENT, NONE), "street") == (
        "In 1 straat wordt weinig gemeld terwijl er zorgen zijn. "
        "Het omgekeerde, veel gemeld en toch tevreden, komt niet duidelijk voor."
    )
    both = wording.in_words(areas(SILENT, SILENT, LOUD), "complex")
    assert both.startswith("In 2 complexen wordt weinig gemeld") and "In 1 complex wordt veel gemeld" in both
    assert wording.in_words(areas(NONE), "buurt").startswith("Er zijn geen buurten waar weinig")


def test_a_figure_sets_reports_beside_the_opinion_in_the_colour_of_who_speaks() -> None:
    drawn = wording.rows(areas(SILENT))
    assert drawn["ratio"].round(2).tolist() == [0.34, 3.42]
    assert drawn["colour"].tolist() == [palette.KIND["complaint"], palette.KIND["observation"]]
    assert (drawn["low"] <= 1).all() and (drawn["high"] >= 1).all(), "A bar starts at what is usual."
    assert "gemeld door bewoners: 61 per 1.000 woningen, alle samen 180." in wording.rows_in_words(drawn)


def test_who_could_not_be_judged_is_counted_with_the_reason() -> None:
    reasons = ["no_opinion", "no_opinion", "few_events", "few_answers", "not_delivered"]
    found = areas(SILENT, *(BLANK | {"label": "", "view": "", "reason": reason} for reason in reasons))
    told = wording.not_judged(found, "street")
    assert told.startswith("Van 6 straten is er 1 beoordeeld; niet te beoordelen: 2 zonder oordeel")
    assert "1 met te weinig woningen" in told and "1 met te weinig antwoorden" in told and "zonder levering" in told
    assert wording.not_judged(areas(SILENT, LOUD), "street") == "Van 2 straten zijn er 2 beoordeeld."


def test_a_table_holds_what_was_judged_only() -> None:
    found = wording.with_words(areas(SILENT, NONE, BLANK | {"label": "", "view": "", "reason": "few_events"}))
    assert found["verdict"].tolist() == ["stil", "geen van beide"]
    assert set(wording.ON_SCREEN) <= set(wording.heads()) <= set(found.columns)
