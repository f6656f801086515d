"""Power, verdicts and warnings in sentences: every code has its words, and figures are said without flattering."""

from __future__ import annotations

import math

import pytest

from buurtbeeld.charts import palette
from buurtbeeld.evaluation import wording
from buurtbeeld.evaluation.results import ALTERED, NOT_FROZEN
from buurtbeeld.methods.evaluation.validity import WARNINGS
from buurtbeeld.methods.evaluation.verdict import BLOCKING, CANNOT_TELL, HELPED, NO_SIGN, WORSE, Line, Verdict
from buurtbeeld.methods.evaluation.weighted_displacement import Detectable

HALF = Line("did", -0.5, -0.62, -0.341)


@pytest.mark.parametrize(
    ("before", "years", "detectable", "sentence"),
    [
        (102, 3, Detectable(20, 0.6), "Met 34 zaken per jaar hadden we een daling van 60 % of meer kunnen zien."),
        (34, 1, Detectable(21, 21 / 34), "Met 34 zaken per jaar hadden we een daling van 62 % of meer kunnen zien."),
        (10, 1, Detectable(None, None), "Met 10 zaken per jaar hadden we geen enkele daling kunnen zien."),
    ],
)
def test_power(before: float, years: float, detectable: Detectable, sentence: str) -> None:
    assert wording.power(before, years, detectable) == sentence


@pytest.mark.parametrize(
    ("said", "line", "sentence"),
    [
        (
            Verdict("helped", ("lines_agree", "did")), HALF,
            "Het hielp: 50 % minder dan zonder aanpak te verwachten was (−62 % tot −34 %).",
        ),
        (
            Verdict("worse", ("one_line", "did")), Line("did", 0.4, 0.1, math.inf),
            "Het werd slechter: 40 % meer dan zonder aanpak te verwachten was (+10 % tot onbegrensd).",
        ),
        (
            Verdict("no_sign", ("no_clear_change", "did")), Line("did", -0.05, -0.2, 0.15),
            "Geen teken dat het hielp: 5 % minder dan te verwachten was (−20 % tot +15 %).",
        ),
        (
            Verdict("cannot_tell", ("too_young", "zero_before")), None,
            "Niet te zeggen of het hielp: de aanpak is jonger dan drie maanden; er waren vooraf geen zaken, dus er kon niets dalen.",
        ),
    ],
)  # fmt: skip
def test_verdicts(said: Verdict, line: Line | None, sentence: str) -> None:
    assert wording.verdict(said, line) == sentence


@pytest.mark.parametrize("code", [*BLOCKING, "lines_disagree", "moved_away", "power", "within_interval", "no_figure"])
def test_every_reason_has_words(code: str) -> None:
    assert len(wording.verdict(Verdict("cannot_tell", (code, "did")), HALF)) > 45


def test_every_warning_has_words() -> None:
    assert len(wording.warnings(Verdict("helped", (), tuple(WARNINGS)))) == len(WARNINGS)


def test_every_verdict_is_said_and_looks_the_same_wherever_it_stands() -> None:
    every = {HELPED, WORSE, NO_SIGN, CANNOT_TELL, NOT_FROZEN, ALTERED}
    assert wording.labels().keys() == every and len(set(wording.labels().values())) == len(every)
    assert len(wording.numbers_in_words(dict.fromkeys(every, 1))) == len(every)
    for label in every:
        assert wording.labels()[label] in wording.badge(label)
    clear = {label for label in every if wording.colour(label) != palette.QUIET}
    assert clear == {HELPED, WORSE}, "A colour that means something is kept for what is clear."
