"""From tall tables to readings: what is counted, from which sources, and what a stopped source leaves."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from buurtbeeld.methods.scores import indicators, inputs
from buurtbeeld.methods.scores import marks as score_marks
from buurtbeeld.methods.scores import settings as score_settings
from buurtbeeld.methods.scores.inputs import Tables

MONTHS = pd.date_range("2024-01-01", periods=24, freq="MS")
AREAS = np.array(["buurt:a", "buurt:b", "buurt:c", "buurt:d"])
PER_MONTH = {"buurt:a": 2, "buurt:b": 6, "buurt:c": 12, "buurt:d": 4}


def told(source: str, months: pd.DatetimeIndex, kind: str = "complaint") -> pd.DataFrame:
    """source_month of one source that delivered only in these months."""
    return pd.DataFrame({"source": source, "kind": kind, "month": MONTHS, "known": MONTHS.isin(months)})


def counts(source: str, subtheme: str, months: pd.DatetimeIndex = MONTHS, times: int = 1) -> pd.DataFrame:
    """Complaints of every area in every month."""
    rows = [
        (area, source, "complaint", subtheme, month, 2 * n * times, n * times)
        for area, n in PER_MONTH.items()
        for month in months
    ]
    return pd.DataFrame(rows, columns=["area_id", "source", "kind", "subtheme", "month", "reports", "cases"])


def tables(**other: pd.DataFrame) -> Tables:
    """Four areas of 300 homes whose only source delivers litter and a noise that is not asked for here."""
    homes = pd.DataFrame(
        [(area, month, 300) for area in AREAS for month in MONTHS], columns=["area_id", "month", "homes_rented"]
    )
    given = {
        "homes": homes,
        "counts": pd.concat([counts("calls", "litter"), counts("calls", "noise", times=9)]),
        "source_month": told("calls", MONTHS),
        "staff_score": pd.DataFrame(columns=["area_id", "month", "team", "aspect", "score"]),
        "survey": pd.DataFrame(columns=["area_id", "wave", "question", "mean", "n", "sd"]),
    }
    return Tables(**(given | other))


def read(given: Tables) -> dict[str, indicators.Reading]:
    """Readings by the product's own settings."""
    return inputs.read(given, AREAS, MONTHS, score_settings.read(), score_settings.catalogue())


def test_only_the_subthemes_of_the_indicator_are_counted_as_cases() -> None:
    found = read(tables())["surroundings_residents"]
    # 24 cases a month over 4 × 300 homes: 24 × 12 / 1200 = 0.24 per home and year.
    assert found.mean == pytest.approx(0.24)
    assert found.reference == 11, "December of the reference year"


def test_without_a_delivery_everything_else_is_unknown_with_its_reason() -> None:
    found = read(tables())
    codes = {key: set(each.reason[:, -1].tolist()) for key, each in found.items()}
    unknown = [key for key, code in codes.items() if code == {indicators.CODE["not_delivered"]}]
    assert {"clean_score", "safety_survey", "crime_facts", "safety_staff"} <= set(unknown)
    settings = score_settings.read()
    rows = score_marks.mark_rows(score_marks.history(found, settings, AREAS, np.asarray(MONTHS)).at(-1), settings)
    assert rows["mark"].isna().eq(rows["reason"].ne("")).all()
    assert rows.loc[rows["lens"].eq("safety") & rows["column"].eq("staff"), "reason"].eq("not_delivered").all()


def test_a_source_that_stopped_never_reads_as_improvement() -> None:
    early = MONTHS[:14]
    given = tables(
        counts=pd.concat([counts("calls", "litter"), counts("council", "litter", early, times=3)]),
        source_month=pd.concat([told("calls", MONTHS), told("council", early)]),
    )
    found = read(given)["surroundings_residents"]
    assert found.mean == pytest.approx(0.24), "the council's reports are left out of the reference as well"
    assert found.value[:, -1] == pytest.approx(found.value[:, 11])


def test_where_the_only_source_stopped_all_is_unknown_from_then_on() -> None:
    early = MONTHS[:14]
    given = tables(counts=counts("council", "litter", early), source_month=told("council", early))
    found = read(given)["surroundings_residents"]
    assert np.isfinite(found.value[:, [11, 15]]).all()
    assert {indicators.REASONS[code] for code in found.reason[:, -1]} == {"not_delivered"}


def test_steady_sources() -> None:
    rows = pd.concat([told("late", MONTHS[15:]), told("gone", MONTHS[:14]), told("calls", MONTHS.delete([5, 20]))])
    names, known = inputs.steady_sources(rows, MONTHS, 11, 10)
    assert names == ["calls"] and np.flatnonzero(~known).tolist() == [5, 20]
    nobody = inputs.steady_sources(rows[:0], MONTHS, 11, 10)
    assert nobody[0] == [] and not nobody[1].any()


def test_staff_marks_and_surveys_come_through() -> None:
    marks = [(area, month, team, "clean", 6.0 + number + 0.2 * month.month % 2)
             for number, area in enumerate(AREAS) for month in MONTHS for team in ("North", "East")]  # fmt: skip
    answers = [(area, "2024", "veiligheid", 6.0 + number, 40, 1.8) for number, area in enumerate(AREAS)]
    found = read(
        tables(
            staff_score=pd.DataFrame(marks, columns=["area_id", "month", "team", "aspect", "score"]),
            survey=pd.DataFrame(answers, columns=["area_id", "wave", "question", "mean", "n", "sd"]),
        )
    )
    assert (np.diff(found["clean_score"].value[:, -1]) > 0).all()
    survey = found["safety_survey"]
    assert (np.diff(survey.value[:, -1]) > 0).all() and survey.reference == 11
    assert {indicators.REASONS[code] for code in survey.reason[:, 5]} == {"not_delivered"}, "known from July"
