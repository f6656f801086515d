"""One record of every kind, recorded through its own verb. Asserts nothing."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from PIL import Image

from buurtbeeld.access import Person
from buurtbeeld.clock import today
from buurtbeeld.register import (
    approaches,
    cases,
    focus_areas,
    goals,
    hand_overs,
    initiatives,
    known_warnings,
    mark_overrides,
    mediations,
    meetings,
    notes,
    observations,
    partners,
    placements,
    reading,
    recognitions,
)
from buurtbeeld.register.records import Entry
from tests.register.people import COLLEAGUE, MANAGER, MONDAY

AREA, COMPLEX = "buurt:BU1", "complex:C1"
SQUARE = {"type": "Polygon", "coordinates": [[[5.8, 51.0], [5.81, 51.0], [5.81, 51.01], [5.8, 51.01], [5.8, 51.0]]]}


def photo(size: tuple[int, int] = (40, 30), kind: str = "JPEG", **more: Any) -> bytes:
    """A picture in two halves, as bytes."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((30, 30, 200), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def case(**more: Any) -> cases.Case:
    return cases.Case(**({"area_id": COMPLEX, "kind": "SOC", "theme": "nuisance", "opened_at": MONDAY} | more))


def partner(**more: Any) -> partners.Partner:
    return partners.Partner(**({"name": "Gemeente, openbare orde", "kind": "public_order", "norm_days": 5} | more))


def handed(to: Entry[partners.Partner], **more: Any) -> hand_overs.HandOver:
    given = {"area_id": COMPLEX, "theme": "nuisance", "partner_id": to.id, "handed_at": MONDAY}
    return hand_overs.HandOver(**(given | more))


def idea(**more: Any) -> initiatives.Initiative:
    given = {"area_id": AREA, "title": "Bank bij de speelplek", "idea_by": "resident", "proposed_at": MONDAY}
    return initiatives.Initiative(**(given | more))


def freeze(
    register: sa.Engine,
    made: Mapping[str, Entry[Any]],
    comparison: tuple[str, ...],
    ring: tuple[str, ...] = (),
    seen: int = 1,
) -> Entry[approaches.ApproachFreeze]:
    chosen = approaches.Chosen(comparison, ring)
    return approaches.freeze_approach(register, made["approach"].id, chosen, seen=seen, by=MANAGER)


def alter(register: sa.Engine, freeze_of: UUID, **columns: object) -> None:
    """Changes columns of a freeze past the register, as whoever has the database's own password can."""
    table = approaches.ApproachFreeze.table
    of = " on approach_freeze" if register.dialect.name == "postgresql" else ""
    with register.begin() as con:
        con.exec_driver_sql(f"drop trigger if exists approach_freeze_no_update{of}")
        con.execute(table.update().where(table.c.id == freeze_of).values(**columns))


def one_of_each(register: sa.Engine, by: Person = COLLEAGUE) -> Mapping[str, Entry[Any]]:
    """Records one of every kind, by the name of its table (photos come with their observation)."""
    made: dict[str, Entry[Any]] = {}

    def keep(record: Entry[Any]) -> Entry[Any]:
        made[record.what.called] = record
        return record

    seen = observations.Observation(
        area_id=COMPLEX,
        seen_at=MONDAY,
        theme="safety",
        subtheme="vandalism",
        severity=3,
        clean=4,
        remark="Ruit stuk bij de ingang",
    )
    keep(observations.record_observation(register, seen, by=by, photo=photo()))
    opened = keep(cases.open_case(register, case(story="Harde muziek in de nacht"), by=by))
    keep(cases.take_step(register, opened.id, "talk", MONDAY, by=by, outcome="partly", remark="Afspraken gemaakt"))
    police = keep(partners.keep_partner(register, partner(contact_role="Balie"), by=by))
    keep(partners.keep_route(register, partners.Route(theme="drugs", partner_id=police.id, way="telephone"), by=by))
    met = keep(
        meetings.hold_consultation(
            register,
            meetings.Consultation(
                area_id=AREA, kind="stand_up", held_at=MONDAY, partners=(str(police.id),), story="Weekstart"
            ),
            by=by,
        )
    )
    keep(
        hand_overs.hand_over(
            register, handed(police, case_id=opened.id, consultation_id=met.id, question="Graag toezicht"), by=by
        )
    )
    keep(
        meetings.commit(
            register,
            meetings.Commitment(
                consultation_id=met.id,
                partner_id=police.id,
                text="Rijdt vaker langs",
                made_at=MONDAY,
                due=MONDAY + timedelta(7),
            ),
            by=by,
        )
    )
    keep(initiatives.decide_initiative(register, idea(), by=by))
    keep(
        mediations.record_mediation(
            register, mediations.Mediation(area_id=AREA, referred_by="police", referred_at=MONDAY), by=by
        )
    )
    approach = keep(
        approaches.record_approach(
            register,
            approaches.Approach(
                area_id=AREA,
                name="Schone portieken",
                kind="physical",
                starts_at=MONDAY,
                mechanism="Wie het schoon vindt, houdt het schoon",
            ),
            by=by,
        )
    )
    chosen = approaches.Chosen(("buurt:BU2", "buurt:BU3"), ("buurt:BU4",))
    keep(approaches.freeze_approach(register, approach.id, chosen, seen=1, by=by))
    keep(
        focus_areas.draw_focus_area(
            register, focus_areas.FocusArea(code="VGS", name="Van Goyenstraat", outline=SQUARE), by=by
        )
    )
    keep(
        mark_overrides.override_mark(
            register,
            mark_overrides.Override(
                area_id=AREA,
                lens="social",
                month=date(2026, 3, 1),
                mark=5.5,
                instead_of=7.1,
                reason="Cijfers missen een jongerengroep",
                until=today() + timedelta(90),
            ),
            by=by,
        )
    )
    keep(notes.write_note(register, notes.Note(area_id=AREA, kind="hand_over", text="Begin bij de beheerder"), by=by))
    goal = goals.Goal(area_id=AREA, vision="Geleen-Zuid 2030", text="Bewoners voelen zich thuis", set_at=MONDAY)
    _goal, review = goals.review_goal(
        register, keep(goals.set_goal(register, goal, by=by)).id, MONDAY, "on_course", seen=1, by=by, story="Goed begin"
    )
    keep(review)
    keep(
        placements.record_placement(
            register, placements.Placement(area_id=AREA, quarter="2026-Q1", target_group="urgent", count=7), by=by
        )
    )
    answer = recognitions.Recognition(
        area_id=AREA, figure="social", at=MONDAY, by_role="director", answer="partly", remark="Jongeren ontbreken"
    )
    keep(recognitions.recognise(register, answer, by=by))
    known_warnings.mark_known(
        register, known_warnings.Series(AREA, "complaint", "nuisance"), "Kermis", today(), by=by, today=today()
    )
    keep(reading.listed(register, known_warnings.KnownWarning, by=by)[0])
    return made
