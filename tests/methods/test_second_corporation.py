"""The corporation that methods are tried on besides the demonstration: it has the habits that it is asked to have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.calibration import corporation, second_corporation, second_warnings
from benchmarks.calibration.corporation import CALM, Habits, Source


def drawn(habits: Habits, seed: int = 1) -> corporation.History:
    return corporation.draw(habits, np.random.default_rng(seed))


@pytest.mark.parametrize("dispersion", [1.0, 2.0])
def test_counts_scatter_as_asked_whatever_they_are_added_up_to(dispersion: float) -> None:
    history = drawn(replace(CALM, areas=400, homes=300, between=0.0, dispersion=dispersion))
    for counts in (history.by_week(), history.by_year()):
        assert counts.var(axis=0).mean() / counts.mean() == pytest.approx(dispersion, rel=0.1)
    assert history.by_year().mean() == pytest.approx(300 * 0.12, rel=0.02)


def test_weeks_months_and_years_hold_the_same_days() -> None:
    history = drawn(Habits(areas=3, years=2))
    assert history.by_month().shape == (3, len(history.months())) == (3, 24)
    assert history.by_month().sum() == history.by_year().sum() == history.counts.sum()
    assert history.by_week().shape == (3, len(history.mondays()))
    assert set(history.mondays().day_name()) == {"Monday"}


def test_a_source_begins_and_ends_and_bursts_are_told_apart() -> None:
    sources = (Source(0.7), Source(0.2, begins=1.0), Source(0.1, ends=1.0))
    history = drawn(Habits(areas=10, years=2, sources=sources, bursts=2.0))
    first, last = history.by_year(1).sum(axis=0), history.by_year(2).sum(axis=0)
    assert first[0] == last[1] == 0 and first[1] > 0 and last[0] > 0
    assert history.bursts.sum() > 20 and (history.by_one <= history.bursts).all()
    assert (history.bursts <= history.counts[0]).all()


def test_new_years_eve_carnival_and_kings_day_have_more() -> None:
    history = drawn(replace(CALM, areas=1, years=1, eve=4.0, carnival=1.5, kings_day=2.0))
    usual = history.expected[0].min()
    times = {f"{day:%d-%m}": share for day, share in zip(history.days, history.expected[0] / usual, strict=True)}
    # Easter of 2025 was on 20 April: Carnival began on 2 March; the 27th of April was a Sunday.
    assert {day for day, share in times.items() if share > 1.01} == {"31-12", "26-04", "02-03", "03-03", "04-03"}
    assert times["31-12"] == pytest.approx(4) and times["26-04"] == pytest.approx(2)


def test_what_the_docs_promise_holds_here_in_short() -> None:
    """The quick version of benchmarks.calibration.second_corporation; the bounds leave room for few corporations."""
    held = second_corporation.cover(replace(second_corporation.THREE_YEARS, areas=37, dispersion=2.0), 25)
    assert held["chance"] < 0.82 and 0.86 <= held["ours"] <= 0.94
    equal = replace(second_corporation.EQUAL, areas=37, dispersion=1.0, bursts=0.1)
    labelled, far = second_corporation.labels(equal, 20), second_corporation.outside(equal, 20)
    assert labelled["any_deciding"] > 0.5 and labelled["any_aside"] <= 0.25
    assert far["alarm_deciding"] > 0.02 and far["alarm_aside"] <= 0.012 and far["aside"] <= 0.05


def test_new_year_and_a_new_source_are_no_outbreak_in_short() -> None:
    """The quick version of benchmarks.calibration.second_warnings."""
    eve, begun = second_warnings.new_year(5.0, 1.5, 4.0), second_warnings.new_source(5.0, 0.5)
    assert eve["plain"] > 0.3 and eve["special"] <= 0.12
    assert begun["all"] > 0.4 and begun["watched"] <= 0.25
