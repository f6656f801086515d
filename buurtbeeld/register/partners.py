"""The partners, and the route map: whom to call for what, by which way, within which norm. Holds no persons."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import sqlalchemy as sa

from buurtbeeld.access import Person
from buurtbeeld.register.fields import Choice, Label, Number, Planned, Refers, Severity, Theme
from buurtbeeld.register.records import Entry, Record, Retention, Words, record
from buurtbeeld.register.writing import Act, acting, standing
from buurtbeeld.text import marked

PARTNERS = (
    "municipality", "district_manager", "public_order", "police", "community_officer", "enforcement", "care",
    "youth_work", "mediation", "tenants_organisation", "other",
)  # fmt: skip
WAYS = ("telephone", "mail", "form", "portal", "meeting")
NORMS = ("work", "calendar")
UNSEEN = 0
"""The version of a record that was not there when its writer looked."""

NormDays = Annotated[int, Number(1, 730)]
NormKind = Annotated[str, Choice(NORMS)]


@record
class Partner(Record):
    """A body that matters are handed to. contact_role: a desk, never a person; norm: unless a route says."""

    name: Label
    kind: Annotated[str, Choice(PARTNERS)]
    contact_role: Label | None = None
    covenant_until: Planned | None = None
    norm_days: NormDays | None = None
    norm_kind: NormKind = "work"

    made_by = "keep_partner"
    retention = Retention(2, "deleted_at", "only once nothing refers to it any more")
    warehouse_table = "partner"
    once = ("name",)
    words = Words(
        noun=marked("partner"),
        verbs={
            "keep_partner": marked("partner bewaard"),
            "remove_partner": marked("partner weggehaald"),
        },
        labels={
            "contact_role": marked("Loket of functie"),
            "covenant_until": marked("Convenant tot en met"),
        },
        choices={
            "district_manager": marked("stadsdeelmanager"),
            "public_order": marked("openbare orde en veiligheid"),
            "community_officer": marked("wijkagent"),
            "enforcement": marked("handhaving"),
            "youth_work": marked("jongerenwerk"),
            "tenants_organisation": marked("huurdersorganisatie"),
        },
    )


@record
class Route(Record):
    """Whom to call for a theme from a severity up, until another route says otherwise from a higher one."""

    theme: Theme
    from_severity: Severity = 1
    partner_id: Annotated[UUID, Refers("partner")]
    way: Annotated[str, Choice(WAYS)]
    norm_days: NormDays | None = None
    norm_kind: NormKind = "work"

    made_by = "keep_route"
    retention = Retention(2, "deleted_at", "goes with its partner")
    once = ("theme", "from_severity")
    words = Words(
        noun=marked("route"),
        verbs={
            "keep_route": marked("route bewaard"),
            "remove_route": marked("route weggehaald"),
        },
        labels={
            "from_severity": marked("Vanaf ernst"),
            "way": marked("Hoe"),
        },
        choices={
            "telephone": marked("telefoon"),
            "mail": marked("e-mail"),
            "form": marked("formulier"),
            "portal": marked("portaal"),
            "meeting": marked("overleg"),
        },
    )


def keep_partner(
    engine: sa.Engine, partner: Partner, *, by: Person, id: UUID | None = None, seen: int = UNSEEN
) -> Entry[Partner]:
    """Adds a partner, or changes the one with this id whose version was seen. Raises ChangedMeanwhile with the
    standing one where another has this name."""
    with acting(engine, by, "keep_partner") as act:
        return act.save(partner, id, seen)


def remove_partner(engine: sa.Engine, partner: UUID, *, seen: int, by: Person) -> Entry[Partner]:
    """Removes a partner for new work, and the routes to it. Its hand-overs stay, open ones too, and can be dated on;
    prune keeps the row as long as any record refers to it."""
    with acting(engine, by, "remove_partner") as act:
        gone = act.remove(act.find(Partner, partner), seen)
        for route in standing(act.con, Route, Route.table.c.partner_id == partner):
            act.remove(route, route.version)
        return gone


def keep_route(
    engine: sa.Engine, route: Route, *, by: Person, id: UUID | None = None, seen: int = UNSEEN
) -> Entry[Route]:
    """Adds a route, or changes the one with this id whose version was seen. One lives per theme and severity."""
    with acting(engine, by, "keep_route") as act:
        return act.save(route, id, seen)


def remove_route(engine: sa.Engine, route: UUID, *, seen: int, by: Person) -> Entry[Route]:
    """Removes a route. Raises ChangedMeanwhile."""
    with acting(engine, by, "remove_route") as act:
        return act.remove(act.find(Route, route), seen)


def best(routes: list[Entry[Route]], severity: int | None) -> Entry[Route] | None:
    """Of the routes of one theme, the one for this severity: from the highest severity that it reaches."""
    reached = [route for route in routes if route.what.from_severity <= (severity or 1)]
    return max(reached, key=lambda route: route.what.from_severity, default=None)


def norm(act: Act, partner: UUID, theme: str, severity: int | None) -> tuple[int | None, str]:
    """Days and kind of day (work, calendar) in which a partner answers: the route's where it leads to this partner,
    else the partner's own; None days where neither says."""
    routes = standing(act.con, Route, Route.table.c.theme == theme, Route.table.c.partner_id == partner)
    route = best(routes, severity)
    if route and route.what.norm_days:
        return route.what.norm_days, route.what.norm_kind
    own = standing(act.con, Partner, Partner.table.c.id == partner)
    return (own[0].what.norm_days, own[0].what.norm_kind) if own else (None, "work")
