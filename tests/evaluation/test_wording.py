"""Power, verdicts and warnings in sentences: every code has its words, and figures are said without flattering."""

from __future__ import annotations

import math
from datetime import date

import pytest

from buurtbeeld.charts import palette
from buurtbeeld.evaluation import validity_wording, wording
from buurtbeeld.evaluation.results import ALTERED, NOT_FROZEN
from buurtbeeld.methods.evaluation.combined import Power, Seen
from buurtbeeld.methods.evaluation.plan import Plan
from buurtbeeld.methods.evaluation.validity import WARNINGS
from buurtbeeld.methods.evaluation.verdict import BLOCKING, CANNOT_TELL, HELPED, NO_SIGN, WORSE, Line, Verdict

HALF = Line("did", -0.5, -0.62, -0.341)


@pytest.mark.parametrize(
    ("power", "sentence"),
    [
        (
            Power(34.2, True, True, (Seen(12, 0.6, 0.83), Seen(24, 0.52, None))),
            "Met 34 zaken per jaar zien we in acht van de tien gevallen na 12 maanden een daling van 60 % of meer en na "
            "24 maanden een daling van 52 % of meer. Met de ring erbij, en dan pas heet het hulp: na 12 maanden een "
            "daling van 83 % of meer en na 24 maanden geen enkele daling.",
        ),
        (
            Power(34, True, False, (Seen(12, 0.6, None),)),
            "Met 34 zaken per jaar zien we in acht van de tien gevallen na 12 maanden een daling van 60 % of meer. Er is geen ring met zaken: of het probleem verhuist is dan niet te zien.",
        ),
        (
            Power(4, True, True, (Seen(12, None, None),)),
            "Met 4 zaken per jaar is ook een heel grote daling 12 maanden na de start meestal niet van toeval te "
            "onderscheiden: het oordeel zal dan ‘niet te zeggen’ zijn.",
        ),
    ],
)
def test_power(power: Power, sentence: str) -> None:
    assert wording.power_of(power) == sentence


@pytest.mark.parametrize(
    ("look", "agreed", "words"),
    [
        (0, (12,), "Het eerste oordeel komt na 12 maanden (januari 2025)"),
        (12, (12, 24), "Geoordeeld over de eerste 12 maanden. Opnieuw na 24 maanden (januari 2026)."),
        (24, (12, 24), "Daarna wordt er niet meer geoordeeld."),
        (12, (), "Deze dagen stonden niet in het plan; ze gelden voor elk plan zonder."),
    ],
)
def test_the_days_of_judging_are_said(look: int, agreed: tuple[int, ...], words: str) -> None:
    assert words in validity_wording.judging(Plan("x", date(2024, 1, 1), judged_after=agreed), look)


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
            "Niet te zeggen of het hielp: de eerste dag van oordelen is er nog niet; er waren vooraf geen zaken, dus er kon niets dalen.",
        ),
    ],
)  # fmt: skip
def test_verdicts(said: Verdict, line: Line | None, sentence: str) -> None:
    assert wording.verdict(said, line) == sentence


@pytest.mark.parametrize(
    "code", [*BLOCKING, "lines_disagree", "moved_perhaps", "power", "within_interval", "no_figure"]
)
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
