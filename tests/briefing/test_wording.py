"""What of the register stands on a page: to whom which hand-over, promise and step, and what never leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from buurtbeeld.briefing import wording
from buurtbeeld.briefing.recipients import Recipient
from buurtbeeld.briefing.register_extract import Records
from buurtbeeld.briefing.wording import Reader
from buurtbeeld.register.approaches import Approach
from buurtbeeld.register.cases import Case, Step
from buurtbeeld.register.hand_overs import HandOver
from buurtbeeld.register.initiatives import Initiative
from buurtbeeld.register.meetings import Commitment, Consultation
from buurtbeeld.register.records import Entry, Record

DAY = date(2026, 11, 26)
HERE = "buurt:BU1"
POLICE, CARE = uuid4(), uuid4()
NAMES = {str(POLICE): "Politie", str(CARE): "Sociaal wijkteam"}
ALL = {"nuisance": "Overlast", "drugs": "Drugs"}
SECRET = "Buurman drinkt, zie het verslag"


def ago(days: int) -> date:
    return DAY - timedelta(days)


def kept(what: Record, id: UUID | None = None) -> Entry:
    return Entry(id or uuid4(), what, None, "someone", 1)


def handed(partner: UUID = POLICE, days: int = 60, **more: object) -> Entry:
    given = {"area_id": HERE, "theme": "drugs", "partner_id": partner, "handed_at": ago(days), "norm_days": 5}
    return kept(HandOver(**(given | {"question": SECRET} | more)))


def promise(days: int, **more: object) -> Entry:
    given = {"area_id": HERE, "text": "Rijdt langs", "made_at": ago(90), "due": ago(days), "partner_id": POLICE}
    return kept(Commitment(**(given | more)))


def steps(cases: int, kind: str = "talk", confidential: bool = False) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    opened = tuple(
        kept(
            Case(
                area_id=HERE,
                kind="SOC",
                theme="nuisance",
                opened_at=ago(200),
                confidential=confidential,
                story=SECRET,
            )
        )
        for _number in range(cases)
    )
    taken = (Step(case_id=one.id, ladder="landlord", kind=kind, rung=1, at=ago(30), remark=SECRET) for one in opened)
    return opened, tuple(kept(step) for step in taken)


def told(records: Records, profile: str, partner: UUID | None = POLICE, themes: dict[str, str] | None = None) -> dict:
    """kind of section -> its lines."""
    who = Recipient(profile, "Politie", True, str(partner or ""))
    reader = Reader(who, DAY, ALL if themes is None else themes)
    records = replace(records, partners=NAMES).within({HERE})
    return {each.kind: each.lines for each in wording.sections(records, reader, (), ())}


def test_a_partner_reads_its_own_open_hand_overs_with_their_days() -> None:
    records = Records(
        hand_overs=(
            handed(acknowledged_at=ago(50)),
            handed(CARE, theme="nuisance"),
            handed(confidential=True),
            handed(closed_at=ago(1), outcome="done"),
            handed(area_id="buurt:BU2"),
        )
    )
    (line,) = told(records, "partner")["handed"]
    assert line == (
        "Drugs · overgedragen op 27 september 2026 · bevestigd 7 oktober 2026 · antwoord had gemoeten op 2 oktober 2026"
    )
    inside = told(records, "internal", None)["handed"]
    assert len(inside) == 3 and any("Sociaal wijkteam" in line for line in inside)
    assert "handed" not in told(records, "tenants") and "handed" not in told(records, "public", None)


def test_a_theme_is_named_only_where_its_count_is_shown() -> None:
    records = Records(hand_overs=(handed(), handed(theme="nuisance")))
    lines = told(records, "partner", themes={"nuisance": "Overlast"})
    assert [line.split(" · ")[0] for line in lines["handed"]] == ["Een kwestie", "Overlast"]
    assert "drugs" not in " ".join(lines["asked"]).lower()


def test_the_agenda_holds_what_is_late_and_what_rose() -> None:
    records = Records(hand_overs=(handed(), handed(days=1)), commitments=(promise(10), promise(-10)))
    who = Reader(Recipient("partner", "Politie", True, str(POLICE)), DAY, ALL)
    lines = wording.agenda(replace(records, partners=NAMES), who, ["Overlast"])
    assert lines == (
        "Overdrachten over de norm: 1, waarvan 1 vast",
        "Afspraken die te laat zijn: 1",
        "Nieuw signaal: overlast, meer dan verwacht",
    )
    assert wording.agenda(Records(), who, []) == ()


def test_promises_are_read_by_who_made_them_or_was_there() -> None:
    met = kept(Consultation(area_id=HERE, kind="partner_meeting", held_at=ago(90), partners=(str(CARE),)))
    records = Records(
        consultations=(met,),
        commitments=(
            promise(10),
            promise(-4, kept_at=ago(2), text="Belt terug"),
            promise(20, kept_at=ago(200), made_at=ago(300), text="Lang geleden"),
            promise(5, partner_id=None, own_role="landlord", consultation_id=met.id, area_id=None, text="Ruimt op"),
        ),
    )
    assert told(records, "partner")["promised"] == (
        "Rijdt langs · Politie · nog niet nagekomen, had gemoeten op 16 november 2026",
        "Belt terug · Politie · nagekomen op 24 november 2026",
    )
    assert [line.split(" · ")[0] for line in told(records, "partner", CARE)["promised"]] == ["Ruimt op"]
    assert len(told(records, "internal", None)["promised"]) == 3
    assert "promised" not in told(records, "public", None)


@pytest.mark.parametrize(("cases", "said"), [(9, None), (10, "ten minste 10"), (29, "ten minste 20")])
def test_outside_cases_are_counted_in_whole_tens(cases: int, said: str | None) -> None:
    opened, taken = steps(cases)
    done = told(Records(cases=opened, steps=taken), "public", None).get("done", ())
    assert (f"Stappen, met het aantal zaken: gesprek ({said})" in done) is (said is not None)
    assert len(done) == (said is not None)
    inside = told(Records(cases=opened, steps=taken), "internal", None)["done"]
    assert inside == (f"Stappen, met het aantal zaken: gesprek ({cases})",)


def test_several_steps_in_one_case_are_one_household() -> None:
    opened, _taken = steps(1)
    taken = tuple(
        kept(Step(case_id=opened[0].id, ladder="landlord", kind="talk", rung=1, at=ago(day))) for day in range(40)
    )
    assert "done" not in told(Records(cases=opened, steps=taken), "partner")


def test_confidential_cases_count_for_nobody_outside() -> None:
    opened, taken = steps(40, confidential=True)
    assert "done" not in told(Records(cases=opened, steps=taken), "partner")


def test_no_remark_or_story_is_ever_said() -> None:
    opened, taken = steps(40)
    records = Records(cases=opened, steps=taken, hand_overs=(handed(), handed(reason=SECRET)))
    for profile in ("partner", "tenants", "public", "internal"):
        assert SECRET not in str(told(records, profile))


def test_residents_read_what_was_done_and_what_comes() -> None:
    bench = Initiative(
        area_id=HERE, title="Bank", idea_by="resident", proposed_at=ago(90), decided_at=ago(80), decision="granted"
    )
    records = Records(
        initiatives=(
            kept(bench),
            kept(replace(bench, title="Tuin", done_at=ago(20))),
            kept(replace(bench, decision="refused")),
        ),
        approaches=(
            kept(Approach(area_id=HERE, name="Aanpak hennep", kind="safety", starts_at=ago(100))),
            kept(Approach(area_id=HERE, name="Later", kind="social", starts_at=ago(-10))),
        ),
        consultations=(kept(Consultation(area_id=HERE, kind="tenants", held_at=ago(-30))),),
    )
    sections = told(records, "tenants", CARE)
    assert sections["done"] == ("Een aanpak: veiligheid, sinds augustus 2026", "Tuin: klaar op 6 november 2026")
    assert sections["next"] == (
        "Bank: toegekend, nog niet klaar",
        "Een nieuwe aanpak begint op 6 december 2026",
        "Het volgende overleg is op 26 december 2026",
    )
    assert told(records, "partner")["done"][0] == "Aanpak hennep (veiligheid), sinds augustus 2026"
    assert "Het volgende overleg" not in str(told(records, "public", None))
