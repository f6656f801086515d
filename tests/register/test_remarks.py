"""Remarks that lead to a person are refused, and ordinary ones are not."""

from __future__ import annotations

import pytest

from buurtbeeld.register.remarks import LONGEST_REMARK, REASONS, refusal, tidied

REFUSED = [
    ("", "empty"), ("  -- ", "empty"), ("ok", "empty"), ("a" * (LONGEST_REMARK + 1), "long"),
    ("mail jan@voorbeeld.nl", "mail"), ("zie www.buurt.nl", "mail"), ("stuur naar j.j @ voorbeeld", "mail"),
    ("bel 06-12345678", "telephone"), ("bel 06 12 34 56 78", "telephone"), ("+31 6 1234 5678", "telephone"),
    ("0031612345678", "telephone"), ("046-4571234 bellen", "telephone"), ("(046) 457 12 34", "telephone"),
    ("klantnummer 12345678", "number"), ("BSN 123.456.782", "number"),
    ("op 6162 AB", "postcode"), ("op 6162AB", "postcode"), ("op 6162ab", "postcode"),
    ("Van Goyenstraat 12", "address"), ("overlast Portieklaan 3b", "address"), ("Vinkenstraat nr. 7", "address"),
    ("op de Dr. Nolenslaan, 111", "address"), ("huisnummer 12", "address"), ("portiek 4", "address"), ("op nr 12", "address"),
    ("gesprek met dhr. Jansen", "name"), ("mevrouw De Vries klaagt", "name"), ("familie Jansen", "name"),
    ("J. Jansen weet ervan", "name"), ("volgens P.J. van der Berg", "name"),
]  # fmt: skip

KEPT = [
    "Jongeren bij de kiosk; jongerenwerk is op de hoogte",
    "Sinds 02-11-2026 om 21:30 uur elke avond, ook op 03-11-2026",
    "Van Goyenstraat 12 meldingen van dezelfde avond",
    "In de Portieklaan 3 branden in twee weken",
    "Aanpak loopt tot 2026-12-31, zie verslag van 1.10.2026",
    "Besproken met de gemeente (B. en W.) en de politie",
    "Rond de J.F. Kennedystraat ligt het werk stil",
    "Renovatie van complex C1532, 112 woningen, klaar in 2027 in mei",
    "Stortplaats gesloten; 1.200 meldingen verwacht",
]


@pytest.mark.parametrize(("remark", "reason"), REFUSED)
def test_what_leads_to_a_person_is_refused(remark: str, reason: str) -> None:
    assert refusal(tidied(remark)) == reason
    assert reason in REASONS


@pytest.mark.parametrize("remark", KEPT)
def test_ordinary_remarks_are_kept(remark: str) -> None:
    assert refusal(tidied(remark)) == ""


def test_tricks_with_letters_do_not_help() -> None:
    assert refusal(tidied("bel ０６１２３４５６７８")) == "telephone"
    assert refusal(tidied("06\u200b1234\u00ad5678 bellen")) == "telephone"


def test_a_remark_becomes_one_line() -> None:
    assert tidied(" a\r\nb\x00c\t d\u00a0e ") == "a b c d e"
