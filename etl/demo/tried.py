"""Small approaches and initiatives of the past, none of which changed anything. About no real street.

What is true: the deliveries know nothing of them, so neither the approaches together nor the initiatives of residents
against those of staff have any effect. Each alone is too small to tell.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from buurtbeeld.access import Person
from buurtbeeld.register import approaches, initiatives
from buurtbeeld.register.approaches import Chosen
from etl.demo.desk import Desk
from etl.demo.papers import month

KIND = "social"
TRIED = (
    ("Portierronde Westersingel", "street:geleen-westersingel", -40, -31),
    ("Buurtmaaltijden Schachtstraat", "street:geleen-schachtstraat", -37, -29),
    ("Gesprekken aan de deur Weideweg", "street:geleen-weideweg", -34, -26),
    ("Straatcontract Zandhof", "street:geleen-zandhof", -31, -24),
    ("Welkomstbezoek Elzendreef", "street:geleen-elzendreef", -28, -20),
)
"""Name, where, first month and the month after the last, counted back."""
BESIDE = tuple(
    f"street:geleen-{name}"
    for name in ("spechtpad", "zwaluwweg", "akkerweg", "essensingel", "schoolstraat", "riddersingel")
)
"""What they were compared with: streets of another buurt, as high and with nothing of their own."""
MECHANISM = "Wie elkaar kent, spreekt elkaar aan voordat iemand hoeft te klagen."

BENCHES = (
    ("Geveltuinen", "BU18830100", "resident", 780), ("Speeltoestel bij het hofje", "BU18830502", "resident", 735),
    ("Buurtbarbecue", "BU18830603", "resident", 690), ("Ruilkast", "BU18830300", "resident", 660),
    ("Bank bij de vijver", "BU18830604", "resident", 615),
    ("Kerstverlichting in de straat", "BU18830205", "resident", 590),
    ("Nieuwe bloembakken", "BU18830100", "staff", 800), ("Bord met huisregels", "BU18830502", "staff", 745),
    ("Opruimdag", "BU18830603", "staff", 700), ("Verlichting in de poort", "BU18830103", "staff", 650),
    ("Koffie in de hal", "BU18830204", "staff", 620), ("Fietsvakken", "BU18830300", "staff", 580),
)  # fmt: skip
"""Title, buurt, whose idea, days ago that it was proposed: all done long enough ago to look around them."""


def truth() -> dict[str, Any]:
    """For truth.json: the approaches and initiatives that changed nothing."""
    return {"kind": KIND, "approaches": [row[1] for row in TRIED], "initiatives": len(BENCHES), "effect": 0}


def record(desk: Desk, first_after: Any, by: Person) -> int:
    """Records and freezes the approaches, and the initiatives; gives how many. first_after: the day after the months
    that the deliveries tell of."""
    for name, area, since, until in TRIED:
        what = approaches.Approach(
            area_id=area,
            name=name,
            kind=KIND,
            starts_at=month(first_after, since),
            ends_at=month(first_after, until) - timedelta(1),
            mechanism=MECHANISM,
            expected_drop=30,
        )
        kept = approaches.record_approach(desk.engine, what, by=by)
        approaches.freeze_approach(desk.engine, kept.id, Chosen(BESIDE), seen=1, by=by)
    for title, buurt, idea, days in BENCHES:
        _bench(desk, title, f"buurt:{buurt}", idea, days, by)
    return 2 * len(TRIED) + len(BENCHES)


def _bench(desk: Desk, title: str, area: str, idea: str, days: int, by: Person) -> None:
    asked = desk.until - timedelta(days)
    granted = 100 * int(desk.draw.integers(4, 25))
    what = initiatives.Initiative(
        area_id=area, title=title, idea_by=idea, proposed_at=asked, decided_at=asked + timedelta(18),
        decision="granted", granted=granted,
    )  # fmt: skip
    kept = initiatives.decide_initiative(desk.engine, what, by=by)
    done = asked + timedelta(75)
    people, outcome = int(desk.draw.integers(5, 30)), "Het staat er en wordt gebruikt"
    more: dict[str, Any] = {"spent": int(granted * 0.95), "participants": people, "result": outcome}
    initiatives.finish_initiative(desk.engine, kept.id, done, seen=1, by=by, **more)
