"""What a build says in English, a page says in Dutch."""

from __future__ import annotations

import pytest

from buurtbeeld import warehouse
from buurtbeeld.deliveries import reasons, tables
from buurtbeeld.settings import Settings


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("the outline is empty", "de omtrek is leeg"),
        ("the outline has more than 100,000 points", "de omtrek heeft meer dan 100,000 punten"),
        (
            "the outline was repaired (Self-intersection[5.8 50.9])",
            "de omtrek kruiste zichzelf en is hersteld (Self-intersection[5.8 50.9])",
        ),
        ("BU1 Born: no outline was delivered", "BU1 Born: er is geen omtrek geleverd"),
        ("BU1: lies in GM9, which is no area", "BU1: ligt in GM9, en dat is geen gebied"),
        (
            "BU1: level buurtje is none of gemeente, wijk; not used",
            "BU1: niveau buurtje is onbekend; het gebied is niet gebruikt",
        ),
        (
            "buurt:A to buurt:B: the second is no area that was delivered",
            "buurt:A naar buurt:B: het tweede is geen geleverd gebied",
        ),
        ("BU1: 2 parts were joined into one outline", "BU1: 2 delen zijn samengevoegd tot één omtrek"),
        (
            "BU1: stands for 2 different names: Aa, Bee",
            "BU1 staat voor 2 verschillende namen: Aa, Bee; kijk of de juiste kolom de code is",
        ),
        ("3 outlines were delivered; the first is used", "er zijn 3 omtrekken geleverd; de eerste geldt"),
        ("RD x and y look swapped", "x en y van RD lijken verwisseld"),
        (
            "4 numbers of kind complaint were given again more than 183 days later: taken for other reports",
            "4 nummers (complaint) kwamen meer dan 183 dagen later terug en zijn als andere meldingen geteld. Begint de"
            " nummering elk jaar opnieuw?",
        ),
        ("something that nobody foresaw", "something that nobody foresaw"),
    ],
)
def test_it_is_said_in_dutch(said: str, shown: str) -> None:
    assert reasons.in_words(said) == shown


def test_nothing_that_the_demonstration_shows_stays_english(demo_warehouse: Settings) -> None:
    build = warehouse.newest(demo_warehouse.warehouse)
    findings = warehouse.ask(build, "findings", 30)
    shown = tables.findings(findings)
    assert len(findings) >= 3
    assert not set(shown["detail"]) & set(findings["detail"]) and not set(shown["kind"]) & {"derived", "repaired"}
    rejected = warehouse.ask(build, "rejections", 30)["reason"]
    same = sorted({reason for reason in rejected if reasons.in_words(reason) == reason})
    assert len(rejected) >= 10 and not same
