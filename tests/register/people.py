"""Who does something in the tests, and when. Knows no record."""

from __future__ import annotations

from datetime import date

from buurtbeeld.access import Person

ADMINISTRATOR = Person("administrator", "administrator")
MANAGER = Person("manager", "manager")
DIRECTOR = Person("director", "director", frozenset({"buurt:BU1", "complex:C1", "street:Vinkenstraat"}))
COLLEAGUE = Person("colleague", "director")
FIELD = Person("caretaker", "field")
ANALYST = Person("analyst", "analyst")
PARTNER = Person("officer", "partner")
EVERYONE = (ADMINISTRATOR, MANAGER, DIRECTOR, FIELD, ANALYST, PARTNER)

MONDAY = date(2026, 3, 2)
